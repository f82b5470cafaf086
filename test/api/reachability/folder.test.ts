import { relative } from 'path';
import { Peer, Port, Reachability, SecureMicroservice, Verdict } from '../../../src';
import { folder, podYaml, policyYaml } from '../../cli/invoke';
import { Shop, thrownBy, yamlOf } from '../shop';

const DB = `${podYaml('shop/db')}---\n${policyYaml('shop/db', 'podSelector: {matchLabels: {app: db}}', 'ingress:', '- from: [{podSelector: {matchLabels: {app: web}}}]', '  ports: [{port: 5432}]')}`;
const POSTGRES = Port.tcp(5432);

describe('a folder of manifests', () => {
  const files = { 'web.yaml': podYaml('shop/web'), 'more/db.yaml': DB, 'more/other.json': '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": "other"}}' };

  it('is asked about by the names of workloads', () => {
    const reachability = Reachability.ofFolder(folder(files));
    const [web, db, other] = ['shop/web', 'shop/db[Pod]', 'other/web'].map((name) => reachability.workloadNamed(name));
    if (web === undefined || db === undefined || other === undefined) throw new Error('three names are three workloads');
    expect(reachability.verdict(web, db.on(POSTGRES))).toBe(Verdict.ALLOWED);
    expect(reachability.verdict(other, db.on(POSTGRES))).toBe(Verdict.DENIED);
    expect(reachability.verdict(web, db.onEveryPort())).toBe(Verdict.MIXED);
    expect(reachability.verdict(Peer.internet(), db.on(POSTGRES))).toBe(Verdict.DENIED);
    expect(reachability.verdict(db, Peer.internet().onEveryPort())).toBe(Verdict.ALLOWED);
    expect(reachability.verdict(web, web.on(POSTGRES))).toBe(Verdict.ALLOWED);
    expect(reachability.explain(web, web.on(POSTGRES))).toContain('a pod cannot be kept from itself');
    expect(reachability.connections().map(({ source, target, ports }) => `${source} > ${target}: ${ports}`)).toContain('shop/web[Pod] > shop/db[Pod]: TCP 5432');
  });

  it('is asked about hosts outside by their names, which rules by names decide about', () => {
    const rules = 'egress: [{action: Accept, to: [{domainNames: [api.stripe.com]}]}, {action: Deny, to: [{networks: [0.0.0.0/0, "::/0"]}]}]';
    const named = `apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: {name: names}\nspec: {tier: Admin, priority: 1, subject: {namespaces: {}}, ${rules}}\n`;
    const reachability = Reachability.ofFolder(folder({ 'web.yaml': podYaml('shop/web'), 'names.yaml': named }));
    const web = reachability.workloadNamed('shop/web');
    const [stripe, github, every] = ['api.stripe.com', 'api.github.com', '*.stripe.com'].map((name) => Peer.dnsName(name).on(Port.https()));
    if (stripe === undefined || github === undefined || every === undefined) throw new Error('three names are three peers');
    expect([stripe, github, every].map((peer) => reachability.verdict(web, peer))).toEqual([Verdict.ALLOWED, Verdict.DENIED, Verdict.MIXED]);
    expect(reachability.explain(web, stripe)).toContain('shop/web[Pod] to api.stripe.com on 443/TCP: allowed');
    expect(reachability.connections().map(({ source, target, ports }) => `${source} > ${target}: ${ports}`)).toContain('shop/web[Pod] > api.stripe.com: all');
  });

  it('is explained with the file and the line of each policy', () => {
    const root = folder(files);
    const reachability = Reachability.ofFolder(relative(process.cwd(), root));
    const text = reachability.explain(reachability.workloadNamed('other/web'), reachability.workloadNamed('shop/db').on(POSTGRES));
    expect(text).toContain(`NetworkPolicy shop/db (${relative(process.cwd(), root)}/more/db.yaml:15) isolates it`);
    expect(text).not.toContain('connections.allowTo');
  });

  it('may be a single file, and has as findings those of lint, each with its place', () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: shop}\nspec: {selector: {app: gone}, ports: [{port: 80}]}\n';
    const root = folder({ 'all.yaml': `${podYaml('shop/web')}---\n${service}` });
    expect(Reachability.ofFolder(`${root}/all.yaml`).findings()).toEqual([{
      code: 'SERVICE_SELECTS_NOTHING',
      severity: 'error',
      text: expect.stringMatching(/^Service shop\/s spec\.selector: /),
      details: [expect.stringMatching(/^mend: /)],
      place: `${root}/all.yaml:13`,
    }]);
    expect(Reachability.ofFolder(folder(files)).findings()).toEqual([]);
  });

  it('may be what an App has written, and is then asked about by its constructs', () => {
    const shop = new Shop();
    const [web, payments] = [shop.service('web'), shop.service('payments')];
    web.connections.allowTo(payments);
    const reachability = Reachability.ofFolder(folder({ 'shop.yaml': yamlOf(...shop.manifests()) }));
    expect([reachability.verdict(web, payments), reachability.verdict(payments, web)]).toEqual([Verdict.ALLOWED, Verdict.DENIED]);
    expect(thrownBy(() => reachability.verdict(new Shop().service('gone'), web))).toMatch(/workload `shop\/gone` is not among the manifests.*WORKLOAD_UNKNOWN/);
  });

  it('says more with the CIDRs of pods and nodes', () => {
    const out = policyYaml('shop/web', 'podSelector: {matchLabels: {app: web}}', 'policyTypes: [Egress]', 'egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}]');
    const root = folder({ 'web.yaml': `${podYaml('shop/web')}---\n${out}`, 'other.yaml': podYaml('other/x') });
    const verdict = (podCidrs?: string[]) => {
      const reachability = Reachability.ofFolder(root, { podCidrs });
      return reachability.verdict(reachability.workloadNamed('shop/web'), reachability.workloadNamed('other/x').on(POSTGRES));
    };
    expect([verdict(), verdict(['10.244.0.0/16']), verdict(['172.16.0.0/12'])]).toEqual([Verdict.UNKNOWN, Verdict.ALLOWED, Verdict.DENIED]);
    const reachability = Reachability.ofFolder(root, { nodeCidrs: ['10.9.0.0/16'] });
    expect(reachability.verdict(reachability.workloadNamed('shop/web'), Peer.nodes().on(POSTGRES))).toBe(Verdict.ALLOWED);
  });

  it('counts the policies of every tier that is read', () => {
    const tier = 'apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: {name: deny}\n'
      + 'spec: {tier: Admin, priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}\n';
    const reachability = Reachability.ofFolder(folder({ ...files, 'tier.yaml': tier }));
    expect(reachability.verdict(reachability.workloadNamed('shop/web'), reachability.workloadNamed('shop/db').on(POSTGRES))).toBe(Verdict.DENIED);
  });

  it('names the policies that are not read', () => {
    const cilium = 'apiVersion: cilium.io/v2\nkind: CiliumLocalRedirectPolicy\nmetadata: {name: x, namespace: shop}\nspec: {}\n';
    const root = folder({ ...files, 'cilium.yaml': cilium });
    const reachability = Reachability.ofFolder(root);
    expect(reachability.explain(reachability.workloadNamed('shop/web'), reachability.workloadNamed('shop/db').on(POSTGRES)))
      .toContain(`note: CiliumLocalRedirectPolicy (cilium.io/v2) may decide about connections, and is not read: 1, the first at ${root}/cilium.yaml:1`);
  });
});

