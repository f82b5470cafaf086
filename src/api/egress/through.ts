import type { ClusterProfileModel } from '../../clusters/profile';
import { EgressGatewayModel } from '../../model/egress-gateway';
import { refuse } from '../../model/finding';
import { Declaration, describePorts } from '../../model/intents';
import { describeParty } from '../../model/party';
import { PortMatch } from '../../model/port';
import type { SourceObjects } from '../../synth/source-objects';
import { PeerBinding, WorkloadSide } from '../connections/binding';

/** A connection that is to leave the cluster through a gateway. */
export interface LedConnection {
  readonly caller: WorkloadSide;
  readonly callee: PeerBinding;
  readonly calleeName: string;
  readonly ports: readonly PortMatch[];
  readonly declaration: Declaration;
  readonly through: string;
  /** Whether the caller's own policy tells requests apart. */
  readonly isOfRequests: boolean;
}

/** What leads a connection through a gateway. Throws `EGRESS_GATEWAY_UNKNOWN`, `EGRESS_INVALID`. */
export function prepareLeading({ caller, callee, calleeName, ports, declaration, through, isOfRequests }: LedConnection): () => void {
  const gateway = gatewayNamed(caller.cluster.profile, through);
  const sources = sourcesOf(caller, calleeName);
  checkTarget(callee, calleeName);
  const { party } = callee;
  const blocks = sources.blocksOf(party);
  if (party.kind === 'dnsName' && blocks.length === 0) {
    refuse('EGRESS_INVALID', `\`${calleeName}\` cannot be reached \`through\` egress gateway \`${through}\`: a gateway leads addresses, and none is declared for the name; `
      + `give them, as in \`Peer.dnsName('${party.dnsName}', { addresses: ['203.0.113.0/24'] })\``);
  }
  checkBlocks(sources.unled(through, blocks), { calleeName, caller, through });
  const { reason, site } = declaration;
  return () => sources.lead(gateway, {
    gateway: through,
    key: `${describeParty(party)} on ${describePorts(ports)}`,
    blocks,
    ...(party.kind === 'dnsName' ? { dnsName: party.dnsName } : {}),
    isOfRequests,
    reasons: reason === undefined ? [] : [reason],
    sites: [site],
  });
}

function gatewayNamed({ egressGateways }: ClusterProfileModel, name: string): EgressGatewayModel {
  const known = egressGateways.find((gateway) => gateway.name === name);
  if (known !== undefined) return known;
  const has = egressGateways.length === 0
    ? 'none: declare it, as in `ClusterProfile.of({ egressGateways: [EgressGateway.of(…)] })`'
    : egressGateways.map((gateway) => `\`${gateway.name}\``).join(', ');
  return refuse('EGRESS_GATEWAY_UNKNOWN', `the cluster has no egress gateway \`${name}\`: it has ${has}`);
}

function sourcesOf({ sources, party }: WorkloadSide, calleeName: string): SourceObjects {
  return sources ?? refuse('EGRESS_INVALID', `\`${party.name}\` cannot reach \`${calleeName}\` \`through\` an egress gateway: it has no policy of its own here, so that nobody knows what else `
    + 'it calls; say `ownPolicy: true`');
}

/** Those who are outside the cluster. */
const OUTSIDE: readonly PeerBinding['party']['kind'][] = ['addresses', 'dnsName', 'internet', 'outside'];

/** Only what is outside leaves the cluster. */
function checkTarget({ party, relay }: PeerBinding, calleeName: string): void {
  if (relay !== undefined) {
    refuse('EGRESS_INVALID', `\`${calleeName}\` cannot be reached \`through\` an egress gateway and a proxy: connections of a proxy are those of its own pods; declare addresses in the `
      + 'place of the fallback, or leave one of them out');
  }
  if (!OUTSIDE.includes(party.kind)) {
    refuse('EGRESS_INVALID', `\`${calleeName}\` cannot be reached \`through\` an egress gateway: only connections to addresses outside the cluster leave it, `
      + 'as in `Peer.cidr(…)`, `Peer.internet()` or a `Peer.dnsName(…)` with addresses');
  }
}

function checkBlocks(
  unled: ReturnType<SourceObjects['unled']>, { calleeName, caller, through }: Pick<LedConnection, 'calleeName' | 'caller' | 'through'>,
): void {
  switch (unled?.kind) {
    case undefined: return;
    case 'inside':
      refuse('EGRESS_INVALID', `\`${calleeName}\` cannot be reached \`through\` egress gateway \`${through}\`: all its addresses are the cluster's own in the cluster profile, `
        + 'and connections to them do not leave it');
      break;
    case 'shared':
      refuse('EGRESS_INVALID', `\`${unled.block}\` of \`${caller.party.name}\` leaves through egress gateway \`${unled.gateway}\` already, and cannot leave through \`${through}\` as well: `
        + 'a source address is one for all ports; of two blocks within each other the longer one counts');
  }
}
