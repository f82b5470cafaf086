import { addressFamily, EgressGatewayModel } from '../../model/egress-gateway';
import { refuse } from '../../model/finding';
import { dnsLabel1123, labelSet } from '../../model/name';
import { cidrsAmong, containsAddress, isProblem, parseAddress } from '../../sets/cidr';

/** Addresses that no node has for what leaves the cluster, whoever asks. */
const NOBODYS = cidrsAmong(['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4', '::/127', 'fe80::/10', 'ff00::/8']);

/** What has to be said of an egress gateway. */
export interface EgressGatewayProps {
  /** The labels of the nodes that are the gateway, all of them. The first such node by its name is used, and where there is none, what is led through it is dropped. */
  readonly nodeLabels: Record<string, string>;

  /**
   * The address that connections have behind the gateway, v4 or v6, or one of each. The node must have it.
   *
   * @default the first addresses of `networkInterface`; one of the two must be given
   */
  readonly addresses?: string[];

  /**
   * The network interface of the node whose first address of each family connections have behind the gateway, such as `eth1`.
   *
   * @default the gateway has `addresses`; one of the two must be given
   */
  readonly networkInterface?: string;
}

/**
 * Nodes through which connections leave the cluster with an address that others can rely on: what firewalls of partners let in.
 *
 * A connection asks for it by name, `allowTo(…, { through: 'partners' })`. Cilium leads connections through gateways, and has to be told so; on every other network plugin
 * such a connection is refused with `CANNOT_EXPRESS`.
 *
 * ```ts
 * declare const app: App;
 * Cluster.attach(app, ClusterProfile.of({
 *   plugin: NetworkPlugin.cilium({ egressGateway: true, kubeProxyReplacement: true }),
 *   egressGateways: [EgressGateway.of('partners', { nodeLabels: { 'egress-gateway': 'partners' }, addresses: ['198.51.100.7'] })],
 * }));
 * ```
 *
 * @see https://docs.cilium.io/en/stable/network/egress-gateway/egress-gateway/ (Cilium 1.18)
 */
export class EgressGateway {
  /** A gateway with a name of its own. Throws `CLUSTER_PROFILE_INVALID`, `NAME_INVALID`, `LABEL_INVALID`. */
  public static of(name: string, props: EgressGatewayProps): EgressGateway {
    return new EgressGateway(modelOf(dnsLabel1123('the name of an egress gateway', name), props));
  }

  /** Its name. */
  public readonly name: string;

  private constructor(private readonly model: EgressGatewayModel) {
    this.name = model.name;
  }

  /**
   * The gateway as data.
   * @internal
   */
  public _model(): EgressGatewayModel {
    return this.model;
  }
}

function modelOf(name: string, { nodeLabels, addresses, networkInterface }: EgressGatewayProps): EgressGatewayModel {
  if (Object.keys(nodeLabels).length === 0) {
    refuse('CLUSTER_PROFILE_INVALID', `the nodeLabels of egress gateway \`${name}\` are empty and would make any node the gateway: name a label that the nodes carry that have its address`);
  }
  if ((addresses === undefined) === (networkInterface === undefined)) {
    refuse('CLUSTER_PROFILE_INVALID', `egress gateway \`${name}\` needs either \`addresses\` or a \`networkInterface\`: the address that connections have behind it is one or the other`);
  }
  const labels = labelSet(`nodeLabels of egress gateway \`${name}\``, nodeLabels);
  const sorted = Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    name,
    nodeLabels: sorted,
    addresses: addresses === undefined ? [] : addressesOf(name, addresses),
    ...(networkInterface === undefined ? {} : { networkInterface: interfaceOf(name, networkInterface) }),
  };
}

function addressesOf(name: string, addresses: readonly string[]): string[] {
  if (addresses.length === 0) {
    refuse('CLUSTER_PROFILE_INVALID', `the addresses of egress gateway \`${name}\` are none: give one, as in \`198.51.100.7\`, or one of each family`);
  }
  const own = addresses.map((text) => {
    const address = parseAddress(text);
    if (isProblem(address)) return refuse('CLUSTER_PROFILE_INVALID', `address \`${text}\` of egress gateway \`${name}\` ${address.detail}: give one that its node has, as in \`198.51.100.7\``);
    if (NOBODYS.some((block) => containsAddress(block, address))) {
      return refuse('CLUSTER_PROFILE_INVALID', `address \`${text}\` of egress gateway \`${name}\` is none that a connection could have outside: give one that its node has, as in \`198.51.100.7\``);
    }
    return address.text;
  });
  const families = own.map(addressFamily);
  if (new Set(families).size !== families.length) {
    refuse('CLUSTER_PROFILE_INVALID', `the addresses \`${own.join(', ')}\` of egress gateway \`${name}\` are two of one family: give one of each at most, and another gateway for another one`);
  }
  return own.sort();
}

/** As Linux takes it. @see https://github.com/torvalds/linux/blob/v6.12/net/core/dev.c (`dev_valid_name`) */
function interfaceOf(name: string, text: string): string {
  if (!/^[^\s/:]{1,15}$/.test(text) || text === '.' || text === '..') {
    refuse('CLUSTER_PROFILE_INVALID', `networkInterface \`${text}\` of egress gateway \`${name}\` is not the name of a network interface: use 1 to 15 characters without blanks, \`/\` and \`:\`, as in \`eth1\``);
  }
  return text;
}
