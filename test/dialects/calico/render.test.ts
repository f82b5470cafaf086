import { NetworkPolicy } from '../../../src/dialects/calico/kinds';
import { CALICO_POLICIES } from '../../../src/dialects/calico/render';
import { Support } from '../../../src/model/capability';
import { Endpoint, Flow, PolicySubject } from '../../../src/model/endpoint';
import { PLUGIN_CAPABILITIES, PluginCapability } from '../../../src/model/plugin-capability';
import { PolicyFacts } from '../../../src/model/policy-dialect';
import { PortMatch } from '../../../src/model/port';
import { Rendered } from '../../../src/model/rendered';
import { RequestModel } from '../../../src/model/request';
import { only, yamlOf } from '../../api/shop';
import { pod, World } from '../../reachability/world';
import { expectValid } from '../../schemas/validate';

const YES: Support = { support: 'yes', source: { url: 'https://example.com', version: 'a test' } };
// every name of the closed list
const enforces = Object.fromEntries(PLUGIN_CAPABILITIES.map((capability) => [capability, YES])) as Record<PluginCapability, Support>;
const ALONE: PolicyFacts = { enforces, version: '3.32', isAlone: true };
const BESIDE: PolicyFacts = { enforces, version: '3.32', isAlone: false };

const HTTP: PortMatch = { protocol: 'TCP', port: 8080 };
const API: Endpoint = { kind: 'pods', namespaces: { name: 'back' }, pods: { app: 'api' } };
const BUILDER: Endpoint = { kind: 'account', namespace: 'back', account: 'builder' };
const PARTNERS: Endpoint = { kind: 'addresses', blocks: [{ cidr: '203.0.113.0/24', except: ['203.0.113.0/26'] }, { cidr: '2001:db8::/32', except: [] }], group: 'partners' };
const BLOCKS: Endpoint = { kind: 'addresses', blocks: [{ cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] }, { cidr: '192.0.2.0/24', except: [] }, { cidr: '2001:db8::/32', except: [] }] };

function flow(peers: readonly Endpoint[], more: Partial<Flow> = {}): Flow {
  return { key: 'a flow', peers, ports: [HTTP], reasons: [], ...more };
}

function subject(flows: Partial<PolicySubject>): PolicySubject {
  return { name: 'web', namespace: 'shop', podLabels: { app: 'web' }, labels: { app: 'web' }, ingress: [], egress: [], ...flows };
}

function rendered(flows: Partial<PolicySubject>, facts = ALONE): Rendered<NetworkPolicy> {
  const result = CALICO_POLICIES.render(subject(flows), facts);
  expectValid(result.objects);
  return result as Rendered<NetworkPolicy>; // the only kind of object that it renders
}

function written(flows: Partial<PolicySubject>): NetworkPolicy {
  const { objects, gaps } = rendered(flows);
  expect(gaps).toEqual([]);
  return only(objects);
}

describe('the policy of a workload in the API of Calico', () => {
  test('says where it stands, whom it governs, and every flow of both directions', () => {
    const policy = written({
      ingress: [flow([API, { kind: 'pods', namespaces: 'all', pods: 'all' }], { reasons: ['calls'] }), flow([{ kind: 'anyone' }], { ports: [{ protocol: 'UDP', port: 3478, endPort: 3480 }, HTTP, { protocol: 'SCTP' }] })],
      egress: [flow([BLOCKS]), flow([BUILDER], { ports: [] }), flow([{ kind: 'pods', namespaces: { labels: { team: 'b', tier: 'x' } }, pods: { app: 'db' } }])],
    });
    expect(yamlOf(policy)).toMatchSnapshot();
  });

  test('closes both directions where nothing is to flow', () => {
    expect(written({}).spec).toMatchObject({ tier: 'default', types: ['Ingress', 'Egress'], ingress: [], egress: [] });
    const world = new World([pod('shop/web'), pod('shop/api'), written({})]);
    expect([world.verdict('shop/api', 'shop/web', 8080), world.verdict('shop/web', 'shop/api', 8080), world.verdict('shop/api', 'shop/api', 80)]).toEqual(['denied', 'denied', 'allowed']);
  });

  test('lets all pods of a namespace in, and not what else has a label there', () => {
    const set = { apiVersion: 'projectcalico.org/v3', kind: 'NetworkSet', metadata: { name: 's', namespace: 'back', labels: { app: 'x' } }, spec: { nets: ['192.0.2.0/24'] } };
    const policy = written({ ingress: [flow([{ kind: 'pods', namespaces: { name: 'back' }, pods: 'all' }])] });
    const world = new World([pod('shop/web'), pod('back/api'), pod('shop/api'), set, policy]);
    expect(['back/api', 'shop/api', '192.0.2.1'].map((source) => world.verdict(source, 'shop/web', 8080))).toEqual(['allowed', 'denied', 'denied']);
  });

  test('keeps exceptions within their own block', () => {
    const world = new World([pod('shop/web', { status: { podIP: '10.244.0.9' } }), written({ egress: [flow([BLOCKS, { kind: 'addresses', blocks: [{ cidr: '10.1.0.0/16', except: [] }] }])] })]);
    expect(['198.51.100.1', '10.1.2.3', '10.2.0.1', '192.0.2.1', '2001:db8::1', '2001:db9::1'].map((end) => world.verdict('shop/web', end, 8080)))
      .toEqual(['allowed', 'allowed', 'denied', 'allowed', 'allowed', 'denied']);
  });

  test.each<[string, Endpoint, string]>([
    ['the API server without addresses', { kind: 'apiServer', blocks: [] }, 'CANNOT_EXPRESS'],
    ['nodes without addresses', { kind: 'nodes', blocks: [] }, 'NODE_CIDRS_MISSING'],
    ['a DNS name', { kind: 'dnsName', dnsName: 'api.example.com', addresses: [] }, 'CANNOT_EXPRESS'],
    ['a DNS name with addresses', { kind: 'dnsName', dnsName: 'api.example.com', addresses: [{ cidr: '192.0.2.1/32', except: [] }] }, 'APPROXIMATED'],
    ['somebody whom nothing names', { kind: 'unnameable', what: 'the Envoy of Cilium', instead: 'choose another edge' }, 'CANNOT_EXPRESS'],
    ['labels with both kinds of quotes', { kind: 'pods', namespaces: { name: 'back' }, pods: { app: '"\'' } }, 'CANNOT_EXPRESS'],
  ])('leaves %s to a gap, and opens nothing else for it', (_, peer, code) => {
    const { objects, gaps } = rendered({ egress: [flow([peer])] });
    expect(gaps.map((gap) => gap.code)).toEqual([code]);
    expect(gaps.map(({ text }) => text)).toMatchSnapshot();
    const rules = only(objects).spec.egress ?? [];
    expect(rules.every(({ destination }) => destination?.nets !== undefined)).toBe(true);
  });

  test('of pods whose labels cannot be said governs nobody, and that is said', () => {
    const { objects, gaps } = rendered({ podLabels: { app: '"\'' }, ingress: [flow([API])] });
    expect(gaps).toMatchObject([{ code: 'CANNOT_EXPRESS' }]);
    expect(new World([pod('shop/web'), pod('shop/api'), ...objects]).verdict('shop/api', 'shop/web', 80)).toBe('allowed');
    expect(rendered({ podLabels: {} }).gaps).toMatchObject([{ code: 'LABELS_EMPTY' }]);
    expect(rendered({ podLabels: {} }, BESIDE).gaps).toEqual([]);
  });
});

