import { ReachProps } from './reach-props';
import type { ClusterProfileModel } from '../../clusters/profile';
import { WorkloadId } from '../../model/asked';
import { refuse } from '../../model/finding';
import { describePorts, matchOf } from '../../model/intents';
import { describeParty } from '../../model/party';
import { requestsText } from '../../model/request';
import { questionPeers, Question } from '../../synth/question-peers';
import { PeerBinding } from '../connections/binding';
import { askedBindingOf, edgeNamed, portsFor } from '../connections/connection-rules';
import { requestsOf } from '../connections/declared-requests';
import { IPeer } from '../connections/peer';

/** A question of a user, checked, as the model takes it. Refuses what `allowTo` would refuse, too. */
export function questionOf(
  source: IPeer, target: IPeer, { http }: ReachProps, profile: ClusterProfileModel, check: (binding: PeerBinding, name: string) => void,
): Question {
  const [caller, callee] = [askedBindingOf(source), askedBindingOf(target)];
  for (const [binding, { peerName }] of [[caller, source], [callee, target]] as const) {
    checkEdge(binding, profile);
    check(binding, peerName);
  }
  checkCaller(caller, source.peerName);
  const ports = portsFor(caller, callee, profile, target.peerName);
  const matches = ports === 'all' ? [] : ports.map(matchOf);
  const requests = http === undefined ? undefined : requestsOf({ http }, ports, target.peerName)?.requests;
  const asked = requests === undefined ? '' : ` for ${requestsText(requests)}`;
  return {
    source: questionPeers(caller.party, profile),
    target: questionPeers(callee.party, profile),
    ports: matches,
    text: `${describeParty(caller.party)} to ${describeParty(callee.party)} on ${describePorts(matches)}${asked}`,
    ...(requests === undefined ? {} : { requests }),
    ...(isManaged(caller) || isManaged(callee) ? { mend: MEND } : {}),
  };
}

/** What a person does who has the program, and not only what it writes. */
const MEND = 'if it is meant, declare it with `connections.allowTo(…)` or `connections.allowFrom(…)`, which open both sides that are managed';

/** The workload that a peer is. Refuses every other peer. */
export function workloadAsked(peer: IPeer, check: (binding: PeerBinding) => void): WorkloadId {
  const binding = askedBindingOf(peer);
  check(binding);
  const { party } = binding;
  if (party.kind !== 'workload') {
    refuse('PEER_INVALID', `\`${peer.peerName}\` is not one workload: give a microservice, any other workload, or \`workloadNamed(…)\``);
  }
  return { kind: party.workloadKind, namespace: party.namespace, name: party.name };
}

function isManaged({ side }: PeerBinding): boolean {
  return side?.policy !== undefined;
}

function checkCaller({ ports, party }: PeerBinding, name: string): void {
  if (ports !== undefined) {
    refuse('PEER_INVALID', `source \`${name}\` carries ports, but a connection is on the ports of the target: name the port there, as in \`target.port('http')\``);
  }
  if (party.kind === 'dnsName') {
    refuse('PEER_INVALID', `\`${name}\` is a DNS name and cannot be a source: connections arrive from addresses; use \`Peer.cidr(…)\``);
  }
}

function checkEdge({ party }: PeerBinding, profile: ClusterProfileModel): void {
  if (party.kind === 'ingressController' && edgeNamed(profile, party.edge) === undefined) {
    refuse('EDGE_UNKNOWN', 'the cluster profile has no edge, so that nothing is known of its ingress controller: attach a profile with one, or name the pods as `Peer.pods(…)`');
  }
}
