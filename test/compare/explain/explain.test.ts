import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import { explained } from './world';
import { explanationJson } from '../../../src/compare/explain/json';
import { SourceLookup } from '../../../src/compare/explain/source';
import { explanationText } from '../../../src/compare/explain/text';
import { app, block, objectsOf, pod, policy } from '../../reachability/world';

const PODS = [pod('shop/web'), pod('shop/api'), pod('shop/db'), pod('other/web')];
const intoApi = (...ingress: object[]) => policy('shop/api', { podSelector: app('api'), ingress });
const fromWeb = (port: number) => ({ from: [{ podSelector: app('web') }], ports: [{ port }] });

const WHERE: SourceLookup = (kind, namespace, name) => ({ file: `${kind}-${namespace ?? ''}-${name}.yaml`, line: 1, lineAt: (path) => path.length });

const TIERS = `
apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: {name: shops}
spec:
  tier: Admin
  priority: 10
  subject: {namespaces: {}}
  ingress:
  - {name: pass-web, action: Pass, from: [{pods: {podSelector: {matchLabels: {app: web}}}}]}
  - {action: Deny, from: [{namespaces: {}}]}
---
apiVersion: policy.networking.k8s.io/v1alpha1
kind: BaselineAdminNetworkPolicy
metadata: {name: default}
spec:
  subject: {namespaces: {}}
  egress:
  - {name: nowhere, action: Deny, to: [{networks: [203.0.113.0/24]}]}
  ingress:
  - {action: Deny, from: [{namespaces: {}}]}
`;

