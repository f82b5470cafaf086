import { app, cluster, pod, policy } from './world';
import { readRules } from '../../src/dialects/read-rules';
import { controllersToldApart } from '../../src/reachability/controllers';
import { snapshotOf } from '../../src/reachability/snapshot';

const owned = (name: string, labels: Record<string, string>) => {
  const one = pod(name, { labels }) as { metadata: object }; // see pod()
  return { ...one, metadata: { ...one.metadata, ownerReferences: [{ kind: 'DaemonSet', name: 'agents', controller: true }] } };
};
const pods = [owned('shop/a', { app: 'a', hash: '1' }), owned('shop/b', { app: 'b', hash: '1' }), owned('other/a', { app: 'a' })];
const problems = (...policies: readonly object[]) => controllersToldApart(snapshotOf(pods), readRules(policies).rules).map(({ object, text }) => `${object}: ${text}`);

describe('the pods of one controller', () => {
  it('are a problem where a policy tells them apart, by its subject or by a peer', () => {
    const text = 'DaemonSet shop/agents: its Pods `a`, `b` differ in the labels `app`, by which policies tell them apart; Pods of one controller must be alike';
    expect(problems(policy('shop/x', { podSelector: app('a') }))).toEqual([text]);
    expect(problems(policy('shop/x', { podSelector: {}, ingress: [{ from: [{ podSelector: app('b') }] }] }))).toEqual([text]);
    expect(problems(cluster('x', { egress: [{ action: 'Deny', to: [{ pods: { podSelector: app('a') } }] }] }))).toEqual([text]);
  });

  it('may differ in labels by which only policies and peers of other namespaces tell pods apart', () => {
    expect(problems(policy('other/x', { podSelector: app('a') }))).toEqual([]);
    expect(problems(policy('other/x', { podSelector: {}, ingress: [{ from: [{ podSelector: app('a') }] }] }))).toEqual([]);
    const of = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } }, podSelector: app('a') });
    expect(problems(policy('other/x', { podSelector: {}, egress: [{ to: [of('other')] }] }))).toEqual([]);
    expect(problems(policy('other/x', { podSelector: {}, egress: [{ to: [of('shop')] }] }))).toHaveLength(1);
    expect(problems(cluster('x', { subject: { pods: of('other') } }))).toEqual([]);
    expect(problems(cluster('x', { subject: { pods: of('shop') } }))).toHaveLength(1);
  });

  it('may differ in labels that no policy asks for, or asks for in vain', () => {
    expect(problems()).toEqual([]);
    expect(problems(policy('shop/x', { podSelector: { matchLabels: { hash: '1' } } }), policy('shop/y', { podSelector: app('c') }))).toEqual([]);
  });
});
