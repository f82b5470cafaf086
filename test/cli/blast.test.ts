import { folder, invoke, podYaml, policyYaml } from './invoke';

const SHOP = [
  podYaml('shop/web'), podYaml('shop/db'),
  policyYaml('shop/web', 'podSelector: {matchLabels: {app: web}}', 'policyTypes: [Egress]', 'egress: [{to: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: 5432}]}]'),
  policyYaml('shop/db', 'podSelector: {matchLabels: {app: db}}', 'policyTypes: [Ingress, Egress]', 'ingress: [{from: [{podSelector: {}}]}]'),
].join('---\n');

const shop = () => folder({ 'a.yaml': SHOP });

describe('blast', () => {
  it.each<[format: string, wanted: RegExp]>([
    ['table', /^if shop\/web\[Pod\] is taken\nsteps  destination   ports     way\n1      shop\/db\[Pod\]  TCP 5432\n1 of 1 other workload in one step, 1 in all\n$/],
    ['json', /^\{\n {2}"schema": "cdk8s-reach\/blast\/v1",/],
    ['md', /^## if shop\/web\[Pod\] is taken\n\n\| steps \| destination \| ports \| way \|/],
  ])('as %s', async (format, wanted) => {
    const { code, out, err } = await invoke(shop(), ['blast', 'shop/web', 'a.yaml', '--format', format]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(wanted);
  });

  it('goes backwards', async () => {
    const { code, out } = await invoke(shop(), ['blast', 'shop/db[Pod]', 'a.yaml', '--reverse']);
    expect(code).toBe(0);
    expect(out).toMatch(/^from where shop\/db\[Pod\] can be reached\nsteps  source .*\n1      shop\/web\[Pod\] +TCP 5432\n/);
  });

  it('goes by way of DNS where it is told to', async () => {
    const dns = podYaml('kube-system/dns').replace('app: dns', 'k8s-app: kube-dns');
    const toDns = policyYaml('shop/web', 'podSelector: {matchLabels: {app: web}}', 'policyTypes: [Egress]', 'egress: [{to: [{namespaceSelector: {}}], ports: [{port: 53, protocol: UDP}]}]');
    const root = folder({ 'a.yaml': [podYaml('shop/web'), dns, toDns].join('---\n') });
    expect((await invoke(root, ['blast', 'shop/web', 'a.yaml'])).out).not.toContain('kube-system/dns');
    expect((await invoke(root, ['blast', 'shop/web', 'a.yaml', '--system'])).out).toContain('1      kube-system/dns[Pod]  UDP 53');
  });

  it.each<[name: string, err: RegExp]>([
    ['shop/wep', /^error: there is no workload `shop\/wep`; in `shop` there are db, web \(WORKLOAD_UNKNOWN\)\n$/],
    ['10.0.0.1', /^error: `10\.0\.0\.1` is an address, and only a workload can be taken; write its `namespace\/name` \(WORKLOAD_UNKNOWN\)\n$/],
    ['web', /^error: `web` is not an IPv4 or IPv6 address, and no `namespace\/name` of a workload \(ADDRESS_INVALID\)\n$/],
  ])('refuses %s, who is no workload', async (name, err) => {
    const given = await invoke(shop(), ['blast', name, 'a.yaml']);
    expect([given.code, given.out]).toEqual([2, '']);
    expect(given.err).toMatch(err);
  });

  it('refuses a name that two workloads bear, bad manifests, and no manifests at all', async () => {
    const job = 'apiVersion: batch/v1\nkind: Job\nmetadata: {name: web, namespace: shop}\nspec: {template: {metadata: {labels: {a: b}}, spec: {containers: []}}}\n';
    const root = folder({ 'a.yaml': [SHOP, job].join('---\n'), 'b.yaml': 'a: [' });
    expect((await invoke(root, ['blast', 'shop/web', 'a.yaml'])).err).toMatch(/`shop\/web\[Job\]` or `shop\/web\[Pod\]`|`shop\/web\[Pod\]` or `shop\/web\[Job\]`/);
    expect((await invoke(root, ['blast', 'shop/web[Job]', 'a.yaml'])).code).toBe(0);
    expect((await invoke(root, ['blast', 'shop/web', 'b.yaml'])).code).toBe(2);
    expect((await invoke(root, ['blast', 'shop/web'])).err).toMatch(/missing required argument/);
  });
});
