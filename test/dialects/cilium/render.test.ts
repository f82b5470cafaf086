import { API, API_SERVER, DNS, ENVOY, facts, flow, HTTP, NODES, STRIPE, subject } from './subjects';
import { CiliumNetworkPolicy } from '../../../src/dialects/cilium/kinds';
import { CILIUM_POLICIES } from '../../../src/dialects/cilium/render';
import { Endpoint, Flow, PolicySubject } from '../../../src/model/endpoint';
import { PolicyFacts } from '../../../src/model/policy-dialect';
import { PortMatch } from '../../../src/model/port';
import { REASONS_ANNOTATION } from '../../../src/model/reasons';
import { RequestModel } from '../../../src/model/request';
import { only, yamlOf } from '../../api/shop';
import { pod, World } from '../../reachability/world';
import { expectValid } from '../../schemas/validate';

/** The one policy that is written, without what is left out; it has to be valid. */
function written(of: PolicySubject, at: PolicyFacts = facts()): CiliumNetworkPolicy {
  const object = JSON.parse(JSON.stringify(only(CILIUM_POLICIES.render(of, at).objects))) as CiliumNetworkPolicy; // what was rendered
  expectValid([object]);
  return object;
}

function gapsOf(of: PolicySubject, at: PolicyFacts = facts()) {
  return CILIUM_POLICIES.render(of, at).gaps;
}

const CHARGE: RequestModel = { method: 'POST', path: { match: 'exact', value: '/charge' }, headers: [] };

describe('beside a NetworkPolicy', () => {
  const egress: readonly Flow[] = [DNS, flow([STRIPE], { key: 'api.stripe.com on 443/TCP', ports: [{ protocol: 'TCP', port: 443 }], reasons: ['charges cards'] })];

  test('a DNS name is matched by the answers of the cluster DNS, which pass the proxy', () => {
    expect(yamlOf(written(subject({ egress })))).toMatchSnapshot();
    expect(gapsOf(subject({ egress }))).toEqual([]);
  });

  test('a wildcard is a pattern', () => {
    const { spec } = written(subject({ egress: [DNS, flow([{ kind: 'dnsName', dnsName: '*.example.com', addresses: [] }])] }));
    expect(spec.egress?.[1]?.toFQDNs).toEqual([{ matchPattern: '*.example.com' }]);
  });

  test('a name to which no query leads is told: nothing would ever match', () => {
    expect(gapsOf(subject({ egress: [flow([STRIPE], { key: 'api.stripe.com on 443/TCP' })] }))).toEqual([{
      code: 'CANNOT_EXPRESS',
      text: 'Cilium matches DNS names by the answers of the cluster DNS, to which nothing leads here: `api.stripe.com on 443/TCP` would stay closed; '
        + 'allow `Peer.dns()` as well',
    }]);
  });

  test('the API server, the nodes and the Envoy are entities', () => {
    const { spec } = written(subject({ ingress: [flow([API_SERVER]), flow([NODES]), flow([ENVOY])], egress: [flow([API_SERVER]), flow([NODES])] }));
    expect(yamlOf(spec)).toMatchSnapshot();
  });

  test('pods by their ServiceAccount are found by the label that Cilium gives them', () => {
    const account: Endpoint = { kind: 'account', namespace: 'back', account: 'api' };
    expect(written(subject({ ingress: [flow([account])] })).spec.ingress).toEqual([{
      fromEndpoints: [{ matchLabels: { 'k8s:io.cilium.k8s.policy.serviceaccount': 'api', 'k8s:io.kubernetes.pod.namespace': 'back' } }],
      toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }] }],
    }]);
  });

  test('says nothing of a direction without flows, and shuts one whose flows cannot be said', () => {
    expect(Object.keys(written(subject({ ingress: [flow([API_SERVER])] })).spec)).toEqual(['endpointSelector', 'ingress']);
    const pattern: RequestModel = { headers: [{ name: 'x-team', value: 'a.*', match: 'regex' }] };
    expect(written(subject({ ingress: [flow([API], { requests: [pattern] })] })).spec.ingress).toEqual([{}]);
  });

  test('the reasons stand in the annotation, those of its own flows alone', () => {
    expect(written(subject({ egress })).metadata.annotations).toEqual({ [REASONS_ANNOTATION]: 'to api.stripe.com on 443/TCP: charges cards' });
  });
});

