/**
 * What users of other tools asked for, and none of those gives, as the reference of policy semantics lists it (`../shared/reference/policy-semantics.md`).
 * Not given here either: policies of Cilium, the addresses behind a domain name, and charts without a step that renders them.
 */
import { folder, invoke, podYaml, policyYaml } from './invoke';

const WEB = podYaml('shop/web');
const DB = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: db, namespace: shop}\nspec: {template: {metadata: {labels: {app: db}}, spec: {containers: []}}}\n';
const CLOSED = policyYaml('shop/db', 'podSelector: {matchLabels: {app: db}}', 'ingress:', '- from: [{podSelector: {matchLabels: {app: api}}}]', '  ports: [{port: 5432}]');
const OPEN = CLOSED.replace('app: api', 'app: web');
const files = (...documents: readonly string[]) => documents.join('---\n');
const FLOW = ['--from', 'shop/web', '--to', 'shop/db', '--port', '5432'];

async function answered(root: string, ...args: readonly string[]): Promise<{ readonly code: number; readonly json: unknown; readonly out: string }> {
  const { code, out, err } = await invoke(root, args);
  expect(err).toBe('');
  return { code, out, json: args.includes('json') ? JSON.parse(out) : undefined };
}

describe('the command line', () => {
  it('asserts reachability in CI, of workloads as of pods (kubernetes-network-policy-recipes#38, network-policy-api#46, #440)', async () => {
    const row = (allowed: boolean) => `rows: [{src: shop/web, dst: "shop/db[Deployment]", port: 5432, allowed: ${allowed}}]\n`;
    const root = folder({ 'a.yaml': files(WEB, DB, CLOSED), 'denied.yaml': row(false), 'allowed.yaml': row(true) });
    expect((await answered(root, 'assert', 'a.yaml', '--expect', 'denied.yaml')).code).toBe(0);
    expect((await answered(root, 'assert', 'a.yaml', '--expect', 'allowed.yaml')).code).toBe(1);
  });

  it('knows pods from addresses once it is told where they are, and says unknown before', async () => {
    const root = folder({ 'a.yaml': files(WEB, DB, policyYaml('shop/db', 'podSelector: {}', 'ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]')) });
    const verdict = async (...facts: readonly string[]) => (await answered(root, 'explain', 'a.yaml', ...FLOW, '--format', 'json', ...facts)).json;
    expect(await verdict()).toMatchObject({ verdict: 'unknown' });
    expect(await verdict('--pod-cidr', '10.244.0.0/16')).toMatchObject({ verdict: 'allowed' });
    expect(await verdict('--pod-cidr', '192.168.0.0/16')).toMatchObject({ verdict: 'denied' });
  });

  it('explains in JSON, with the smallest change that allows the flow', async () => {
    const { json } = await answered(folder({ 'a.yaml': files(WEB, DB, CLOSED) }), 'explain', 'a.yaml', ...FLOW, '--format', 'json');
    const yaml = '- from:\n  - podSelector:\n      matchLabels:\n        app: web\n  ports:\n  - protocol: TCP\n    port: 5432\n';
    const edit = { edit: 'addRule', policy: { kind: 'NetworkPolicy', namespace: 'shop', name: 'db', file: 'a.yaml' }, yaml };
    expect(json).toMatchObject({ schema: 'cdk8s-reach/explain/v1', verdict: 'denied', remedy: { edits: [edit] } });
  });

  it('gives differences as JSON, and as an exit code', async () => {
    const root = folder({ 'old/a.yaml': files(WEB, DB, CLOSED), 'new/a.yaml': files(WEB, DB, OPEN) });
    expect((await answered(root, 'diff', 'old', 'new', '--format', 'json')).json).toMatchObject({ schema: 'cdk8s-reach/diff/v1', changes: [{ change: 'added' }] });
    const codes = [['old', 'new', 'any'], ['old', 'new', 'widened'], ['new', 'old', 'any'], ['new', 'old', 'widened'], ['old', 'old', 'any']]
      .map(async ([before = '', after = '', on = '']) => (await answered(root, 'diff', before, after, '--fail-on', on)).code);
    expect(await Promise.all(codes)).toEqual([1, 1, 1, 0, 0]);
  });

  it('follows NodePorts, load balancers and HTTPRoutes to the pods behind them', async () => {
    const service = (type: string) => `apiVersion: v1\nkind: Service\nmetadata: {name: ${type.toLowerCase()}, namespace: shop}\nspec: {type: ${type}, selector: {app: web}, externalTrafficPolicy: Local, ports: [{port: 80, targetPort: 8080}]}\n`;
    const gateway = 'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: edge, namespace: shop}\nspec: {gatewayClassName: x, listeners: [{name: http, port: 80, protocol: HTTP}]}\n';
    const route = 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: web, namespace: shop}\nspec: {parentRefs: [{name: edge}], rules: [{backendRefs: [{name: nodeport, port: 80}]}]}\n';
    const { json } = await answered(folder({ 'a.yaml': files(WEB, service('NodePort'), service('LoadBalancer'), gateway, route) }), 'list', 'a.yaml', '--format', 'json');
    const open = { destination: { kind: 'Pod', namespace: 'shop', name: 'web' }, allowed: [{ protocol: 'TCP', first: 8080, last: 8080 }] };
    expect((json as { entries: unknown[] }).entries).toEqual(['HTTPRoute', 'Service', 'Service'].map((kind) => ( // docs/schema/list-v1.json
      expect.objectContaining({ ...open, object: expect.objectContaining({ kind }) as unknown }) as unknown
    )));
  });

  it('reads ClusterNetworkPolicy v1alpha2, and IPv6', async () => {
    const admin = 'apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: {name: x}\nspec: {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{networks: ["2001:db8::/32"]}]}]}\n';
    const root = folder({ 'a.yaml': files(WEB, admin) });
    const verdict = async (to: string) => (await answered(root, 'explain', 'a.yaml', '--from', 'shop/web', '--to', to, '--port', '443', '--format', 'json')).json;
    expect(await verdict('2001:db8::1')).toMatchObject({ verdict: 'denied' });
    expect(await verdict('2001:db9::1')).toMatchObject({ verdict: 'allowed' });
  });

  it('tells of exposure to pods that are not there (#508)', async () => {
    const { json } = await answered(folder({ 'a.yaml': files(DB, CLOSED) }), 'list', 'a.yaml', '--exposure', '--format', 'json');
    expect((json as { exposure: { connections: unknown[] } }).exposure.connections).toContainEqual(expect.objectContaining({ // docs/schema/list-v1.json
      direction: 'ingress', pods: { matchLabels: { app: 'api' }, matchExpressions: [] }, allowed: [{ protocol: 'TCP', first: 5432, last: 5432 }],
    }));
  });
});
