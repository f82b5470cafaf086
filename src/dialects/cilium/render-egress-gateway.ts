import { CiliumEgressGatewayPolicy } from './kinds/egress-gateway';
import { WrittenDestinations } from '../../model/egress-destinations';
import { EgressGatewayModel, gatewayAddress } from '../../model/egress-gateway';
import { Labels } from '../../model/endpoint';
import { IpFamilyName } from '../../model/families';

/** The label with the name of its namespace that Cilium gives to each pod. */
const POD_NAMESPACE = 'io.kubernetes.pod.namespace';

/** The connections of a workload that leave through one gateway, of one family. */
export interface LedConnections {
  readonly namespace: string;
  readonly podLabels: Labels;
  readonly gateway: EgressGatewayModel;
  readonly family: IpFamilyName;
  readonly written: WrittenDestinations;
}

/**
 * One policy for a workload, a gateway and a family: an address is of one, and Cilium 1.20 drops what is for destinations of both where the node has no address of the
 * other.
 *
 * @see https://docs.cilium.io/en/stable/network/egress-gateway/egress-gateway/ (Cilium 1.18)
 * @see https://github.com/cilium/cilium/issues/48660 (Cilium 1.20.1)
 */
export function renderEgressGateway({ namespace, podLabels, gateway, family, written }: LedConnections): CiliumEgressGatewayPolicy['spec'] {
  const { destinations, excluded } = written;
  const labels = Object.entries({ ...podLabels, [POD_NAMESPACE]: namespace }).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    selectors: [{ podSelector: { matchLabels: Object.fromEntries(labels) } }],
    destinationCIDRs: destinations,
    ...(excluded.length === 0 ? {} : { excludedCIDRs: excluded }),
    egressGateway: { nodeSelector: { matchLabels: gateway.nodeLabels }, ...addressFields(gateway, family) },
  };
}

/** Never both: Cilium passes over a policy that has. */
function addressFields(gateway: EgressGatewayModel, family: IpFamilyName): { readonly egressIP?: string; readonly interface?: string } {
  const address = gatewayAddress(gateway, family);
  if (address === undefined) return {};
  return address.kind === 'address' ? { egressIP: address.address } : { interface: address.name };
}
