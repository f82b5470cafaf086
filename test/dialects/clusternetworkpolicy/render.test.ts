import { renderClusterPolicies } from '../../../src/dialects/clusternetworkpolicy/render';
import { expectValid } from '../../schemas/validate';
import { GUARDRAILS, guardedWorld } from '../guardrails';

const FACTS = { nodesInBlocks: true };

describe('guardrails as ClusterNetworkPolicies', () => {
  const { objects, gaps } = renderClusterPolicies({ ...GUARDRAILS, callers: 'pods' }, FACTS);

  test('are one object for each part, in the order of priorities that nothing else has', () => {
    expectValid(objects);
    expect(gaps).toEqual([]);
    expect(objects.map(({ metadata: { name }, ...rest }) => [name, 'spec' in rest && (rest.spec as { priority: number }).priority])).toEqual([ // the spec of a policy
      ['platform-system', 10], ['platform-never-open', 11], ['platform-tenant-blue-1', 12], ['platform-tenant-green', 13], ['platform-undeclared-tenants', 14], ['platform-baseline', 10],
    ]);
    expect(objects).toMatchSnapshot();
  });

  test('hold against policies that open everything', () => {
    const world = guardedWorld(objects);
    expect(world.verdict('blue/app', 'green/app', 80)).toBe('denied');
    expect(world.verdict('loose/app', 'green/app', 80)).toBe('denied');
    expect(world.verdict('blue/app', 'blue/dns', 80)).toBe('allowed');
    expect(world.verdict('blue/app', 'blue/dns', 22)).toBe('denied');
    expect(world.verdict('blue/app', 'kube-system/dns', 53, 'UDP')).toBe('allowed');
    expect(world.verdict('203.0.113.7', 'blue/app', 22)).toBe('allowed');
  });

  test('leave a gap for callers outside the cluster, one for each statement', () => {
    expect(renderClusterPolicies(GUARDRAILS, FACTS).gaps.map(({ statement, finding: { code, text } }) => [statement, code, text])).toEqual([
      ['neverOpen', 'CANNOT_EXPRESS', 'guardrails `platform` ask that no guarded pod is called on 22/TCP, 3000-3100/UDP: callers are pods alone in ClusterNetworkPolicy, and nobody outside the cluster; '
        + 'hold off pods alone, with `callers: GuardrailCallers.PODS`'],
      ['baseline', 'CANNOT_EXPRESS', 'guardrails `platform` ask that a guarded pod without a policy is shut (egress and ingress): callers are pods alone in ClusterNetworkPolicy, and nobody outside the cluster; '
        + 'hold off pods alone, with `callers: GuardrailCallers.PODS`'],
    ]);
  });

  test('leave a gap for nodes, and the API server among them, where blocks do not take them in', () => {
    const found = renderClusterPolicies({ ...GUARDRAILS, callers: 'pods' }, { nodesInBlocks: false }).gaps;
    expect(found.map(({ statement }) => statement)).toEqual(['apiServer', 'baseline']);
    expect(found[0]?.finding.text).toContain('blocks of addresses take in no nodes on this plugin, so that ClusterNetworkPolicy has no word for them; say `nodesInBlocks` in `overrides`');
  });

  test('leave a gap where nobody knows who is at the end of a path', () => {
    const paths = [
      { name: 'apiServer', direction: 'egress', peers: [{ kind: 'apiServer', blocks: [] }], ports: [] },
      { name: 'dns', direction: 'egress', peers: [], ports: [] },
    ] as const;
    const rendered = renderClusterPolicies({ ...GUARDRAILS, callers: 'pods', paths }, FACTS);
    expectValid(rendered.objects);
    expect(rendered.gaps.map(({ statement, finding: { text } }) => [statement, text])).toEqual([
      ['apiServer', 'guardrails `platform` ask that every guarded pod may call the API server: ClusterNetworkPolicy sees the API server by its addresses, and the cluster profile has none; '
        + 'give them, as in `ClusterProfile.of({ apiServer: { addresses: [\'198.51.100.7/32\'] } })`'],
      ['dns', 'guardrails `platform` ask that every guarded pod may ask the DNS of the cluster: the cluster profile does not say where that is; give its place in the profile, or leave the path out'],
    ]);
  });

  test('take lists that are longer than the API does in several rules', () => {
    const neverOpen = Array.from({ length: 60 }, (_, i) => ({ protocol: 'TCP', port: 7000 + 2 * i } as const));
    const blocks = Array.from({ length: 30 }, (_, i) => ({ cidr: `10.0.${i}.0/24`, except: [] }));
    const paths = [{ name: 'apiServer', direction: 'egress', peers: [{ kind: 'apiServer', blocks }], ports: [{ protocol: 'TCP' }] }] as const;
    const rendered = renderClusterPolicies({ ...GUARDRAILS, callers: 'pods', neverOpen, paths }, FACTS);
    expectValid(rendered.objects);
    const world = guardedWorld(rendered.objects);
    expect([7000, 7001, 7118].map((port) => world.verdict('loose/app', 'loose/dns', port))).toEqual(['denied', 'allowed', 'denied']);
  });

  test('say nothing where nothing is asked', () => {
    const nothing = { ...GUARDRAILS, tenants: undefined, paths: [], neverOpen: [], baseline: [] };
    expect(renderClusterPolicies(nothing, FACTS)).toEqual({ objects: [], gaps: [] });
  });
});