describe('requests', () => {
  const requests: readonly RequestModel[] = [
    CHARGE,
    { path: { match: 'prefix', value: '/v1' }, headers: [{ name: 'x-team', value: 'shop: a', match: 'exact' }] },
    { method: 'GET', path: { match: 'regex', value: '/v[0-9]+/.*' }, headers: [] },
  ];

  test('are rules of the ports, any of which lets a request through', () => {
    const ports: PortMatch[] = [HTTP, { protocol: 'TCP', port: 8081 }];
    expect(yamlOf(written(subject({ ingress: [flow([API], { requests, ports })] })).spec)).toMatchSnapshot();
  });

  test('that cannot be said leave those that can, and are told', () => {
    const unsaid: RequestModel[] = [
      { method: 'GET', headers: [{ name: 'x-team', value: 'a|b', match: 'regex' }] },
      { path: { match: 'regex', value: '/a\\?b' }, headers: [] },
    ];
    const of = subject({ ingress: [flow([API], { key: 'back/api', requests: [CHARGE, ...unsaid] })] });
    expect(written(of).spec.ingress?.[0]?.toPorts?.[0]?.rules?.http).toEqual([{ method: 'POST', path: '/charge([?].*)?' }]);
    expect(gapsOf(of)).toEqual([
      {
        code: 'CANNOT_EXPRESS',
        text: 'Cilium compares headers as a whole, not with a pattern, as `GET with x-team ~ a|b` asks for: `back/api` would stay closed there; '
          + 'name the values of `x-team` one by one, each in a request of its own',
      },
      {
        code: 'CANNOT_EXPRESS',
        text: 'Cilium asks a pattern of the path and the query together, and `like /a\\?b` cannot be kept out of the query: `back/api` would stay closed there; '
          + 'say `path` or `pathPrefix`, or a pattern of letters, digits, `.`, `\\d`, `\\w` and classes in brackets that name their characters',
      },
    ]);
  });

  test.each<[string, readonly PortMatch[]]>([
    ['every port', []],
    ['every port of TCP', [{ protocol: 'TCP' }]],
    ['a range', [{ protocol: 'TCP', port: 8080, endPort: 8090 }]],
    ['a port of UDP', [HTTP, { protocol: 'UDP', port: 8080 }]],
  ])('on %s are not told apart, and the flow stays closed', (_, ports) => {
    const of = subject({ ingress: [flow([API], { requests: [CHARGE], ports })] });
    expect(written(of).spec.ingress).toEqual([{}]);
    expect(gapsOf(of)).toEqual([{
      code: 'CANNOT_EXPRESS',
      text: 'Cilium tells requests apart on single ports of TCP, not on ranges of them: `back/api on 8080/TCP` would stay closed there; name the ports one by one',
    }]);
  });
});

describe('why requests cannot be told apart', () => {
  test.each<[string, readonly RequestModel[], readonly PortMatch[], string | undefined]>([
    ['all can', [CHARGE], [HTTP], undefined],
    ['one of two', [CHARGE, { headers: [{ name: 'x-team', value: 'a|b', match: 'regex' }] }], [HTTP], 'Cilium compares headers as a whole, not with a pattern, as `any request with x-team ~ a|b` asks for'],
    ['on a range', [CHARGE], [{ protocol: 'TCP', port: 1, endPort: 2 }], 'Cilium tells requests apart on single ports of TCP, not on ranges of them'],
  ])('is said where %s', (_, requests, ports, why) => {
    expect(CILIUM_POLICIES.untold('ingress', requests, ports)).toBe(why);
  });
});

