import { sideOf } from './decide/side';
import { Policy, RuleSet } from './rules';
import { Snapshot } from './snapshot';
import { Decision, Flow, FlowEnd, FlowSource, NamedEnd, Verdict } from './trace';
import { Workload } from './workload';
import { isSameAddress, parseAddress } from '../sets/address';
import { isProblem } from '../sets/cidr';
import { NamePattern } from '../sets/names';
import { Request } from '../sets/requests/request';

/**
 * What becomes of one flow, straight from the text of the APIs: the egress of its source and the ingress of its destination must
 * both let it through, and replies are implied. It asks one flow after another on purpose; the engine is what is fast.
 *
 * An address that a pod of the snapshot holds is that pod. A pod that calls its own address cannot be kept from it; one that calls itself
 * through a Service can.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/ (Kubernetes 1.35)
 * @see https://network-policy-api.sigs.k8s.io/api-overview/ (network-policy-api v0.2.0)
 */
export function decide(snapshot: Snapshot, rules: RuleSet | readonly Policy[], flow: Flow): Decision {
  return decided(snapshot, rules, flow);
}

/**
 * What becomes of one request over a connection: the same, with rules that take in its connection for other requests alone taking in nothing of it. Where no rule tells
 * requests apart it is what becomes of the connection.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/#layer-7-examples (Cilium 1.18)
 * @see https://docs.tigera.io/calico/latest/network-policy/istio/app-layer-policy (Calico 3.32)
 */
export function decideRequest(snapshot: Snapshot, rules: RuleSet | readonly Policy[], flow: Flow, request: Request): Decision {
  return decided(snapshot, rules, flow, request);
}

function decided(snapshot: Snapshot, rules: RuleSet | readonly Policy[], flow: Flow, request?: Request): Decision {
  const set: RuleSet = 'tiered' in rules ? rules : { policies: rules, tiered: [] };
  const source = resolved(snapshot, flow.source);
  const destination = resolved(snapshot, flow.destination);
  const known: Flow = { ...flow, source, destination };
  const asked = { flow: known, ...(request === undefined ? {} : { request }) };
  if (flow.throughService !== true && isOwnPod(source, destination)) return { ...asked, verdict: 'allowed', trace: { kind: 'ownPod' } };
  const egress = sideOf('egress', snapshot, set, known, request);
  const ingress = sideOf('ingress', snapshot, set, known, request);
  return { ...asked, verdict: bothOf(egress.verdict, ingress.verdict), trace: { kind: 'sides', egress, ingress } };
}

/** The end of a flow that is a workload. */
export function workloadEnd(workload: Workload): FlowSource {
  return { kind: 'workload', workload };
}

/** The end of a flow that is an address. A malformed one is a mistake of the caller and raises a RangeError. */
export function addressEnd(text: string): FlowSource {
  const address = parseAddress(text);
  if (isProblem(address)) throw new RangeError(`\`${text}\` ${address.detail}`);
  return { kind: 'address', address };
}

/** The destination of a flow that is a name outside the cluster. */
export function nameEnd(name: NamePattern): NamedEnd {
  return { kind: 'name', name };
}

function bothOf(a: Verdict, b: Verdict): Verdict {
  if (a === 'denied' || b === 'denied') return 'denied';
  return a === 'unknown' || b === 'unknown' ? 'unknown' : 'allowed';
}

function resolved<T extends FlowEnd>(snapshot: Snapshot, end: T): T | FlowSource {
  if (end.kind !== 'address') return end;
  const workload = snapshot.workloads.find((one) => !one.hostNetwork && one.addresses.some((address) => isSameAddress(address, end.address)));
  return workload === undefined ? end : { kind: 'workload', workload, address: end.address };
}

/** Only a lone Pod is sure to be one pod: the replicas of a controller are separate parties. */
function isOwnPod(source: FlowEnd, destination: FlowEnd): boolean {
  if (source.kind !== 'workload' || destination.kind !== 'workload') return false;
  const [a, b] = [source.workload, destination.workload];
  return a.kind === 'Pod' && b.kind === 'Pod' && a.namespace === b.namespace && a.name === b.name;
}
