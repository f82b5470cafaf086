import { isEmptySelector, Manifests, namesText } from './manifests';
import { NamespaceMatch, Peer, Policy, PortMatch, Rule } from '../../reachability/rules';
import { NAMESPACE_NAME_LABEL, namespaceLabels, Snapshot } from '../../reachability/snapshot';
import { Workload } from '../../reachability/workload';
import { PortSet } from '../../sets/ports';
import { matches } from '../../sets/selector';
import { looksLikeController } from '../list/controller';

/** Whether a peer might be somebody whose pods need not be among the manifests. */
export type MayBe = (peer: Peer) => boolean;

/**
 * The policies that isolate a workload, if none of their rules could let a caller in on any of the ports. A tier that accepts anything
 * is not looked into: it might let the caller in.
 */
export function shuttersOf(workload: Workload, ports: PortSet, manifests: Manifests, mayBe: MayBe): readonly Policy[] {
  if (workload.hostNetwork) return [];
  const governing = manifests.governing.get(workload) ?? governingNewcomer(workload, manifests);
  const isolating = governing.filter((policy) => policy.isolates.includes('ingress'));
  const isAccepted = manifests.rules.tiered.some(({ rules }) => rules.some(({ direction, action }) => direction === 'ingress' && action === 'accept'));
  const opens = (rule: Rule) => rule.direction === 'ingress' && takesIn(rule, workload, ports) && (rule.peers === 'anyone' || rule.peers.some(mayBe));
  return isAccepted || isolating.some((policy) => policy.rules.some(opens)) ? [] : isolating;
}

/** The policies that would select pods that are not among the manifests. */
function governingNewcomer({ namespace, labels }: Workload, { rules }: Manifests): Policy[] {
  return rules.policies.filter(({ subject }) => subject.namespace === namespace && matches(subject.pods, labels));
}

function takesIn({ ports }: Rule, workload: Workload, wanted: PortSet): boolean {
  return ports === 'all' || ports.some((port) => !portsOf(port, workload).intersection(wanted).isEmpty());
}

function portsOf(port: PortMatch, workload: Workload): PortSet {
  switch (port.kind) {
    case 'every': return PortSet.of(port.protocol);
    case 'numbers': return PortSet.of(port.protocol, port.first, port.last);
    case 'name': return workload.ports
      .filter(({ name, protocol }) => name === port.name && (port.protocol === undefined || protocol === port.protocol))
      .reduce((sum, { protocol, number }) => sum.union(PortSet.of(protocol, number)), PortSet.none);
  }
}

/** Some policies as a text, with the verb that says what they let. */
export function letText(policies: readonly Policy[]): string {
  const names = namesText(policies.map(({ origin }) => `${origin.kind} ${origin.namespace}/${origin.name}`));
  return `${names} let${policies.length > 1 ? '' : 's'}`;
}

/** Whether a peer might be the pods of a controller that serves Ingresses or routes. */
export function mayBeController(snapshot: Snapshot): MayBe {
  return once((peer) => mayBeStranger(peer, snapshot, looksLikeController));
}

/** Words in the names and labels of those who collect metrics. */
const SCRAPER = /prometheus|metrics|monitor|collector|telemetry|otel|alloy|victoria|vmagent|telegraf|datadog|agent|scrap/i;

/** Whether a peer might be somebody who collects metrics. */
export function mayBeScraper(snapshot: Snapshot): MayBe {
  const looksSo = ({ namespace, name, labels }: Workload) => [namespace, name, ...Object.values(labels)].some((text) => SCRAPER.test(text));
  return once((peer) => mayBeStranger(peer, snapshot, looksSo));
}

/** Asks about each peer once: many workloads have the same policies. */
function once(mayBe: MayBe): MayBe {
  const answers = new Map<Peer, boolean>();
  return (peer) => {
    const answer = answers.get(peer) ?? mayBe(peer);
    answers.set(peer, answer);
    return answer;
  };
}

/**
 * Whether a peer might be somebody of whom nothing is known but what they look like: addresses, pods that are not among the manifests,
 * whole namespaces, and pods that look so. It is not where the peer is certainly some workload of ours.
 */
function mayBeStranger(peer: Peer, snapshot: Snapshot, looksSo: (workload: Workload) => boolean): boolean {
  if (peer.kind === 'addresses') return true;
  if (peer.namespaces.kind === 'labelled' && isEmptySelector(peer.pods)) return true;
  const found = snapshot.workloads.filter(({ namespace, labels }) => isNamespace(peer.namespaces, namespace, snapshot) && matches(peer.pods, labels));
  return found.length === 0 || found.some(looksSo) || (isNamespace(peer.namespaces, 'a-namespace-that-is-not-here', snapshot) && matches(peer.pods, {}));
}

function isNamespace(match: NamespaceMatch, namespace: string, snapshot: Snapshot): boolean {
  return match.kind === 'named' ? match.name === namespace : matches(match.selector, { ...namespaceLabels(snapshot, namespace), [NAMESPACE_NAME_LABEL]: namespace });
}