describe('a policy that stands alone', () => {
  const alone = facts({ isAlone: true });

  test('without an edge closes both directions, whatever the version', () => {
    expect(written(subject(), alone).spec).toEqual({
      endpointSelector: { matchLabels: { 'k8s:app': 'web' } }, enableDefaultDeny: { egress: true, ingress: true }, ingress: [{}], egress: [{}],
    });
    expect(written(subject(), facts({ isAlone: true, version: '1.15' })).spec).toEqual({ endpointSelector: { matchLabels: { 'k8s:app': 'web' } }, ingress: [{}], egress: [{}] });
  });

  test('with every kind of peer and port reads as the snapshot has it', () => {
    const peers: Endpoint[] = [
      API,
      { kind: 'pods', namespaces: { labels: { team: 'b' } }, pods: 'all' },
      { kind: 'pods', namespaces: 'all', pods: { app: 'api' } },
      { kind: 'pods', namespaces: 'all', pods: 'all' },
      { kind: 'pods', namespaces: { name: 'back' }, pods: 'all' },
      { kind: 'account', namespace: 'back', account: 'api' },
      { kind: 'addresses', blocks: [{ cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] }, { cidr: '2001:db8::/32', except: [] }] },
      API_SERVER,
      NODES,
    ];
    const ports: PortMatch[] = [HTTP, { protocol: 'UDP', port: 10000, endPort: 10100 }, { protocol: 'SCTP' }];
    const of = subject({ ingress: [flow([...peers, ENVOY], { ports })], egress: [DNS, flow([...peers, STRIPE], { ports: [], reasons: ['asks'] })] });
    expect(yamlOf(written(of, alone))).toMatchSnapshot();
    expect(gapsOf(of, alone)).toEqual([]);
  });

  test('says anyone by `all`, wider than the peers beside it, and every port by leaving them out', () => {
    const { spec } = written(subject({ ingress: [flow([API, { kind: 'anyone' }])], egress: [flow([API], { ports: [] })] }), alone);
    expect(spec.ingress).toEqual([{ fromEntities: ['all'], toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }] }] }]);
    expect(spec.egress?.map(({ toPorts }) => toPorts)).toEqual([undefined]);
  });

  test('does not send DNS queries through the proxy where no name hangs on them', () => {
    expect(written(subject({ egress: [DNS] }), alone).spec.egress?.[0]?.toPorts?.[0]?.rules).toBeUndefined();
  });

  test('parts ports into entries of 40', () => {
    const ports = Array.from({ length: 85 }, (_, i): PortMatch => ({ protocol: 'TCP', port: 1000 + i }));
    const entries = written(subject({ ingress: [flow([API], { ports })] }), alone).spec.ingress?.[0]?.toPorts ?? [];
    expect(entries.map((entry) => entry.ports.length)).toEqual([40, 40, 5]);
    expect(new Set(entries.flatMap((entry) => entry.ports.map(({ port }) => port))).size).toBe(85);
  });

  test('of a subject without labels is told: it would be about every pod of the namespace', () => {
    expect(gapsOf(subject({ podLabels: {} }), alone)).toEqual([expect.objectContaining({ code: 'LABELS_EMPTY', text: expect.stringContaining('every pod of `shop`') })]);
    expect(gapsOf(subject({ podLabels: {} }))).toEqual([]);
  });
});

describe('an edge of which nothing can be said', () => {
  test.each([
    ['no peer at all', flow([])],
    ['no block of addresses', flow([{ kind: 'addresses', blocks: [] }])],
    ['somebody without a word', flow([{ kind: 'unnameable', what: 'the moon', instead: 'choose another' }])],
  ])('%s, is no rule: one with ports alone would let everybody through', (_, nothing) => {
    const { spec } = written(subject({ ingress: [nothing], egress: [nothing, flow([API])] }), facts({ isAlone: true }));
    expect(spec.ingress).toEqual([{}]);
    expect(spec.egress).toHaveLength(1);
  });

  test('is told with the way out', () => {
    const account = 'a'.repeat(64);
    const texts = gapsOf(subject({
      ingress: [
        flow([{ kind: 'unnameable', what: 'the moon', instead: 'choose another' }], { key: 'the moon' }),
        flow([{ kind: 'account', namespace: 'back', account }], { key: 'them' }),
        flow([STRIPE], { key: 'stripe' }),
        flow([{ kind: 'dnsName', dnsName: 'a.example', addresses: [{ cidr: '203.0.113.7/32', except: [] }] }], { key: 'a.example' }),
      ],
    })).map(({ code, text }) => `${code}: ${text}`);
    expect(texts).toEqual([
      'CANNOT_EXPRESS: Cilium has no word for the moon: `the moon` would stay closed; choose another',
      `CANNOT_EXPRESS: Cilium knows ServiceAccounts by a label, whose value has at most 63 characters, and \`${account}\` has 64: \`them\` would stay closed; `
        + 'give the ServiceAccount a shorter name, or name the pods by labels, as in `Peer.pods(…)`',
      'CANNOT_EXPRESS: Cilium cannot tell by a DNS name who connects: `stripe` would stay closed; name the addresses, as in `Peer.cidr(…)`',
      'APPROXIMATED: Cilium cannot tell by a DNS name who connects: `a.example` is open to the declared addresses of `a.example` instead',
    ]);
  });
});

