import { PolicyProblemCode, readNetworkPolicies } from '../../../src/dialects/networkpolicy/read';
import { selectorText } from '../../../src/sets/selector';
import * as fc from '../../property';
import { objectsOf, policy } from '../../reachability/world';

const read = (spec: object) => readNetworkPolicies([policy('shop/web', spec)]);
const fromPeer = (peer: unknown) => ({ podSelector: {}, ingress: [{}, { from: [{ podSelector: {} }, peer] }] });
const onPort = (port: unknown) => ({ podSelector: {}, egress: [{ ports: [port] }] });
const selecting = (requirement: unknown) => ({ podSelector: { matchExpressions: [requirement] } });

describe('a NetworkPolicy', () => {
  it('is read to rules that name their place in the object', () => {
    const { policies, problems } = readNetworkPolicies(objectsOf(`
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress, Egress]
  ingress:
  - {}
  - from:
    - namespaceSelector: { matchLabels: { team: blue } }
    - podSelector: { matchExpressions: [{ key: app, operator: NotIn, values: [b, a] }] }
    - namespaceSelector: {}
      podSelector: {}
    ports: [{ port: 80 }, { protocol: UDP }, { port: http }]
  egress:
  - to: [{ ipBlock: { cidr: "2001:DB8::/32", except: ["2001:db8:1::/48"] } }]
    ports: [{ port: 8000, endPort: 8999, protocol: SCTP }]`));
    expect(problems).toEqual([]);
    const selectorsAsText = (_: string, value: unknown): unknown => {
      if (typeof value === 'bigint') return undefined;
      const isSelector = typeof value === 'object' && value !== null && 'matchLabels' in value;
      return isSelector ? selectorText(value as Parameters<typeof selectorText>[0]) : value;
    };
    expect(JSON.parse(JSON.stringify(policies, selectorsAsText))).toMatchInlineSnapshot(`
[
  {
    "isolates": [
      "ingress",
      "egress",
    ],
    "origin": {
      "kind": "NetworkPolicy",
      "name": "web",
      "namespace": "shop",
    },
    "rules": [
      {
        "direction": "ingress",
        "index": 0,
        "peers": "anyone",
        "ports": "all",
      },
      {
        "direction": "ingress",
        "index": 1,
        "peers": [
          {
            "kind": "pods",
            "namespaces": {
              "kind": "labelled",
              "selector": "team=blue",
            },
            "pods": "*",
          },
          {
            "kind": "pods",
            "namespaces": {
              "kind": "named",
              "name": "shop",
            },
            "pods": "app notin (a,b)",
          },
          {
            "kind": "pods",
            "namespaces": {
              "kind": "labelled",
              "selector": "*",
            },
            "pods": "*",
          },
        ],
        "ports": [
          {
            "first": 80,
            "kind": "numbers",
            "last": 80,
            "protocol": "TCP",
          },
          {
            "kind": "every",
            "protocol": "UDP",
          },
          {
            "kind": "name",
            "name": "http",
            "protocol": "TCP",
          },
        ],
      },
      {
        "direction": "egress",
        "index": 0,
        "peers": [
          {
            "block": {
              "family": 6,
              "prefix": 32,
              "text": "2001:db8::/32",
            },
            "except": [
              {
                "family": 6,
                "prefix": 48,
                "text": "2001:db8:1::/48",
              },
            ],
            "kind": "addresses",
          },
        ],
        "ports": [
          {
            "first": 8000,
            "kind": "numbers",
            "last": 8999,
            "protocol": "SCTP",
          },
        ],
      },
    ],
    "subject": {
      "namespace": "shop",
      "pods": "app=web",
    },
  },
]
`);
  });

  it('isolates the directions that it names, or else ingress, and egress if it has egress rules', () => {
    const isolates = (spec: object) => read(spec).policies.map((one) => one.isolates);
    expect(isolates({})).toEqual([['ingress']]);
    expect(isolates({ policyTypes: [], egress: null })).toEqual([['ingress']]);
    expect(isolates({ egress: [{}] })).toEqual([['ingress', 'egress']]);
    expect(isolates({ policyTypes: ['Egress'], ingress: [{}] })).toEqual([['egress']]);
    expect(read({ policyTypes: ['Egress'], ingress: [{}] }).policies.map((one) => one.rules)).toEqual([[]]);
  });

  it('of another API group is somebody else\'s', () => {
    const foreign = { apiVersion: 'projectcalico.org/v3', kind: 'NetworkPolicy', metadata: { name: 'x' }, spec: { selector: 'all()' } };
    expect(readNetworkPolicies([foreign, { apiVersion: 'v1', kind: 'Service' }, null, 'text'])).toEqual({ policies: [], problems: [] });
  });

  it('without a namespace is in default; policies are sorted', () => {
    const named = (name: string, namespace?: string) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec: {} });
    expect(readNetworkPolicies([named('b', 'shop'), named('z'), named('a', 'shop')]).policies.map(({ origin }) => `${origin.namespace}/${origin.name}`))
      .toEqual(['default/z', 'shop/a', 'shop/b']);
  });
});

