import { ApiObject, App, Chart } from 'cdk8s';
import { ClusterProfile, NetworkPlugin, PolicyApi } from '../../src';
import { AddressesEndpoint } from '../../src/model/endpoint';
import { PolicyIntents } from '../../src/model/intents';
import { Site } from '../../src/model/site';
import { ClusterScope } from '../../src/synth/cluster-scope';
import { emitPolicy, PolicyObjects } from '../../src/synth/policy-object';
import { only } from '../api/shop';
import { pod, World } from '../reachability/world';
import { expectValid } from '../schemas/validate';

const SITE: Site = { path: 'shop/web', place: () => undefined };
const PARTNERS: AddressesEndpoint = { kind: 'addresses', blocks: [{ cidr: '203.0.113.0/24', except: ['203.0.113.0/25'] }], group: 'partners' };

/** Workloads of one namespace on Calico. */
class Workloads {
  public readonly chart: Chart;
  private readonly cluster: ClusterScope;

  constructor(policies: PolicyApi) {
    const app = new App();
    this.chart = new Chart(app, 'shop', { namespace: 'shop' });
    this.cluster = { root: app, profile: ClusterProfile.of({ plugin: NetworkPlugin.calico({ policies }), podCidrs: ['10.244.0.0/16'] })._model() };
  }

  /** The policies of one more, which calls some groups of addresses. */
  public add(name: string, ...groups: readonly AddressesEndpoint[]): PolicyObjects {
    const intents = new PolicyIntents();
    const frame = { name, namespace: 'shop', labels: {}, podLabels: () => ({ app: name }), cluster: this.cluster, late: false };
    const policy = emitPolicy(new Chart(this.chart, name, { namespace: 'shop' }), 'NetworkPolicy', frame, intents);
    for (const group of groups) intents.allowEgress(group, [{ protocol: 'TCP', port: 443 }], { site: SITE });
    return policy;
  }
}

function setsOf({ all }: PolicyObjects): readonly ApiObject[] {
  return all().filter(({ kind }) => kind === 'NetworkSet');
}

function objectsOf(policies: readonly PolicyObjects[]): object[] {
  const objects = [...new Set(policies.flatMap(({ all }) => all()))].map((object) => object.toJson() as object); // toJson is untyped
  expectValid(objects);
  return objects;
}

describe.each([['beside core NetworkPolicy', PolicyApi.CORE], ['in its place', PolicyApi.OWN]])('the groups of addresses in policies of Calico, %s', (_, api) => {
  test('are one object for all workloads of a namespace, which each of them has among its own', () => {
    const workloads = new Workloads(api);
    const policies = [workloads.add('w0', PARTNERS), workloads.add('w1', PARTNERS), workloads.add('w2')];
    const sets = policies.map(setsOf);
    expect(sets.map((own) => own.length)).toEqual([1, 1, 0]);
    expect(sets[0]).toEqual(sets[1]);
    expect(only(sets[0] ?? []).node.path).toBe('shop/w0/NetworkSet-partners');
    const world = new World([pod('shop/w0'), pod('shop/w1'), pod('shop/w2'), ...objectsOf(policies)]);
    expect(['w0', 'w1', 'w2'].map((name) => world.verdict(`shop/${name}`, '203.0.113.200', 443))).toEqual(['allowed', 'allowed', 'denied']);
    expect(['203.0.113.1', '198.51.100.1'].map((end) => world.verdict('shop/w0', end, 443))).toEqual(['denied', 'denied']);
  });

  test('of one name and other addresses are two objects, whose names then collide', () => {
    const workloads = new Workloads(api);
    const other: AddressesEndpoint = { ...PARTNERS, blocks: [{ cidr: '198.51.100.0/24', except: [] }] };
    const sets = [workloads.add('w0', PARTNERS), workloads.add('w1', other)].flatMap(setsOf);
    expect(sets.map(({ node, name }) => `${node.path} ${name}`)).toEqual(['shop/w0/NetworkSet-partners partners', 'shop/w1/NetworkSet-partners partners']);
    const both = setsOf(new Workloads(api).add('w0', PARTNERS, other));
    expect(both.map(({ node }) => node.id)).toEqual(['NetworkSet-partners', 'NetworkSet-partners-2']);
  });

  test('are written anew where the one that was there has been taken out of the tree', () => {
    const workloads = new Workloads(api);
    const [gone] = setsOf(workloads.add('w0', PARTNERS));
    workloads.chart.node.tryRemoveChild('w0');
    const [now] = setsOf(workloads.add('w1', PARTNERS));
    expect(now).not.toBe(gone);
    expect(now?.node.path).toBe('shop/w1/NetworkSet-partners');
  });
});

test('a policy of Calico beside the NetworkPolicy is there as soon as a flow needs it, and not before', () => {
  const intents = new PolicyIntents();
  const app = new App();
  const cluster = { root: app, profile: ClusterProfile.of({ plugin: NetworkPlugin.calico() })._model() };
  const frame = { name: 'web', namespace: 'shop', labels: {}, podLabels: () => ({ app: 'web' }), cluster, late: false };
  const policy = emitPolicy(new Chart(app, 'shop', { namespace: 'shop' }), 'NetworkPolicy', frame, intents);
  expect(policy.all().map(({ apiVersion }) => apiVersion)).toEqual(['networking.k8s.io/v1']);
  intents.allowEgress({ kind: 'anyone' }, [], { site: SITE });
  expect(policy.all()).toHaveLength(1);
  intents.allowEgress(PARTNERS, [], { site: SITE });
  expect(policy.all().map(({ apiVersion, kind }) => `${apiVersion}/${kind}`)).toEqual(['networking.k8s.io/v1/NetworkPolicy', 'projectcalico.org/v3/NetworkPolicy', 'projectcalico.org/v3/NetworkSet']);
});
