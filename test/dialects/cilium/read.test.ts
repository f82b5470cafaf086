import { ccnp, cnp, labels, ports } from './policies';
import { readCiliumPolicies } from '../../../src/dialects/cilium/read';
import { readRules } from '../../../src/dialects/read-rules';
import { rulePlaceText } from '../../../src/reachability/trace-text';
import * as fc from '../../property';
import { app, pod, World } from '../../reachability/world';
import { readable } from '../tiers';

const codes = (object: object) => readRules([object]).problems.map(({ code, path }) => `${code} ${path}`);
const ingress = (rule: unknown) => cnp('shop/x', { ingress: [rule] });
const egress = (rule: unknown) => cnp('shop/x', { egress: [rule] });
const DNS = { toEndpoints: [labels({ 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s-app': 'kube-dns' })], toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*' }] } }] };
const NAMES = { toFQDNs: [{ matchName: 'api.stripe.com' }], toPorts: ports('443') };

describe('a policy of Cilium', () => {
  it('is read to what it denies, before what it allows, in the tier of NetworkPolicies', () => {
    const { policies, problems, notes } = readCiliumPolicies([
      cnp('shop/web', {
        endpointSelector: app('web'),
        ingress: [{ fromEndpoints: [{}], toPorts: [{ ports: [{ port: 'http' }], rules: { http: [{ method: 'GET', path: '/public' }] } }] }],
        egress: [DNS, NAMES],
        egressDeny: [{ toCIDRSet: [{ cidr: '169.254.0.0/16', except: ['169.254.20.10/32'] }] }],
        labels: [{ key: 'x', value: 'y', source: 'k8s' }],
        description: 'x',
      }),
      ccnp('guard', { ingressDeny: [{ fromEntities: ['world'] }], enableDefaultDeny: { ingress: false } }),
    ]);
    expect([problems, notes]).toEqual([[], []]);
    expect(readable(policies)).toMatchSnapshot();
  });

  it('is told of by the place of its rule, and by the part of the connections that it is about', () => {
    const world = new World([pod('shop/web'), pod('shop/api'), cnp('shop/x', {
      ingress: [{ fromEndpoints: [{}], toPorts: [{ ...ports('80')[0], rules: { http: [{}] } }] }], ingressDeny: [{ fromEndpoints: [{}], toPorts: ports('81') }],
    })]);
    const texts = [80, 81].map((port) => {
      const { trace } = world.decide('shop/api', 'shop/web', port);
      return trace.kind === 'sides' && 'rules' in trace.ingress.reason ? trace.ingress.reason.rules.map(rulePlaceText) : [];
    });
    expect(texts).toEqual([['ingress[0] of CiliumNetworkPolicy shop/x, for HTTP requests only,'], ['ingressDeny[0] of CiliumNetworkPolicy shop/x']]);
  });

  it('without a namespace is in `default`; kinds of other groups are somebody else\'s', () => {
    const homeless = { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name: 'x' }, spec: { endpointSelector: {}, ingress: [{}] } };
    const { policies } = readCiliumPolicies([homeless, { ...homeless, apiVersion: 'example.com/v2' }, { ...homeless, kind: 'CiliumNode' }, null, 'text']);
    expect(policies.map(({ origin }) => origin)).toEqual([{ kind: 'CiliumNetworkPolicy', namespace: 'default', name: 'x' }]);
  });

  it.each<[string, object, string[]]>([
    ['of an older version', { ...ingress({}), apiVersion: 'cilium.io/v1' }, ['VERSION_UNSUPPORTED apiVersion']],
    ['without a specification', { ...ingress({}), spec: undefined }, ['FIELD_MISSING spec']],
    ['about nobody', cnp('shop/x', { endpointSelector: undefined, ingress: [] }), ['SUBJECT_EMPTY spec']],
    ['about pods and nodes', ccnp('x', { nodeSelector: {}, ingress: [] }), ['SUBJECT_MIXED spec']],
    ['about nodes, in a namespace', cnp('shop/x', { endpointSelector: undefined, nodeSelector: {}, ingress: [] }), ['FIELD_UNKNOWN spec.nodeSelector']],
    ['without rules', cnp('shop/x', {}), ['LIST_EMPTY spec']],
    ['with a misspelt field', ingress({ fromEndpoint: [{}] }), ['FIELD_UNKNOWN spec.ingress[0].fromEndpoint']],
    ['with two kinds of peers', ingress({ fromEndpoints: [{}], fromEntities: ['all'] }), ['PEER_MIXED spec.ingress[0]']],
    ['with an unknown entity', ingress({ fromEntities: ['all', 'internet'] }), ['ENTITY_UNKNOWN spec.ingress[0].fromEntities[1]']],
    ['with requirements', ingress({ fromRequires: [{}] }), ['FIELD_UNREAD spec.ingress[0].fromRequires']],
    ['with no block', ingress({ fromCIDR: ['10.0.0.0/33'] }), ['CIDR_INVALID spec.ingress[0].fromCIDR[0]']],
    [
      'with a stray exception', ingress({ fromCIDRSet: [{ cidr: '10.0.0.0/8', except: ['11.0.0.0/9'] }] }),
      ['EXCEPT_OUTSIDE_BLOCK spec.ingress[0].fromCIDRSet[0].except'],
    ],
    ['with a port as a number', ingress({ toPorts: [{ ports: [{ port: 80 }] }] }), ['FIELD_TYPE spec.ingress[0].toPorts[0].ports[0].port']],
    ['with a port out of range', ingress({ toPorts: ports('65536') }), ['PORT_OUT_OF_RANGE spec.ingress[0].toPorts[0].ports[0].port']],
    ['with an end before its port', ingress({ toPorts: [{ ports: [{ port: '80', endPort: 79 }] }] }), ['END_PORT_BEFORE_PORT spec.ingress[0].toPorts[0].ports[0].endPort']],
    ['with an unknown protocol', ingress({ toPorts: ports('80/QUIC') }), ['PROTOCOL_UNKNOWN spec.ingress[0].toPorts[0].ports[0].protocol']],
    ['with 41 ports', ingress({ toPorts: ports(...Array.from({ length: 41 }, (_, i) => `${i + 1}`)) }), ['LIST_TOO_LONG spec.ingress[0].toPorts[0].ports']],
    ['with rules of two kinds', ingress({ toPorts: [{ ...ports('80')[0], rules: { http: [{}], kafka: [{}] } }] }), ['PORT_MIXED spec.ingress[0].toPorts[0].rules']],
    ['with ICMP beside ports', ingress({ toPorts: ports('80'), icmps: [{}] }), ['PORT_MIXED spec.ingress[0].icmps']],
    ['with names that are denied', cnp('shop/x', { egressDeny: [{ toFQDNs: [{ matchName: 'a.b' }] }] }), ['FIELD_UNKNOWN spec.egressDeny[0].toFQDNs']],
    ['with a name that is none', egress({ toFQDNs: [{ matchName: '*.example.com' }] }), ['DOMAIN_NAME_INVALID spec.egress[0].toFQDNs[0].matchName']],
    ['with a label that is none', ingress({ fromEndpoints: [labels({ 'k8s:a b': 'x' })] }), ['LABEL_INVALID spec.ingress[0].fromEndpoints[0].matchLabels.k8s:a b']],
    ['with Services and ports', egress({ toServices: [{ k8sService: { serviceName: 'x' } }], toPorts: ports('80') }), ['PORT_MIXED spec.egress[0].toPorts']],
    ['with an answer that is neither true nor false', cnp('shop/x', { ingress: [{}], enableDefaultDeny: { ingress: 'false' } }), ['FIELD_TYPE spec.enableDefaultDeny.ingress']],
  ])('%s is refused at its field, and means nothing', (_, object, expected) => {
    const { rules } = readRules([object]);
    expect(codes(object)).toEqual(expected);
    expect(rules.tiered).toEqual([]);
  });

  it('that is there twice is a mistake, and one with several specifications is not', () => {
    const one = ingress({});
    expect(readRules([one, ingress({})]).problems.map(({ code }) => code)).toEqual(['OBJECT_DUPLICATE']);
    const specs = [1, 2].map(() => ({ endpointSelector: {}, ingress: [{}], ingressDeny: [{}] }));
    expect(readRules([{ ...one, spec: undefined, specs }]).problems).toEqual([]);
  });

  it('about nodes, about a reserved label or a cluster is not read, and says so', () => {
    const notes = [
      ccnp('a', { endpointSelector: undefined, nodeSelector: {}, ingress: [{}] }),
      ccnp('b', { endpointSelector: labels({ 'reserved:ingress': '' }), ingress: [{}] }),
      cnp('shop/c', { endpointSelector: labels({ 'io.cilium.k8s.policy.cluster': 'x' }), ingress: [{}] }),
    ].flatMap((object) => {
      const { rules, problems, notes: told } = readRules([object]);
      expect([rules.tiered, problems]).toEqual([[], []]);
      return told;
    });
    expect(notes).toMatchSnapshot();
  });

  it('with names needs a rule through which Cilium sees the answers', () => {
    const notes = (...objects: readonly object[]) => readRules(objects).notes.map(({ object, text }) => `${object}: ${text}`);
    expect(notes(egress(NAMES))).toEqual(['CiliumNetworkPolicy shop/x: `toFQDNs` match nothing until Cilium has seen the answers to the queries: no policy here has a rule for port 53 with `rules.dns`']);
    expect(notes(cnp('shop/x', { egress: [NAMES, DNS] }))).toEqual([]);
    expect(notes(egress(NAMES), ccnp('dns', { egress: [DNS] }))).toEqual([]);
    expect(notes(egress(NAMES), cnp('bank/dns', { egress: [DNS] }))).toHaveLength(1);
  });

  it('of whatever shape never crashes the reader', () => {
    const keys = ['spec', 'specs', 'endpointSelector', 'ingress', 'egress', 'ingressDeny', 'fromEndpoints', 'toPorts', 'ports', 'rules', 'toFQDNs', 'fromCIDRSet', 'matchLabels', 'matchExpressions', 'key', 'operator'];
    const json = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 6 }, fc.jsonValue({ maxDepth: 1 }), fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 4 })),
    })).value;
    fc.assert(fc.property(json, fc.constantFrom('CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy', 'CiliumCIDRGroup'), (spec, kind) => {
      expect(() => readCiliumPolicies([{ apiVersion: 'cilium.io/v2', kind, metadata: { name: 'x' }, spec }])).not.toThrow();
    }), { numRuns: 200 });
  });

  it('of hostile names is read to its end', () => {
    const long = 'a'.repeat(50_000);
    // what tried every way to split such a text would not end in the time that a test has
    expect(codes(egress({ toFQDNs: [{ matchName: `${long}!` }, { matchPattern: `${'*'.repeat(50_000)}!` }], toPorts: ports(`${long}-`) }))).not.toEqual([]);
  });
});