describe('manifests that cannot be read are refused', () => {
  it('with everything that is wrong with them, each with its place, as on the command line', () => {
    const root = folder({ 'a.yaml': 'a: [', 'b.yaml': policyYaml('shop/p', 'podSelector: {}', 'ingress: [{ports: [{port: 0}]}]'), 'c.yaml': podYaml('shop/\u001b[31m') });
    const text = thrownBy(() => Reachability.ofFolder(root));
    expect(text).toMatch(/^the manifests of `.*` cannot be asked about:\n {2}\S+a\.yaml:1: .*\(NOT_YAML\)\n/);
    expect(text).toMatch(/b\.yaml:8: NetworkPolicy shop\/p: spec\.ingress\[0\]\.ports\[0\]\.port: .*\(PORT_OUT_OF_RANGE\)/);
    expect(text).toMatch(/\(MANIFESTS_INVALID\)$/);
    expect(text).not.toContain('\u001b');
  });

  it.each([['gone', 'PATH_MISSING'], ['empty', 'FOLDER_EMPTY']])('where the path is %s', (path, code) => {
    const root = folder({ 'empty/': '' });
    expect(thrownBy(() => Reachability.ofFolder(`${root}/${path}`))).toContain(`(${code})`);
  });

  it('with a block that is none', () => {
    expect(thrownBy(() => Reachability.ofFolder('.', { podCidrs: ['10.0.0.1/8'] }))).toMatch(/CIDR_INVALID/);
  });

  it('a construct of an App is no help where its workload is not there', () => {
    const reachability = Reachability.ofFolder(folder({ 'a.yaml': podYaml('shop/a') }));
    const web: SecureMicroservice = new Shop().service('web');
    expect(thrownBy(() => reachability.verdict(web, Peer.internet().on(POSTGRES)))).toMatch(/WORKLOAD_UNKNOWN/);
  });
});