describe('a group of addresses', () => {
  const partners: Endpoint = { kind: 'addresses', blocks: [{ cidr: '203.0.113.0/24', except: ['203.0.113.0/26'] }, { cidr: '2001:db8::/32', except: [] }], group: 'partners' };
  const groupsOf = (version: string, group = partners, namespace = 'shop') => CILIUM_POLICIES.shared?.(namespace, flow([group, API]), facts({ version })) ?? [];

  test('is an object of its own, which the rules name', () => {
    expectValid(groupsOf('1.20'));
    expect(yamlOf(...groupsOf('1.20'), written(subject({ ingress: [flow([partners])], egress: [flow([partners, API])] })))).toMatchSnapshot();
  });

  test('opens its addresses without its exceptions, and those of no other group', () => {
    const other: Endpoint = { ...partners, blocks: [{ cidr: '198.51.100.0/24', except: [] }], group: 'others' };
    const elsewhere: Endpoint = { ...partners, blocks: [{ cidr: '192.0.2.0/24', except: [] }] };
    const objects = [...groupsOf('1.20'), ...groupsOf('1.20', other), ...groupsOf('1.20', elsewhere, 'back'), written(subject({ egress: [flow([partners])] }))];
    const world = new World([pod('shop/web', { labels: { app: 'web' } }), ...objects], { podCidrs: [] });
    expect(['203.0.113.100', '203.0.113.1', '2001:db8::1', '198.51.100.1', '192.0.2.1'].map((end) => world.verdict('shop/web', end, 8080)))
      .toEqual(['allowed', 'denied', 'allowed', 'denied', 'denied']);
  });

  test.each([
    ['1.15', undefined], ['1.16.19', undefined], ['1.17', 'cilium.io/v2alpha1'], ['1.17.9', 'cilium.io/v2alpha1'], ['1.18', 'cilium.io/v2'], ['1.20', 'cilium.io/v2'],
  ])('in Cilium %s is of %s, or blocks in each policy', (version, apiVersion) => {
    const objects = groupsOf(version);
    expectValid(objects);
    expect(objects.map((object) => object.apiVersion)).toEqual(apiVersion === undefined ? [] : [apiVersion]);
    expect(written(subject({ egress: [flow([partners])] }), facts({ version })).spec.egress?.[0]?.toCIDRSet).toEqual(apiVersion === undefined
      ? [{ cidr: '203.0.113.0/24', except: ['203.0.113.0/26'] }, { cidr: '2001:db8::/32' }] : [{ cidrGroupRef: 'shop.partners' }]);
    expect(CILIUM_POLICIES.take('egress', [flow([partners])], facts({ version }))).toHaveLength(apiVersion === undefined ? 0 : 1);
  });
});

describe('what goes to the policy of Cilium', () => {
  const taken = (direction: 'ingress' | 'egress', flows: readonly Flow[], at = facts()) => CILIUM_POLICIES.take(direction, flows, at);
  const plain = flow([API]);

  test('is nothing that core NetworkPolicy says as well', () => {
    const flows = [plain, flow([{ kind: 'anyone' }]), flow([{ kind: 'addresses', blocks: [{ cidr: '10.0.0.0/8', except: [] }] }]), DNS];
    expect(taken('ingress', flows)).toEqual([]);
    expect(taken('egress', flows)).toEqual([]);
  });

  test('is what core NetworkPolicy has no word for', () => {
    const flows = [flow([API_SERVER]), flow([NODES]), flow([ENVOY]), flow([{ kind: 'account', namespace: 'a', account: 'b' }]), flow([API], { requests: [CHARGE] })];
    expect(taken('ingress', [plain, ...flows])).toEqual(flows);
  });

  test('is a name with the flow to DNS, of egress alone', () => {
    const named = flow([STRIPE]);
    expect(taken('egress', [plain, DNS, named])).toEqual([DNS, named]);
    expect(taken('ingress', [plain, named])).toEqual([]);
  });

  test('is not the nodes where blocks take them in, and the profile has some', () => {
    const [known, unknown] = [flow([NODES]), flow([{ kind: 'nodes', blocks: [] }])];
    expect(taken('ingress', [known, unknown], facts({ on: ['nodesInBlocks'] }))).toEqual([unknown]);
  });
});
