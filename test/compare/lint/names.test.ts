import { lintInput } from './manifests';
import { lint, LintFinding } from '../../../src/compare/lint/lint';
import { pod, policy } from '../../reachability/world';

const WEB = pod('shop/web');
const cilium = (name: string, spec: object) => ({ apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name, namespace: 'shop' }, spec });
const clusterwide = (name: string, spec: object) => ({ apiVersion: 'cilium.io/v2', kind: 'CiliumClusterwideNetworkPolicy', metadata: { name }, spec });
const app = (name: string) => ({ endpointSelector: { matchLabels: { app: name } } });
const HTTPS = [{ ports: [{ port: '443', protocol: 'TCP' }] }];
const STRIPE = { toFQDNs: [{ matchName: 'api.stripe.com' }, { matchPattern: '*.example.com' }], toPorts: HTTPS };
const dns = (rules?: object) => ({
  toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s-app': 'kube-dns' } }],
  toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], ...(rules === undefined ? {} : { rules }) }],
});
const READ = dns({ dns: [{ matchPattern: '*' }] });

function found(...objects: readonly object[]): LintFinding[] {
  return lint(lintInput(objects));
}

test('a rule about some requests shadows none about all of them, nor one about others', () => {
  const to = (rules?: object) => ({ toEndpoints: [{}], toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }], ...(rules === undefined ? {} : { rules }) }] });
  const http = (...paths: readonly string[]) => to({ http: paths.map((path) => ({ path })) });
  for (const egress of [[http('/a'), to()], [http('/a'), http('/b')], [READ, dns()]]) expect(found(WEB, cilium('web', { ...app('web'), egress }))).toEqual([]);
  expect(found(WEB, cilium('web', { ...app('web'), egress: [to(), to()] })).map(({ code }) => code)).toEqual(['TIER_RULE_SHADOWED']);
});

describe('names whose DNS answers nobody reads', () => {
  it('are told of, with the pods, and the mend', () => {
    expect(found(WEB, cilium('web', { ...app('web'), egress: [dns(), STRIPE] }))).toEqual([{
      code: 'DNS_ANSWERS_UNREAD',
      object: expect.objectContaining({ kind: 'CiliumNetworkPolicy', namespace: 'shop', name: 'web' }) as object,
      path: 'spec.egress[1].toFQDNs',
      text: '`api.stripe.com` and `*.example.com` would be known by the answers to DNS queries, and no policy of `shop/web[Pod]` sends them through the proxy of Cilium: the names stay shut',
      mend: 'let the same pods ask the DNS of the cluster on port 53 by a rule with `rules: { dns: [{ matchPattern: "*" }] }`',
    }]);
  });

  it.each([
    ['an empty list of rules for DNS', [dns({ dns: [] }), STRIPE]],
    ['rules for HTTP', [dns({ http: [{}] }), STRIPE]],
    ['no way to DNS at all', [STRIPE]],
  ])('are told of beside %s', (_, egress) => {
    expect(found(WEB, cilium('web', { ...app('web'), egress })).map(({ code, path }) => `${code} ${path}`)).toEqual([`DNS_ANSWERS_UNREAD spec.egress[${egress.length - 1}].toFQDNs`]);
  });

  it('are told of where queries for other names alone are let through', () => {
    const cluster = dns({ dns: [{ matchPattern: '*.cluster.local' }, { matchName: 'api.stripe.com' }] });
    expect(found(WEB, cilium('web', { ...app('web'), egress: [cluster, STRIPE] })).map(({ code, text }) => `${code} ${text}`)).toEqual([
      'DNS_ANSWERS_UNREAD `*.example.com` would be known by the answers to DNS queries, and the policies of `shop/web[Pod]` let them ask for `*.cluster.local` and `api.stripe.com` alone: '
      + 'the names stay shut',
    ]);
  });

  it('are told of where those of other pods are read, in policies of the whole cluster and in one of several specifications, too', () => {
    const api = [pod('shop/api'), cilium('api', { ...app('api'), egress: [READ] })];
    expect(found(WEB, ...api, cilium('web', { ...app('web'), egress: [STRIPE] })).map(({ code }) => code)).toEqual(['DNS_ANSWERS_UNREAD']);
    const all = clusterwide('all', { endpointSelector: { matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'shop' } }, egress: [STRIPE] });
    expect(found(WEB, ...api, all).map(({ code, object: { name }, text }) => [code, name, /of `shop\/web\[Pod\]` sends/.test(text)])).toEqual([['DNS_ANSWERS_UNREAD', 'all', true]]);
    const { spec: _, ...several } = { ...cilium('web', {}), specs: [{ ...app('web'), egress: [STRIPE] }, { ...app('api'), egress: [READ, STRIPE] }] };
    expect(found(WEB, ...api, several).map(({ code, path }) => `${code} ${path}`)).toEqual(['DNS_ANSWERS_UNREAD specs[0].egress[0].toFQDNs']);
  });

  it.each<[string, readonly object[]]>([
    ['are read by the same policy', [cilium('web', { ...app('web'), egress: [READ, STRIPE] })]],
    ['are read by another policy of the same pods', [cilium('web', { ...app('web'), egress: [STRIPE] }), cilium('all', { endpointSelector: {}, egress: [READ] })]],
    ['are read by a policy of the whole cluster', [cilium('web', { ...app('web'), egress: [STRIPE] }), clusterwide('all', { endpointSelector: {}, egress: [READ] })]],
    ['are read in another specification', [{ ...cilium('web', {}), spec: undefined, specs: [{ ...app('web'), egress: [STRIPE] }, { ...app('web'), egress: [READ] }] }]],
    ['are read among queries for any', [cilium('web', { ...app('web'), egress: [dns({ dns: [{ matchName: 'a.example' }] }), dns(), STRIPE] })]],
    ['are those of pods that are not there', [cilium('db', { ...app('db'), egress: [STRIPE] })]],
    ['do not matter, since everything outside is open', [cilium('web', { ...app('web'), egress: [STRIPE, { toEntities: ['world'], toPorts: HTTPS }] })]],
    ['do not matter, since a NetworkPolicy opens everything outside', [
      cilium('web', { ...app('web'), egress: [STRIPE] }),
      policy('shop/web', { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }, { ipBlock: { cidr: '::/0' } }] }] }),
    ]],
  ])('are not told of where they %s', (_, objects) => {
    expect(found(WEB, ...objects.map((object) => JSON.parse(JSON.stringify(object)) as object)).filter(({ code }) => code !== 'POLICY_SELECTS_NOTHING' && code !== 'DNS_CUT_OFF')).toEqual([]);
  });
});