const REFUSED: readonly (readonly [PolicyProblemCode, object])[] = [
  ['CIDR_INVALID', fromPeer({ ipBlock: { cidr: '10.0.0.1/8' } })],
  ['CIDR_INVALID', fromPeer({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0'] } })],
  ['END_PORT_BEFORE_PORT', onPort({ port: 80, endPort: 79 })],
  ['END_PORT_WITHOUT_PORT', onPort({ endPort: 80 })],
  ['END_PORT_WITHOUT_PORT', onPort({ port: 'http', endPort: 80 })],
  ['EXCEPT_OUTSIDE_BLOCK', fromPeer({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/8'] } })],
  ['EXCEPT_OUTSIDE_BLOCK', fromPeer({ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] } })],
  ['EXCEPT_OUTSIDE_BLOCK', fromPeer({ ipBlock: { cidr: '10.0.0.0/8', except: ['2001:db8::/32'] } })],
  ['FIELD_MISSING', fromPeer({ ipBlock: {} })],
  ['FIELD_TYPE', { podSelector: { matchLabels: { version: 2 } } }],
  ['FIELD_TYPE', { podSelector: {}, ingress: { from: [] } }],
  ['FIELD_TYPE', onPort({ port: 80.5 })],
  ['FIELD_TYPE', { podSelector: 'app=web' }],
  ['FIELD_UNKNOWN', fromPeer({ podSelector: {}, namespaceselector: {} })],
  ['FIELD_UNKNOWN', { podSelector: {}, egress: [{ from: [] }] }],
  ['LABEL_INVALID', { podSelector: { matchLabels: { app: 'not a value' } } }],
  ['LABEL_INVALID', selecting({ key: 'Prefix.Upper/x', operator: 'Exists' })],
  ['LABEL_INVALID', selecting({ operator: 'Exists' })],
  ['OPERATOR_UNKNOWN', selecting({ key: 'app', operator: 'Equals', values: ['web'] })],
  ['PEER_EMPTY', fromPeer({})],
  ['PEER_EMPTY', fromPeer(null)],
  ['PEER_MIXED', fromPeer({ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} })],
  ['POLICY_TYPE_UNKNOWN', { policyTypes: ['ingress'] }],
  ['PORT_NAME_INVALID', onPort({ port: '80' })],
  ['PORT_NAME_INVALID', onPort({ port: 'a-name-that-is-too-long' })],
  ['PORT_OUT_OF_RANGE', onPort({ port: 0 })],
  ['PORT_OUT_OF_RANGE', onPort({ port: 1, endPort: 65536 })],
  ['PROTOCOL_UNKNOWN', onPort({ port: 80, protocol: 'tcp' })],
  ['VALUES_FORBIDDEN', selecting({ key: 'app', operator: 'Exists', values: ['web'] })],
  ['VALUES_MISSING', selecting({ key: 'app', operator: 'In', values: [] })],
];

describe('what the API server refuses', () => {
  it.each(REFUSED)('is refused with %s: %j', (code, spec) => {
    const { policies, problems } = read(spec);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(policies).toEqual([]);
  });

  it('says where, what is wrong and what is allowed', () => {
    const texts = REFUSED.flatMap(([, spec]) => read(spec).problems).map(({ path, text }) => `${path}: ${text}`);
    expect(texts).toMatchInlineSnapshot(`
[
  "spec.ingress[1].from[1].ipBlock.cidr: \`10.0.0.1/8\` has bits set behind the prefix; the network is 10.0.0.0/8",
  "spec.ingress[1].from[1].ipBlock.except[0]: \`10.0.0.0\` has no prefix length; one address alone is 10.0.0.0/32",
  "spec.egress[0].ports[0].endPort: endPort \`79\` is less than port \`80\`; it must be at least that",
  "spec.egress[0].ports[0].endPort: endPort \`80\` needs a numeric port to begin at",
  "spec.egress[0].ports[0].endPort: endPort \`80\` needs a numeric port to begin at, not the name \`http\`",
  "spec.ingress[1].from[1].ipBlock.except[0]: except \`10.0.0.0/8\` must lie inside \`10.0.0.0/8\` and be smaller",
  "spec.ingress[1].from[1].ipBlock.except[0]: except \`11.0.0.0/16\` must lie inside \`10.0.0.0/8\` and be smaller",
  "spec.ingress[1].from[1].ipBlock.except[0]: except \`2001:db8::/32\` must lie inside \`10.0.0.0/8\` and be smaller",
  "spec.ingress[1].from[1].ipBlock.cidr: \`ipBlock\` needs a \`cidr\`",
  "spec.podSelector.matchLabels.version: \`2\` must be a string, in quotes where YAML takes it for something else",
  "spec.ingress: \`{"from":[]}\` must be a list",
  "spec.egress[0].ports[0].port: \`80.5\` must be a whole number",
  "spec.podSelector: \`app=web\` must be a mapping",
  "spec.ingress[1].from[1].namespaceselector: unknown field \`namespaceselector\`; known are podSelector, namespaceSelector, ipBlock",
  "spec.egress[0].from: unknown field \`from\`; known are to, ports",
  "spec.podSelector.matchLabels.app: \`not a value\` is not a label value: at most 63 letters, digits, \`-\`, \`_\` or \`.\`, a letter or digit at both ends",
  "spec.podSelector.matchExpressions[0].key: \`Prefix.Upper/x\` is not a label key: an optional DNS name and \`/\`, then at most 63 letters, digits, \`-\`, \`_\` or \`.\`",
  "spec.podSelector.matchExpressions[0].key: \`\` is not a label key: an optional DNS name and \`/\`, then at most 63 letters, digits, \`-\`, \`_\` or \`.\`",
  "spec.podSelector.matchExpressions[0].operator: unknown operator \`Equals\`; allowed are In, NotIn, Exists, DoesNotExist",
  "spec.ingress[1].from[1]: a peer needs \`podSelector\`, \`namespaceSelector\` or \`ipBlock\`; leave the list out to mean anyone",
  "spec.ingress[1].from[1]: a peer needs \`podSelector\`, \`namespaceSelector\` or \`ipBlock\`; leave the list out to mean anyone",
  "spec.ingress[1].from[1]: a peer has either \`ipBlock\` or selectors; make it two peers",
  "spec.policyTypes[0]: unknown policy type \`ingress\`; allowed are Ingress, Egress",
  "spec.egress[0].ports[0].port: \`80\` is not the name of a port: at most 15 lower-case letters, digits and single inner hyphens, at least one letter; a number must not be quoted",
  "spec.egress[0].ports[0].port: \`a-name-that-is-too-long\` is not the name of a port: at most 15 lower-case letters, digits and single inner hyphens, at least one letter; a number must not be quoted",
  "spec.egress[0].ports[0].port: port \`0\` is out of range; allowed are 1 to 65535",
  "spec.egress[0].ports[0].endPort: port \`65536\` is out of range; allowed are 1 to 65535",
  "spec.egress[0].ports[0].protocol: unknown protocol \`tcp\`; allowed are TCP, UDP, SCTP",
  "spec.podSelector.matchExpressions[0].values: operator \`Exists\` takes no values",
  "spec.podSelector.matchExpressions[0].values: operator \`In\` needs at least one value",
]
`);
  });

  it('is refused for an object without a name, or of a version that is gone', () => {
    const { problems } = readNetworkPolicies([{ apiVersion: 'extensions/v1beta1', kind: 'NetworkPolicy', metadata: {}, spec: {} }]);
    expect(problems.map(({ code, policy: name, path }) => `${code} ${name} ${path}`)).toEqual([
      'FIELD_MISSING default/ metadata.name', 'VERSION_UNSUPPORTED default/ apiVersion',
    ]);
  });

  it('is reported all together, and makes no other policy void', () => {
    const bad = policy('shop/bad', { podSelector: {}, ingress: [{ from: [{}], ports: [{ port: 0 }, { protocol: 'icmp' }] }] });
    const { policies, problems } = readNetworkPolicies([bad, policy('shop/good', {})]);
    expect(problems.map(({ code, policy: name }) => `${name} ${code}`)).toEqual(['shop/bad PEER_EMPTY', 'shop/bad PORT_OUT_OF_RANGE', 'shop/bad PROTOCOL_UNKNOWN']);
    expect(policies.map(({ origin }) => origin.name)).toEqual(['good']);
  });

  it('never makes the reader throw', () => {
    const keys = ['podSelector', 'policyTypes', 'ingress', 'egress', 'from', 'to', 'ports', 'port', 'endPort', 'protocol', 'ipBlock', 'cidr', 'except',
      'namespaceSelector', 'matchLabels', 'matchExpressions', 'key', 'operator', 'values'];
    const { tree } = fc.letrec((tie) => ({
      leaf: fc.constantFrom<unknown>(null, '', 'In', 'TCP', '10.0.0.0/8', 0, 80, 1.5, true),
      tree: fc.oneof({ maxDepth: 6 }, tie('leaf'), fc.array(tie('tree'), { maxLength: 2 }), fc.dictionary(fc.constantFrom(...keys), tie('tree'), { maxKeys: 3 })),
    }));
    fc.assert(fc.property(tree, (spec) => {
      const { policies, problems } = readNetworkPolicies([{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'x' }, spec }]);
      expect(policies.length === 1).toBe(problems.length === 0);
    }), { numRuns: 500 });
  });
});
