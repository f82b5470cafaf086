import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { Manifest, printedBy, Shop, statefulSet } from './shop';
import {
  Edge, ExposedApp, ExternalService, Health, Path, Peer, Port, Proof, ProofMode, SecureMicroservice, Service, Tls, Workload,
} from '../../src';

/** An App with one of everything, in two namespaces. */
function everything(): Shop {
  const shop = new Shop({
    edges: [Edge.traefik('public'), Edge.gce('google')],
    apiServer: { addresses: ['198.51.100.7/32'] },
    nodeCidrs: ['192.0.2.0/24', '2001:db8:ffff::/64'],
  });
  const web = new ExposedApp(shop.chart, 'web', {
    image: 'ghcr.io/acme/web:3.2.1',
    ports: [Port.http(3000, { servicePort: 80 }), Port.metrics(9100), Port.local(15000)],
    health: Health.http({ live: '/livez', ready: '/readyz' }),
    hosts: ['shop.example.com'],
    tls: Tls.clusterIssuer('letsencrypt-prod'),
  });
  const api = shop.service('api', { ports: [Port.http(8080), Port.udp(10000, { endPort: 10010, name: 'rtp' })] }, 'back');
  const db = Workload.fromExisting(shop.chartOf('back'), 'Db', {
    workload: statefulSet(shop.chartOf('back'), 'db', { app: 'db' }), ports: [Port.tcp(5432)], serviceName: 'db', ownPolicy: true,
  });
  const warehouse = new ExternalService(shop.chart, 'warehouse', { externalName: 'db.example.com', ports: [Port.tcp(5432)], addresses: ['203.0.113.17/32'] });
  web.expose('Google', { hosts: ['g.example.com'], edge: 'google', tls: Tls.secret('cert'), paths: [Path.exact('/')] });
  web.addService('Headless', Service.headless());
  web.addService('Lb', Service.loadBalancer({ sourceRanges: ['203.0.113.0/24'], ports: ['http'] }));
  web.connections.allowTo(api, { env: 'API_URL', reason: 'prices' });
  web.connections.allowTo(api.port('rtp'));
  web.connections.allowTo(warehouse, { env: 'WAREHOUSE' });
  web.connections.allowFrom(Peer.prometheus());
  web.connections.allowFrom(Peer.namespacesLabeled({ team: 'b' }), { port: 'metrics' });
  api.connections.allowTo(db, { reason: 'orders' });
  api.connections.allowTo(Peer.apiServer());
  api.connections.allowTo(Peer.internet().on(Port.https()));
  api.connections.allowInternally();
  db.connections.allowInternally();
  return shop;
}

/** The text that is written; warnings are not wanted here. */
const yaml = (shop: Shop): string => printedBy(() => shop.app.synthYaml()).returned;

const ours = (objects: readonly Manifest[]): Manifest[] => objects.filter(({ kind }) => kind !== 'StatefulSet');

/** Every value of one field, however deep. */
function valuesOf(value: unknown, field: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [...(key === field ? [inner] : []), ...valuesOf(inner, field)]);
}

describe('every object that is written', () => {
  const objects = everything().manifests(); // held against its schema there

  test('is one of those that are expected', () => {
    expect(objects.map(({ kind, metadata }) => `${metadata.namespace}/${kind}/${metadata.name}`).sort()).toMatchSnapshot();
  });

  test('has the recommended labels, and so have the pods', () => {
    const templates = objects.filter(({ kind }) => kind === 'Deployment').map(({ spec }) => (spec as { template: Manifest }).template); // a Deployment has one
    expect(templates).toHaveLength(2);
    for (const { metadata } of [...ours(objects), ...templates]) {
      expect(metadata.labels).toMatchObject({
        'app.kubernetes.io/name': expect.any(String), 'app.kubernetes.io/instance': expect.any(String), 'app.kubernetes.io/managed-by': 'cdk8s-reach',
      });
    }
    expect(templates.map(({ metadata }) => metadata.labels?.['app.kubernetes.io/version'])).toEqual(expect.arrayContaining(['3.2.1', '1.0.0']));
    const deployed = ours(objects).filter(({ metadata }) => metadata.name !== 'db');
    expect(deployed.map(({ metadata }) => metadata.labels?.['app.kubernetes.io/part-of']).filter((part) => part === undefined)).toEqual([]);
  });

  test('is named by the name of its microservice, with an id behind it at most, and no hash', () => {
    for (const { metadata } of ours(objects)) {
      expect(metadata.name).toMatch(/^(web(-google|-headless|-lb)?|api|db|warehouse|acme-http01-solver)$/);
    }
    expect(JSON.stringify(objects)).not.toMatch(/c8[0-9a-f]{6}|[-/"][0-9a-f]{8,}["-]/);
  });

  test('has its namespace', () => {
    expect(objects.filter(({ metadata }) => metadata.namespace === undefined)).toEqual([]);
  });

  test('has no empty map or list where one would select everything', () => {
    for (const field of ['selector', 'podSelector', 'namespaceSelector', 'matchLabels', 'from', 'to', 'labelSelector']) {
      const found = valuesOf(ours(objects), field);
      const empty = found.filter((value) => typeof value === 'object' && value !== null && Object.keys(value).length === 0);
      expect({ field, empty: empty.length }).toEqual({ field, empty: field === 'podSelector' ? 1 : 0 }); // every pod of the namespaces with a label: said aloud
    }
  });
});