describe('a group of addresses', () => {
  const sets = CALICO_POLICIES.shared?.('shop', flow([PARTNERS, API]), ALONE) ?? [];

  test('is an object of its own, which the rules find by its label alone', () => {
    expectValid(sets);
    expect(yamlOf(...sets, written({ egress: [flow([PARTNERS])] }))).toMatchSnapshot();
  });

  test('opens its addresses without its exceptions, and those of no other group', () => {
    const other = CALICO_POLICIES.shared?.('shop', flow([{ kind: 'addresses', blocks: [{ cidr: '198.51.100.0/24', except: [] }], group: 'others' }]), ALONE) ?? [];
    const elsewhere = CALICO_POLICIES.shared?.('back', flow([{ kind: 'addresses', blocks: [{ cidr: '192.0.2.0/24', except: [] }], group: 'partners' }]), ALONE) ?? [];
    const world = new World([pod('shop/web'), ...sets, ...other, ...elsewhere, written({ egress: [flow([PARTNERS])] })], { podCidrs: [] });
    expect(['203.0.113.100', '203.0.113.1', '2001:db8::1', '198.51.100.1', '192.0.2.1'].map((end) => world.verdict('shop/web', end, 8080)))
      .toEqual(['allowed', 'denied', 'allowed', 'denied', 'denied']);
  });
});

describe('requests', () => {
  const request = (more: Partial<RequestModel>): RequestModel => ({ headers: [], ...more });

  test('are a rule each, by method and path; a beginning of a path is made of whole segments', () => {
    const requests = [request({ method: 'POST', path: { match: 'exact', value: '/charge' } }), request({ path: { match: 'prefix', value: '/v1/' } }), request({ path: { match: 'prefix', value: '/' } }), request({ method: 'GET' })];
    const { spec } = written({ ingress: [flow([API], { requests })] });
    expect(spec.ingress?.map(({ http }) => http)).toEqual([
      { methods: ['POST'], paths: [{ exact: '/charge' }] },
      { paths: [{ exact: '/v1' }, { prefix: '/v1/' }] },
      { paths: [{ prefix: '/' }] },
      { methods: ['GET'] },
    ]);
    expect(spec.ingress?.every(({ action, protocol }) => action === 'Allow' && protocol === 'TCP')).toBe(true);
  });

  test.each<[string, 'ingress' | 'egress', RequestModel, RegExp | undefined]>([
    ['where they arrive', 'ingress', request({ method: 'GET' }), undefined],
    ['where they are sent', 'egress', request({ method: 'GET' }), /where they arrive alone/],
    ['by headers', 'ingress', request({ headers: [{ name: 'x-team', match: 'exact', value: 'shop' }] }), /not by headers, as any request with x-team = shop asks for/],
    ['by patterns', 'ingress', request({ path: { match: 'regex', value: '/v[12]' } }), /not by patterns, as like \/v\[12\] asks for/],
  ])('%s are told apart, or it is said why not', (_, direction, one, why) => {
    const said = CALICO_POLICIES.untold(direction, [one], []);
    expect(said).toEqual(why === undefined ? undefined : expect.stringMatching(why));
  });
});

test('beside core NetworkPolicy it takes what core has no word for, and nothing else', () => {
  const flows = [flow([API]), flow([BUILDER]), flow([PARTNERS]), flow([API], { requests: [] }), flow([BLOCKS]), flow([{ kind: 'anyone' }])];
  expect(CALICO_POLICIES.take('ingress', flows, BESIDE)).toEqual(flows.slice(1, 4));
  const without: PolicyFacts = { ...BESIDE, enforces: { ...enforces, serviceAccounts: { support: 'no', source: YES.source } } };
  expect(CALICO_POLICIES.take('ingress', flows, without)).toEqual(flows.slice(2, 4));
});
