import { explained, flowOf, meaningOf } from './world';
import { Edit, edited } from '../../../src/compare/explain/edit';
import { explain } from '../../../src/compare/explain/explain';
import { ConnectivityMap } from '../../../src/reachability/connectivity';
import { decide } from '../../../src/reachability/decide';
import { connectivityOf } from '../../../src/reachability/engine/connectivity-of';
import { Rule, RuleSet } from '../../../src/reachability/rules';
import { Workload, workloadText } from '../../../src/reachability/workload';
import { LabelMap, selectorOf } from '../../../src/sets/selector';
import * as fc from '../../property';
import { policy } from '../../reachability/world';

type Labels = Record<string, string>;

/** A workload whose controller selects its pods by some of their labels. */
function workload(name: string, labels: Labels, selected: Labels = {}, kind = 'Deployment'): object {
  const [namespace, own] = name.split('/');
  const template = { metadata: { labels }, spec: { containers: [] } };
  const selector = kind === 'ReplicationController' ? selected : { matchLabels: selected };
  return { apiVersion: kind === 'ReplicationController' ? 'v1' : 'apps/v1', kind, metadata: { name: own, namespace }, spec: { selector, template } };
}

const shut = policy('shop/shut', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });

/** The labels of the pods to which the change for a flow opens its destination. */
function peerLabels(objects: readonly object[], source = 'shop/web', destination = 'shop/db'): LabelMap[] {
  const { remedy } = explained([...objects, shut], source, destination, 5432);
  if (remedy?.kind !== 'edits') throw new Error(`no edits: ${JSON.stringify(remedy)}`);
  return remedy.edits.flatMap((edit) => rulesOf(edit)).filter(({ direction }) => direction === 'ingress')
    .flatMap(({ peers }) => (peers === 'anyone' ? [] : peers.flatMap((peer) => (peer.kind === 'pods' ? [peer.pods.matchLabels] : []))));
}

function rulesOf(edit: Edit): readonly Rule[] {
  if (edit.kind === 'insertRule') return [];
  return edit.kind === 'newPolicy' ? edit.policy.rules : [edit.rule];
}

describe('the labels by which a change names pods', () => {
  const db = workload('shop/db', { app: 'db' }, { app: 'db' });
  const web: Labels = { 'app': 'web', 'app.kubernetes.io/name': 'shop', 'release': 'r7', 'tier': 'front', 'pod-template-hash': 'x1' };

  test.each(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController'])('are those by which their %s finds them', (kind) => {
    expect(peerLabels([db, workload('shop/web', web, { app: 'web', tier: 'front' }, kind)])).toEqual([{ app: 'web', tier: 'front' }]);
  });

  test('are not those that a controller puts on at every release', () => {
    const hashed = workload('shop/web', web, { 'app': 'web', 'pod-template-hash': 'x1' }, 'ReplicaSet');
    expect(peerLabels([db, hashed])).toEqual([{ app: 'web' }]);
  });

  test('are the fewest that nobody else has, where their controller does not say: the recommended ones first', () => {
    expect(peerLabels([db, workload('shop/web', web)])).toEqual([{ 'app.kubernetes.io/name': 'shop' }]);
    const twin = workload('shop/twin', { 'app.kubernetes.io/name': 'shop' });
    expect(peerLabels([db, twin, workload('shop/web', web)])).toEqual([{ app: 'web' }]);
    const canary = workload('shop/canary', { ...web, tier: 'back' });
    expect(peerLabels([db, canary, workload('shop/web', web)])).toEqual([{ tier: 'front' }]);
    const others = [workload('shop/a', { ...web, tier: 'back' }), workload('shop/b', { ...web, release: 'r6' })];
    expect(peerLabels([db, ...others, workload('shop/web', web)])).toEqual([{ release: 'r7', tier: 'front' }]);
  });

  test('are not those of their controller where others have them, too', () => {
    const canary = workload('shop/canary', { app: 'web', release: 'r8' }, { app: 'web' });
    expect(peerLabels([db, canary, workload('shop/web', web, { app: 'web' })])).toEqual([{ 'app.kubernetes.io/name': 'shop' }]);
  });

  test('are not those of a controller that does not find its own pods', () => {
    expect(peerLabels([db, workload('shop/web', { app: 'web' }, { app: 'wed' })])).toEqual([{ app: 'web' }]);
  });

  test('are found of as many labels as somebody may write', () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`label-${i}`, 'x']));
    const others = Array.from({ length: 200 }, (_, i) => workload(`shop/other-${i}`, { ...many, [`label-${i}`]: 'y' }));
    expect(peerLabels([db, ...others, workload('shop/web', many)])).toEqual([many]);
    expect(peerLabels([db, ...others.slice(0, 1), workload('shop/web', many)])).toEqual([{ 'label-0': 'x' }]);
  });

  test('are none of a pod that has none', () => {
    expect(peerLabels([db, workload('shop/web', {})])).toEqual([{}]);
    expect(peerLabels([db, workload('shop/web', { 'pod-template-hash': 'x1' })])).toEqual([{ 'pod-template-hash': 'x1' }]);
  });
});