describe('every NetworkPolicy', () => {
  const policies = everything().kind('NetworkPolicy');

  test('is one for each workload with a policy, of its name, and one where an issuer is asked', () => {
    expect(policies.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).sort()).toEqual(['back/api', 'back/db', 'shop/acme-http01-solver', 'shop/web']);
  });

  test('is for both directions', () => {
    expect(policies.map(({ spec }) => spec['policyTypes'])).toEqual(Array(4).fill(['Ingress', 'Egress']));
  });

  test('names each peer of pods by namespace and labels in one, and each rule has peers and ports', () => {
    const rules = policies.flatMap(({ spec }) => [...spec['ingress'] as object[], ...spec['egress'] as object[]]); // the lists of rules
    expect(rules.length).toBeGreaterThan(12);
    for (const rule of rules) {
      expect(valuesOf([rule], 'ports')).toHaveLength(1);
      const peers = [...valuesOf([rule], 'from'), ...valuesOf([rule], 'to')].flat() as object[]; // the peers of a rule
      expect(peers.length).toBeGreaterThan(0);
      peers.forEach((peer) => expect(['ipBlock', 'namespaceSelector,podSelector']).toContain(Object.keys(peer).sort().join(',')));
    }
  });

  test('has the ports of containers, never those of Services', () => {
    const containers = [3000, 9100, 8080, 10000, 5432];
    const outside = [53, 443, 6443, 8089];
    const found = new Set(valuesOf(policies, 'port'));
    expect([...found].sort((a, b) => Number(a) - Number(b))).toEqual([...containers, ...outside].sort((a, b) => a - b));
  });
});

describe('the bytes', () => {
  test('are equal from run to run', () => {
    expect(yaml(everything())).toBe(yaml(everything()));
  });

  test('are equal from one synth of an App to the next', () => {
    const shop = everything();
    expect(yaml(shop)).toBe(yaml(shop));
  });

  test('have no alias of YAML', () => {
    expect(yaml(everything())).not.toMatch(/[&*][a-z]\d+\b/);
  });
});

describe('names', () => {
  test('are `name ?? id` for every object of a microservice', () => {
    const shop = new Shop();
    new ExposedApp(shop.chart, 'Anything At All', { name: 'web', image: 'web:1.0.0', ports: [Port.http(8080)], hosts: ['a.example'] });
    expect(new Set(shop.manifests().map(({ metadata }) => metadata.name))).toEqual(new Set(['web']));
  });

  test('stay the same below other constructs', () => {
    const app = new App();
    const outer = new Chart(app, 'outer', { namespace: 'outer' });
    const made = new SecureMicroservice(new Chart(outer, 'inner', { namespace: 'inner' }), 'web', { image: 'web:1.0.0' });
    expect([made.name, made.namespaceName, made.deployment.name]).toEqual(['web', 'inner', 'web']);
  });
});

describe('a patch', () => {
  test('of any object that we make is kept, whatever it adds', () => {
    const shop = everything();
    const made = shop.app.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
    made.forEach((object) => object.addJsonPatch(JsonPatch.add('/metadata/labels', { patched: 'yes' }), JsonPatch.add('/futureField', { kept: true })));
    const written = shop.app.charts.flatMap((chart) => chart.toJson() as (Manifest & { futureField?: unknown })[]); // untyped JSON
    expect(written.length).toBe(made.length);
    expect(written.filter(({ metadata, futureField }) => metadata.labels?.['patched'] !== 'yes' || futureField === undefined)).toEqual([]);
  });

  test('of a field within the spec is kept, of each kind', () => {
    const shop = everything();
    // no API server knows the field, which the proof says, too
    Proof.setMode(shop.app, ProofMode.OFF);
    const path: Record<string, string> = { ServiceAccount: '/automountServiceAccountToken', Deployment: '/spec/revisionHistoryLimit', Ingress: '/spec/ingressClassName' };
    for (const construct of shop.app.node.findAll()) {
      if (ApiObject.isApiObject(construct)) construct.addJsonPatch(JsonPatch.add(path[construct.kind] ?? '/spec/added', 'patched'));
    }
    const written = shop.app.charts.flatMap((chart) => chart.toJson() as Manifest[]); // untyped JSON
    expect(written.filter((object) => !JSON.stringify(object).includes('"patched"')).map(({ kind }) => kind)).toEqual([]);
  });
});