describe('an explanation', () => {
  it('names the rules that let a flow through, and where they are', () => {
    expect(explanationText(explained([...PODS, intoApi(fromWeb(80))], 'shop/web', 'shop/api', 80), WHERE)).toMatchInlineSnapshot(`
"shop/web[Pod] to shop/api[Pod] on 80/TCP: allowed
  egress of shop/web[Pod]: allowed
    no policy isolates it, and by default everything is allowed
  ingress of shop/api[Pod]: allowed
    network policies: ingress[0] of NetworkPolicy shop/api (NetworkPolicy-shop-api.yaml:15) allows it
"
`);
  });

  it('names the rules that nearly would, and one more rule that does', () => {
    const open = intoApi(fromWeb(443), { from: [{ podSelector: app('db') }], ports: [{ port: 80 }, { port: 90, endPort: 99, protocol: 'UDP' }] });
    expect(explanationText(explained([...PODS, open], 'shop/web', 'shop/api', 80), WHERE)).toMatchInlineSnapshot(`
"shop/web[Pod] to shop/api[Pod] on 80/TCP: denied
  egress of shop/web[Pod]: allowed
    no policy isolates it, and by default everything is allowed
  ingress of shop/api[Pod]: denied
    NetworkPolicy shop/api (NetworkPolicy-shop-api.yaml:4) isolates it, and no rule matches
    nearly: ingress[0] of NetworkPolicy shop/api (NetworkPolicy-shop-api.yaml:15) takes shop/web[Pod] in, on 443/TCP and not on 80/TCP
    nearly: ingress[1] of NetworkPolicy shop/api (NetworkPolicy-shop-api.yaml:15) is about 80/TCP, 90-99/UDP, and does not take shop/web[Pod] in
the smallest change that allows it:
  one more rule of \`spec.ingress\` in NetworkPolicy shop/api (NetworkPolicy-shop-api.yaml:12):
    - from:
      - podSelector:
          matchLabels:
            app: web
      ports:
      - protocol: TCP
        port: 80
"
`);
  });

  it('gives a policy of its own to a workload that shares all of its policies', () => {
    const shut = policy('shop/all', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    expect(explanationText(explained([...PODS, shut], 'other/web', 'shop/api', 80))).toMatchInlineSnapshot(`
"other/web[Pod] to shop/api[Pod] on 80/TCP: denied
  egress of other/web[Pod]: allowed
    no policy isolates it, and by default everything is allowed
  ingress of shop/api[Pod]: denied
    NetworkPolicy shop/all isolates it, and no rule matches
the smallest change that allows it:
  a new NetworkPolicy shop/api-allow-ingress:
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata:
      name: api-allow-ingress
      namespace: shop
    spec:
      podSelector:
        matchLabels:
          app: api
      policyTypes:
      - Ingress
      ingress:
      - from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: other
          podSelector:
            matchLabels:
              app: web
        ports:
        - protocol: TCP
          port: 80
"
`);
    expect(explanationText(explained([...PODS, shut], 'shop/web', '203.0.113.7', 443))).toMatchInlineSnapshot(`
"shop/web[Pod] to 203.0.113.7 on 443/TCP: denied
  egress of shop/web[Pod]: denied
    NetworkPolicy shop/all isolates it, and no rule matches
  ingress of 203.0.113.7: allowed
    an address outside the manifests, which no policy governs
the smallest change that allows it:
  a new NetworkPolicy shop/web-allow-egress:
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata:
      name: web-allow-egress
      namespace: shop
    spec:
      podSelector:
        matchLabels:
          app: web
      policyTypes:
      - Egress
      egress:
      - to:
        - ipBlock:
            cidr: "203.0.113.7/32"
        ports:
        - protocol: TCP
          port: 443
"
`);
  });

  it('walks through the tiers, and goes before the rule that denies', () => {
    const objects = [...PODS, ...objectsOf(TIERS)];
    expect(explanationText(explained([...objects, intoApi(fromWeb(80))], 'shop/web', 'shop/api', 80), WHERE)).toMatchInlineSnapshot(`
"shop/web[Pod] to shop/api[Pod] on 80/TCP: unknown
  egress of shop/web[Pod]: unknown
    baseline tier: egress[0] (nowhere) of BaselineAdminNetworkPolicy default (BaselineAdminNetworkPolicy--default.yaml:14) is about some addresses only, and whether shop/api[Pod] has one of them is not known
  ingress of shop/api[Pod]: allowed
    admin tier: ingress[0] (pass-web) of ClusterNetworkPolicy shops (ClusterNetworkPolicy--shops.yaml:15) passes it on to the next tier
    network policies: ingress[0] of NetworkPolicy shop/api (NetworkPolicy-shop-api.yaml:15) allows it
"
`);
    expect(explanationText(explained(objects, 'shop/web', 'shop/api', 80), WHERE)).toMatchInlineSnapshot(`
"shop/web[Pod] to shop/api[Pod] on 80/TCP: denied
  egress of shop/web[Pod]: unknown
    baseline tier: egress[0] (nowhere) of BaselineAdminNetworkPolicy default (BaselineAdminNetworkPolicy--default.yaml:14) is about some addresses only, and whether shop/api[Pod] has one of them is not known
  ingress of shop/api[Pod]: denied
    admin tier: ingress[0] (pass-web) of ClusterNetworkPolicy shops (ClusterNetworkPolicy--shops.yaml:15) passes it on to the next tier
    baseline tier: ingress[0] of BaselineAdminNetworkPolicy default (BaselineAdminNetworkPolicy--default.yaml:15) denies it
the smallest change that may allow it; the manifests do not say enough to be sure:
  a rule before \`spec.ingress[0]\` in BaselineAdminNetworkPolicy default (BaselineAdminNetworkPolicy--default.yaml:15):
    - action: Allow
      from:
      - pods:
          namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: shop
          podSelector:
            matchLabels:
              app: web
      ports:
      - portNumber:
          protocol: TCP
          port: 80
"
`);
    expect(explanationText(explained(objects, 'shop/db', 'shop/api', 80))).toMatchInlineSnapshot(`
"shop/db[Pod] to shop/api[Pod] on 80/TCP: denied
  egress of shop/db[Pod]: unknown
    baseline tier: egress[0] (nowhere) of BaselineAdminNetworkPolicy default is about some addresses only, and whether shop/api[Pod] has one of them is not known
  ingress of shop/api[Pod]: denied
    admin tier: ingress[1] of ClusterNetworkPolicy shops denies it
the smallest change that may allow it; the manifests do not say enough to be sure:
  a rule before \`spec.ingress[1]\` in ClusterNetworkPolicy shops:
    - action: Accept
      from:
      - pods:
          namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: shop
          podSelector:
            matchLabels:
              app: db
      protocols:
      - tcp:
          destinationPort:
            number: 80
"
`);
    expect(explanationText(explained(objects, 'shop/db', '203.0.113.9', 80))).toMatchInlineSnapshot(`
"shop/db[Pod] to 203.0.113.9 on 80/TCP: denied
  egress of shop/db[Pod]: denied
    baseline tier: egress[0] (nowhere) of BaselineAdminNetworkPolicy default denies it
  ingress of 203.0.113.9: allowed
    an address outside the manifests, which no policy governs
the smallest change that allows it:
  a rule before \`spec.egress[0]\` in BaselineAdminNetworkPolicy default:
    - action: Allow
      to:
      - networks:
        - "203.0.113.9/32"
      ports:
      - portNumber:
          protocol: TCP
          port: 80
"
`);
  });

  it('says what is not known', () => {
    const open = intoApi({ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] });
    expect(explanationText(explained([...PODS, open], 'shop/web', 'shop/api', 80))).toMatchInlineSnapshot(`
"shop/web[Pod] to shop/api[Pod] on 80/TCP: unknown
  egress of shop/web[Pod]: allowed
    no policy isolates it, and by default everything is allowed
  ingress of shop/api[Pod]: unknown
    network policies: ingress[0] of NetworkPolicy shop/api is about some addresses only, and whether shop/web[Pod] has one of them is not known
"
`);
  });

  it('has nothing to change for what no rule can stand for', () => {
    const agent = pod('shop/agent', { spec: { hostNetwork: true } });
    const api = pod('shop/api', { status: { podIP: '10.0.0.1', hostIP: '192.168.0.1' } });
    const objects = [{ ...agent, status: { podIP: '', hostIP: '' } }, pod('shop/web'), api, policy('shop/web', { podSelector: app('web'), policyTypes: ['Egress'] })];
    const { remedy } = explained(objects, 'shop/web', 'shop/agent', 80);
    expect(remedy).toMatchObject({ kind: 'none' });
    expect(explained(objects, 'shop/web', 'shop/agent', 80, { nodeCidrs: [block('192.168.0.0/24')] }).remedy).toMatchObject({ kind: 'edits', verdict: 'allowed' });
  });

  it('of a pod to itself has no sides', () => {
    expect(explanationText(explained([...PODS, intoApi()], 'shop/api', 'shop/api', 80))).toBe('shop/api[Pod] to shop/api[Pod] on 80/TCP: allowed\n  a pod cannot be kept from itself\n');
  });

  it('of a host by its name has a rule by names before the one that denies', () => {
    const egress = 'egress: [{action: Pass, to: [{namespaces: {}}]}, {action: Deny, to: [{networks: [0.0.0.0/0, "::/0"]}]}]';
    const objects = [...PODS, ...objectsOf(`{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: shut}, spec: {tier: Admin, priority: 1, subject: {namespaces: {}}, ${egress}}}`)];
    expect(explanationText(explained(objects, 'shop/web', 'api.example.com', 443))).toMatchInlineSnapshot(`
"shop/web[Pod] to api.example.com on 443/TCP: denied
  egress of shop/web[Pod]: denied
    admin tier: egress[1] of ClusterNetworkPolicy shut denies it
  ingress of api.example.com: allowed
    a name outside the cluster, where no policy governs
the smallest change that allows it:
  a rule before \`spec.egress[1]\` in ClusterNetworkPolicy shut:
    - action: Accept
      to:
      - domainNames:
        - api.example.com
      protocols:
      - tcp:
          destinationPort:
            number: 443
"
`);
    expect(explained(objects, 'shop/web', 'api-*.example.com', 443).remedy).toMatchObject({ kind: 'none' });
    const own = policy('shop/web', { podSelector: app('web'), policyTypes: ['Egress'] });
    expect(explained([...PODS, own], 'shop/web', 'api.example.com', 443).remedy).toEqual({
      kind: 'none', why: 'no NetworkPolicy takes in a host by its name: open its addresses, or write a rule of an API that knows names',
    });
  });

  it('reads as JSON of the published schema', () => {
    const schema = JSON.parse(readFileSync(join(__dirname, '..', '..', '..', 'docs', 'schema', 'explain-v1.json'), 'utf8')) as object;
    const validate = new Ajv({ allErrors: true }).compile(schema);
    const objects = [...PODS, ...objectsOf(TIERS), intoApi(fromWeb(443))];
    const all = [['shop/web', 'shop/api'], ['shop/web', 'api.example.com'], ['shop/db', '*.example.com'], ['shop/db', 'shop/api'], ['203.0.113.7', 'shop/api'], ['shop/api', 'shop/api']] as const;
    for (const [source, destination] of all) {
      const json = explanationJson(explained(objects, source, destination, 80), WHERE);
      expect(validate(json) ? [] : validate.errors).toEqual([]);
    }
    expect(explanationJson(explained(objects, 'shop/web', 'shop/api', 80), WHERE)).toMatchSnapshot();
  });
});
