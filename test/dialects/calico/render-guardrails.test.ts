import { renderCalicoGuardrails } from '../../../src/dialects/calico/render-guardrails';
import { expectValid } from '../../schemas/validate';
import { GUARDRAILS, guardedWorld } from '../guardrails';

describe('guardrails in tiers of Calico', () => {
  const { objects, gaps } = renderCalicoGuardrails(GUARDRAILS);

  test('are one policy for each part, in a tier before namespaces and one behind them', () => {
    expectValid(objects);
    expect(gaps).toEqual([]);
    expect(objects.map(({ kind, metadata: { name } }) => `${kind} ${name}`)).toEqual([
      'Tier platform', 'GlobalNetworkPolicy platform.system', 'GlobalNetworkPolicy platform.never-open', 'GlobalNetworkPolicy platform.tenant-blue-1',
      'GlobalNetworkPolicy platform.tenant-green', 'GlobalNetworkPolicy platform.undeclared-tenants', 'Tier platform-baseline', 'GlobalNetworkPolicy platform-baseline.baseline',
    ]);
    expect(objects).toMatchSnapshot();
  });

  test('hold against policies that open everything, and against callers outside the cluster', () => {
    const world = guardedWorld(objects);
    expect(world.verdict('blue/app', 'green/app', 80)).toBe('denied');
    expect(world.verdict('loose/app', 'green/app', 80)).toBe('denied');
    expect(world.verdict('blue/app', 'blue/dns', 80)).toBe('allowed');
    expect(world.verdict('203.0.113.7', 'blue/app', 22)).toBe('denied');
    expect(world.verdict('203.0.113.7', 'blue/app', 23)).toBe('allowed');
    expect(world.verdict('203.0.113.7', 'kube-system/app', 22)).toBe('allowed');
  });

  test('are never about what has no namespace, hosts above all', () => {
    const selectors = JSON.stringify(objects).match(/"namespaceSelector":"(?:[^"\\]|\\.)*"/g) ?? [];
    expect(selectors.length).toBeGreaterThan(10);
    // each wants a label of namespaces to be there; one that only wants it to be different would take in hosts
    expect(selectors.filter((text) => !/ == |has\(| in \{|all\(\)/.test(text.replaceAll('not in', 'not-in')))).toEqual([]);
  });

  test('leave a gap where nobody knows the addresses of the API server', () => {
    const paths = [{ name: 'apiServer', direction: 'egress', peers: [{ kind: 'apiServer', blocks: [] }], ports: [] }] as const;
    expect(renderCalicoGuardrails({ ...GUARDRAILS, paths }).gaps.map(({ statement }) => statement)).toEqual(['apiServer']);
  });

  test('open every port of a protocol, and every port, where that is asked', () => {
    const peers = [{ kind: 'pods', namespaces: 'all', pods: 'all' }] as const;
    const paths = [{ name: 'metrics', direction: 'ingress', peers, ports: [{ protocol: 'SCTP' }] }] as const;
    const rendered = renderCalicoGuardrails({ ...GUARDRAILS, paths });
    expectValid(rendered.objects);
    expect(JSON.stringify(rendered.objects)).toContain('{"action":"Allow","protocol":"SCTP","source":{"namespaceSelector":"all()"}}');
  });
});