const labels = fc.dictionary(
  fc.constantFrom('app', 'app.kubernetes.io/name', 'app.kubernetes.io/instance', 'k8s-app', 'tier', 'release', 'pod-template-hash'),
  fc.constantFrom('a', 'b'), { maxKeys: 5, noNullPrototype: true },
);
const party = fc.record({ labels, selected: fc.oneof(labels, fc.constant({})), isWhole: fc.boolean() });
const parties = fc.array(party, { minLength: 2, maxLength: 6 }).map((all) => all.map(({ labels: own, selected, isWhole }, i) => (
  workload(`${i % 3 === 2 ? 'other' : 'shop'}/p${i}`, own, isWhole ? Object.fromEntries(Object.entries(own).slice(0, 2)) : selected)
)));
const policies = fc.array(fc.record({ home: fc.constantFrom('shop', 'other'), matchLabels: labels, tier: fc.boolean() }), { minLength: 1, maxLength: 3 })
  .map((all) => all.map(({ home, matchLabels, tier }, i) => (tier
    ? {
      apiVersion: 'policy.networking.k8s.io/v1alpha2',
      kind: 'ClusterNetworkPolicy',
      metadata: { name: `t${i}` },
      spec: { tier: 'Admin', priority: i, subject: { namespaces: {} }, ingress: [{ action: 'Deny', from: [{ pods: { podSelector: { matchLabels } } }] }] },
    }
    : policy(`${home}/n${i}`, { podSelector: i === 0 ? {} : { matchLabels }, policyTypes: ['Ingress', 'Egress'] }))));

const PASSING = ['pod-template-hash'];

/** All labels of a workload that last, as a change named them before it was made small. */
function allLabels({ labels: own }: Workload): LabelMap {
  const lasting = Object.entries(own).filter(([key]) => !PASSING.includes(key));
  return lasting.length === 0 ? own : Object.fromEntries(lasting);
}

/** The same change, with all labels of the ends of the flow. */
function withAllLabels(edit: Edit, source: Workload, destination: Workload): Edit {
  const direction = edit.kind === 'newPolicy' ? edit.policy.isolates[0] : edit.rule.direction;
  const [subject, peer] = direction === 'egress' ? [source, destination] : [destination, source];
  const full = <T extends { readonly kind: string }>(peers: readonly T[]) => (
    peers.map((one) => (one.kind === 'pods' ? { ...one, pods: selectorOf(allLabels(peer)) } : one))
  );
  const wide = (rule: Rule): Rule => ({ ...rule, peers: rule.peers === 'anyone' ? rule.peers : full(rule.peers) });
  switch (edit.kind) {
    case 'insertRule': return { ...edit, rule: { ...edit.rule, peers: full(edit.rule.peers) } };
    case 'addRule': return { ...edit, rule: wide(edit.rule) };
    case 'newPolicy':
      return {
        ...edit,
        policy: { ...edit.policy, subject: { ...edit.policy.subject, pods: selectorOf(allLabels(subject)) }, rules: edit.policy.rules.map(wide) },
      };
  }
}

function connectionsOf(map: ConnectivityMap): string[] {
  const text = (end: { readonly kind: string; readonly workload?: Workload }) => (end.workload === undefined ? 'addresses' : workloadText(end.workload));
  return [...map.connections()].map(({ source, destination, allowed }) => `${text(source)} > ${text(destination)}: ${allowed.toString()}`);
}

test('fewer labels open the flow, and nothing that all labels would not have opened or shut', () => {
  let [made, fewer] = [0, 0];
  fc.assert(fc.property(parties, policies, fc.nat(5), fc.nat(5), (workloads, rules, a, b) => {
    const { snapshot, rules: set } = meaningOf([...workloads, ...rules]);
    const [source, destination] = [snapshot.workloads[a % snapshot.workloads.length], snapshot.workloads[b % snapshot.workloads.length]];
    if (source === undefined || destination === undefined) throw new Error('no such workloads');
    const flow = flowOf(snapshot, `${source.namespace}/${source.name}`, `${destination.namespace}/${destination.name}`, 80);
    const { remedy } = explain(snapshot, set, flow);
    if (remedy?.kind !== 'edits') return;
    const after = remedy.edits.reduce<RuleSet>(edited, set);
    const full = remedy.edits.map((edit) => withAllLabels(edit, source, destination)).reduce<RuleSet>(edited, set);
    made++;
    if (JSON.stringify(after, plain).length < JSON.stringify(full, plain).length) fewer++;
    expect(decide(snapshot, after, flow).verdict).toBe('allowed');
    expect(connectionsOf(connectivityOf(snapshot, after))).toEqual(connectionsOf(connectivityOf(snapshot, full)));
  }), { numRuns: 600 });
  expect([made > 100, fewer > 50]).toEqual([true, true]);
});

function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}` : value;
}
