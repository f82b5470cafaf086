import { EgressGatewayModel, gatewayAddress } from '../../model/egress-gateway';
import { IpFamilyName } from '../../model/families';
import { LedFlow } from '../../model/source-intents';
import { compareVersions } from '../../model/version';

/** Why Cilium does not lead a connection of a family through a gateway, and what a user can do, as the end of a sentence; nothing where it does. */
export function whyNotLed({ isOfRequests }: LedFlow, gateway: EgressGatewayModel, family: IpFamilyName, version: string): string | undefined {
  const address = gatewayAddress(gateway, family);
  if (address === undefined) {
    return `the gateway has no address of ${family}: give it one, as in \`addresses\`, name blocks of the other family alone, or say in \`ipFamilies\` of the profile that pods have none`;
  }
  // https://github.com/cilium/cilium/pull/38452 (Cilium 1.18)
  if (family === 'IPv6' && isBefore(version, '1.18')) return 'Cilium leads connections of IPv6 through a gateway from 1.18 on: name blocks of IPv4 alone';
  // https://github.com/cilium/cilium/pull/44524 (Cilium 1.20)
  if (family === 'IPv6' && address.kind === 'address' && isBefore(version, '1.20')) {
    return 'Cilium takes an address of IPv6 for a gateway from 1.20 on: name its `networkInterface` instead';
  }
  // https://github.com/cilium/cilium/pull/32828 (Cilium 1.16)
  if (isOfRequests && isBefore(version, '1.16')) {
    return 'Cilium before 1.16 does not lead connections through a gateway whose requests it tells apart: leave `http` out';
  }
  return undefined;
}

function isBefore(version: string, other: string): boolean {
  return compareVersions(version, other) < 0;
}
