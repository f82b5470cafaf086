import { GlobalNetworkPolicy } from '../../../src/dialects/calico/kinds';
import { isExpressionProblem, parseExpression } from '../../../src/dialects/calico/read-expression';
import { renderCalicoGuardrails } from '../../../src/dialects/calico/render-guardrails';
import { GuardrailsModel } from '../../../src/model/guardrails';
import { holds, LabelCondition, LabelMap } from '../../../src/sets/condition';
import { expectValid } from '../../schemas/validate';
import { GUARDRAILS, guardedWorld } from '../guardrails';

/**
 * Whether a policy, or the side of a rule, takes in an endpoint without a namespace by its labels: what is asked of namespaces Calico asks of labels with a prefix, which
 * pods alone have, and where it asks anything of them, `all()` is whatever has a namespace.
 *
 * @see https://github.com/projectcalico/calico/blob/v3.32.1/libcalico-go/lib/backend/syncersv1/updateprocessors/globalnetworkpolicyprocessor.go (Calico 3.32)
 * @see https://docs.tigera.io/calico/3.32/reference/resources/globalnetworkpolicy (it applies to host endpoints, too)
 */
function takesIn({ selector = '', namespaceSelector = '' }: { readonly selector?: string; readonly namespaceSelector?: string }, labels: LabelMap): boolean {
  // of the other selector Calico takes `all()` so, too, on which nothing here is to rest
  const parsed = [selector, namespaceSelector.replaceAll('all()', 'has(projectcalico.org/namespace)')].filter((text) => text !== '').map((text) => parseExpression(text));
  const conditions = parsed.map((one) => {
    if (one === 'global' || isExpressionProblem(one)) throw new Error(`${selector}, ${namespaceSelector}`);
    return one;
  });
  // no label of a host has the prefix of those of namespaces
  const prefixed = (one: LabelCondition): LabelCondition => {
    if ('key' in one) return one.key === 'projectcalico.org/namespace' ? one : { ...one, key: `pcns.${one.key}` };
    return one.operator === 'Not' ? { ...one, of: prefixed(one.of) } : { ...one, of: one.of.map(prefixed) };
  };
  return conditions.every((one, i) => holds(i === conditions.length - 1 && namespaceSelector !== '' ? prefixed(one) : one, labels));
}

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

  test.each([
    ['by label', GUARDRAILS],
    ['by names', { ...GUARDRAILS, tenants: { kind: 'namespaces', tenants: [{ name: 'blue', namespaces: ['blue'] }, { name: 'green', namespaces: ['green', 'lime'] }] } }],
    ['of nobody', { ...GUARDRAILS, tenants: undefined, platform: [] }],
    ['in named namespaces', { ...GUARDRAILS, namespaces: ['blue', 'green'] }],
  ] satisfies readonly (readonly [string, Omit<GuardrailsModel, 'tenants'> & { readonly tenants?: GuardrailsModel['tenants'] | undefined }])[])('take in no HostEndpoint, whatever its labels: tenants %s', (_, { tenants, ...model }) => {
    const { objects: written } = renderCalicoGuardrails({ ...model, ...(tenants === undefined ? {} : { tenants }) });
    // the cast says what the kind does
    const policies = written.filter(({ kind }) => kind === 'GlobalNetworkPolicy') as unknown as GlobalNetworkPolicy[];
    expect(policies.length).toBeGreaterThan(2);
    const rules = policies.flatMap(({ spec }) => [...spec.ingress ?? [], ...spec.egress ?? []]);
    const all = rules.flatMap(({ source, destination }) => [source, destination]);
    const ends = all.flatMap((end) => (end?.namespaceSelector === undefined ? [] : [end]));
    const sides = [...policies.map(({ spec }) => spec), ...ends].map(({ selector = '', namespaceSelector = '' }) => ({ selector, namespaceSelector }));
    const labels = { 'kubernetes.io/hostname': 'a', 'acme.dev/tenant': 'green', 'projectcalico.org/created-by': 'calico-kube-controllers' };
    expect(sides.filter((one) => takesIn(one, labels) || takesIn(one, {}))).toEqual([]);
  });

  test('take one in as soon as they ask for no namespace, so that the check above is one', () => {
    expect(takesIn({ selector: 'all()' }, { a: 'b' })).toBe(true);
    expect(takesIn({ selector: 'all()', namespaceSelector: 'acme.dev/tenant != "green"' }, { a: 'b' })).toBe(true);
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
