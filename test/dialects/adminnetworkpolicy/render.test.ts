import { renderAdminPolicies } from '../../../src/dialects/adminnetworkpolicy/render';
import { expectValid } from '../../schemas/validate';
import { GUARDRAILS, guardedWorld } from '../guardrails';

const FACTS = { nodesInBlocks: true };

describe('guardrails as AdminNetworkPolicies', () => {
  const { objects, gaps } = renderAdminPolicies({ ...GUARDRAILS, callers: 'pods' }, FACTS);

  test('are one object for each part, each with a priority of its own, and the one baseline', () => {
    expectValid(objects);
    expect(gaps).toEqual([]);
    expect(objects.map(({ kind, metadata: { name } }) => `${kind} ${name}`)).toEqual([
      'AdminNetworkPolicy platform-system', 'AdminNetworkPolicy platform-never-open', 'AdminNetworkPolicy platform-tenant-blue-1', 'AdminNetworkPolicy platform-tenant-green',
      'AdminNetworkPolicy platform-undeclared-tenants', 'BaselineAdminNetworkPolicy default',
    ]);
    expect(objects).toMatchSnapshot();
  });

  test('hold against policies that open everything', () => {
    const world = guardedWorld(objects);
    expect(world.verdict('blue/app', 'green/app', 80)).toBe('denied');
    expect(world.verdict('loose/app', 'green/app', 80)).toBe('denied');
    expect(world.verdict('blue/app', 'blue/dns', 3050, 'UDP')).toBe('denied');
    expect(world.verdict('blue/app', 'kube-system/dns', 53, 'UDP')).toBe('allowed');
  });

  test('leave a gap for callers outside the cluster', () => {
    const found = renderAdminPolicies(GUARDRAILS, FACTS).gaps;
    expect(found.map(({ statement }) => statement)).toEqual(['neverOpen', 'baseline']);
    expect(found[0]?.finding.text).toContain('callers are pods alone in AdminNetworkPolicy');
  });

  test('take lists that are longer than the API does in several rules', () => {
    const neverOpen = Array.from({ length: 150 }, (_, i) => ({ protocol: 'TCP', port: 7000 + 2 * i } as const));
    const rendered = renderAdminPolicies({ ...GUARDRAILS, callers: 'pods', neverOpen }, FACTS);
    expectValid(rendered.objects);
    expect([7000, 7001, 7298].map((port) => guardedWorld(rendered.objects).verdict('loose/app', 'loose/dns', port))).toEqual(['denied', 'allowed', 'denied']);
  });
});
