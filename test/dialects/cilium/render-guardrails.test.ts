import { CiliumClusterwideNetworkPolicy } from '../../../src/dialects/cilium/kinds';
import { CiliumGuardrailFacts, renderCiliumGuardrails } from '../../../src/dialects/cilium/render-guardrails';
import { GuardrailsModel } from '../../../src/model/guardrails';
import { LabelRequirement, matches } from '../../../src/sets/selector';
import { expectValid } from '../../schemas/validate';
import { GUARDRAILS, guardedWorld } from '../guardrails';

const FACTS: CiliumGuardrailFacts = { nodesInBlocks: false, additivePolicies: true, portRanges: true, sctp: false };

describe('guardrails as policies of Cilium', () => {
  const { objects, gaps } = renderCiliumGuardrails(GUARDRAILS, FACTS);

  test('are one policy of the cluster for each part', () => {
    expectValid(objects);
    expect(gaps).toEqual([]);
    expect(objects.map(({ kind, metadata: { name } }) => `${kind} ${name}`)).toEqual([
      'platform-system', 'platform-never-open', 'platform-tenant-blue-1', 'platform-tenant-green', 'platform-undeclared-tenants', 'platform-baseline',
    ].map((name) => `CiliumClusterwideNetworkPolicy ${name}`));
    expect(objects).toMatchSnapshot();
  });

  test('hold against policies that open everything, and against callers outside the cluster', () => {
    const world = guardedWorld(objects);
    expect(world.verdict('blue/app', 'green/app', 80)).toBe('denied');
    expect(world.verdict('loose/app', 'green/app', 80)).toBe('denied');
    expect(world.verdict('blue/app', 'blue/dns', 80)).toBe('allowed');
    expect(world.verdict('blue/app', 'kube-system/dns', 53, 'UDP')).toBe('allowed');
    expect(world.verdict('203.0.113.7', 'blue/app', 22)).toBe('denied');
    expect(world.verdict('203.0.113.7', 'blue/app', 23)).toBe('allowed');
    expect(world.verdict('203.0.113.7', 'kube-system/app', 22)).toBe('allowed');
    expect(world.verdict('blue/app', '203.0.113.7', 443)).toBe('allowed');
  });

  test('are never about what is no pod, health checks and nodes above all', () => {
    const selectors: { readonly operator: string }[][] = [];
    JSON.parse(JSON.stringify(objects), (key, value: { readonly operator: string }[]) => {
      if (key === 'matchExpressions') selectors.push(value);
      return value;
    });
    expect(selectors.length).toBeGreaterThan(10);
    // each wants a label of namespaces to be there; one that only wants it to be different would take in whatever has none
    expect(selectors.filter((conditions) => !conditions.some(({ operator }) => operator === 'In' || operator === 'Exists'))).toEqual([]);
  });

  test('do not govern the endpoints of health checks, nodes, or whoever else Cilium knows by an identity of its own', () => {
    const written = objects as readonly CiliumClusterwideNetworkPolicy[]; // what this renderer makes
    const selectors = written.map(({ spec }) => spec.endpointSelector);
    for (const identity of ['reserved:health', 'reserved:host', 'reserved:remote-node', 'reserved:ingress', 'reserved:init', 'reserved:unmanaged']) {
      expect(selectors.filter(({ matchLabels = {}, matchExpressions = [] }) => (
        matches({ matchLabels, matchExpressions: matchExpressions as LabelRequirement[] }, { [identity]: '' }) // valid, as the schema has it
      ))).toEqual([]);
    }
    // a selector of everything would, as the documentation says
    expect(matches({ matchLabels: {}, matchExpressions: [] }, { 'reserved:health': '' })).toBe(true);
  });

  test('deny nothing to the system, since whatever is denied is denied', () => {
    const denied = JSON.stringify(objects.filter(({ metadata: { name } }) => name.includes('tenant')));
    expect(denied).not.toContain('"fromEntities"');
    expect(denied).not.toContain('"toEntities"');
    for (const name of GUARDRAILS.platform) expect(denied).toContain(name);
  });

  test.each<[string, Partial<GuardrailsModel>, Partial<CiliumGuardrailFacts>, string[], RegExp]>([
    ['a baseline towards pods alone', { callers: 'pods' }, {}, ['baseline'], /a pod that Cilium shuts is shut towards everybody, or not at all; leave `callers` out/],
    ['ranges of ports before 1.16', {}, { portRanges: false }, ['neverOpen'], /Cilium before 1.16 has no ranges of ports; name the ports one by one, or take 1.16/],
    [
      'SCTP that is not turned on', { neverOpen: [{ protocol: 'SCTP', port: 36412 }] }, {}, ['neverOpen'],
      /SCTP is not turned on in Cilium; leave those ports out, or turn it on and say `sctp` in `overrides` of the plugin/,
    ],
    [
      'a version in which whatever is said shuts the rest', { baseline: ['egress'] }, { additivePolicies: false }, ['metrics', 'neverOpen', 'tenants'],
      /before Cilium 1.16 a policy of the cluster shuts whatever it does not allow; shut the ingress of pods by the baseline as well, or take 1.16/,
    ],
    ['a DNS that nobody knows', { paths: [{ name: 'dns', direction: 'egress', peers: [], ports: [] }] }, {}, ['dns'], /the cluster profile does not say where that is/],
  ])('leave a gap for %s', (_, more, facts, statements, says) => {
    const rendered = renderCiliumGuardrails({ ...GUARDRAILS, ...more }, { ...FACTS, ...facts });
    expectValid(rendered.objects);
    expect(rendered.gaps.map(({ statement }) => statement)).toEqual(statements);
    expect(rendered.gaps[0]?.finding.text).toMatch(says);
  });

  test('need nothing else in a version in which whatever is said shuts the rest, where the baseline shuts it, too', () => {
    expect(renderCiliumGuardrails(GUARDRAILS, { ...FACTS, additivePolicies: false }).gaps).toEqual([]);
  });

  test('take more ports than one rule has room for in several', () => {
    const neverOpen = Array.from({ length: 60 }, (_, i) => ({ protocol: 'TCP', port: 7000 + 2 * i } as const));
    const rendered = renderCiliumGuardrails({ ...GUARDRAILS, neverOpen }, FACTS);
    expectValid(rendered.objects);
    expect([7000, 7001, 7118].map((port) => guardedWorld(rendered.objects).verdict('loose/app', 'loose/dns', port))).toEqual(['denied', 'allowed', 'denied']);
  });
});
