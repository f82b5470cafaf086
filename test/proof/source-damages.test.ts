import { Damaged, fieldDamages, Place } from './fields';
import { copies, Manifest, Value } from './manifest';
import { IpFamily, Peer, Port } from '../../src';
import { sourceFindings, SourceWorld, sourceWorldOf } from '../../src/compare/egress/source-addresses';
import { readEgressGateways } from '../../src/dialects/cilium/read-egress-gateway';
import { lineOf } from '../../src/model/finding';
import { AskedSources } from '../../src/model/source-intents';
import { departuresOf } from '../../src/reachability/decide/source-address';
import { wayText } from '../../src/reachability/departure-text';
import { findWorkload, snapshotOf } from '../../src/reachability/snapshot';
import { isProblem, parseAddress } from '../../src/sets/cidr';
import { clusterOf } from '../../src/synth/cluster-scope';
import { Registry } from '../../src/synth/registry';
import { sourcesAskedOf } from '../../src/synth/source-proof';
import { Written } from '../../src/synth/written';
import { shopWithGateways } from '../api/egress/gateways';
import { Shop } from '../api/shop';

const INSIDE = ['10.244.0.0/16', 'fd00:10:244::/56'];

/** A program that has something of everything that can be said of source addresses, and workloads that call the same addresses without a gateway. */
function program(): { readonly objects: readonly unknown[]; readonly asked: readonly AskedSources[] } {
  const shop: Shop = shopWithGateways({ ipFamilies: [IpFamily.IPV4, IpFamily.IPV6] });
  const [web, api] = [shop.service('web'), shop.service('api')];
  const [pay, log] = [shop.service('pay', {}, 'back'), shop.service('log', {}, 'back')];
  web.connections.allowTo(Peer.cidr('203.0.113.0/24', { excluding: ['203.0.113.0/28'] }).on(Port.https()), { through: 'partners' });
  web.connections.allowTo(Peer.cidrs('203.0.113.0/28', '192.0.2.0/24').on(Port.tcp(5432)));
  api.connections.allowTo(Peer.cidrs('203.0.113.0/24', '2001:db8:7::/48').on(Port.https()));
  pay.connections.allowTo(Peer.cidrs('203.0.113.0/24', '2001:db8:7::/48').on(Port.https()), { through: 'partners' });
  pay.connections.allowTo(Peer.dnsName('api.stripe.com').on(Port.https()));
  log.connections.allowTo(Peer.internet().on(Port.https()), { through: 'uplink' });
  log.connections.allowTo(Peer.cidr('203.0.113.128/25').on(Port.https()), { through: 'partners' });
  log.connections.allowTo(Peer.cidrs('10.9.0.0/16', 'fd00:9::/64').on(Port.https()));
  // the same names and labels elsewhere, and the same addresses
  const twins = [shop.service('web', {}, 'back'), shop.service('pay'), shop.service('log')];
  for (const twin of twins) twin.connections.allowTo(Peer.cidrs('203.0.113.0/24', '2001:db8:7::/48').on(Port.https()));
  const objects = new Written(shop.app).byCluster().get(clusterOf(shop.chart).root)?.json ?? [];
  return { objects, asked: Registry.of(shop.app).workloads.map(sourcesAskedOf) };
}

function worldOf(objects: readonly unknown[]): SourceWorld {
  return sourceWorldOf({ snapshot: snapshotOf(objects), sources: readEgressGateways(objects).rules }, INSIDE);
}

/** What a person would see of it: what nobody would take, and what does not leave as it should. */
function seen(objects: readonly unknown[], asked: readonly AskedSources[]): string[] {
  const { problems } = readEgressGateways(objects);
  const world = worldOf(objects);
  return [...problems.map(({ code, policy, path }) => `${code} ${policy} ${path}`), ...asked.flatMap((one) => sourceFindings(one, world)).map(lineOf)];
}

const isTarget = ({ kind }: Manifest) => kind === 'CiliumEgressGatewayPolicy';

/** What somebody might write in a field by mistake. */
const MISTAKES: Readonly<Record<string, readonly Value[]>> = {
  'selectors': [[], [{ podSelector: {} }], [{ namespaceSelector: {} }]],
  'podSelector': [{}],
  'matchLabels': [{}],
  'io.kubernetes.pod.namespace': ['back', 'shop'],
  'app.kubernetes.io/name': ['api', 'web'],
  'nodeSelector': [{}],
  'destinationCIDRs': [[], ['0.0.0.0/0'], ['::/0'], ['203.0.113.0/25'], '203.0.113.0/25', '0.0.0.0/0'],
  'excludedCIDRs': [[], ['0.0.0.0/0'], ['203.0.113.64/26'], '203.0.113.64/26'],
  'egressGateway': [{ nodeSelector: {} }],
  'egressIP': ['198.51.100.8', '2001:db8:51::8', ''],
  'interface': ['eth0', ''],
};

function mistakesAt(value: Value | undefined, place: Place): readonly Value[] {
  const name = String([...place].reverse().find((key) => typeof key === 'string'));
  const isAlike = (other: Value) => typeof other === typeof value && Array.isArray(other) === Array.isArray(value);
  return (MISTAKES[name] ?? []).filter((other) => isAlike(other) && JSON.stringify(other) !== JSON.stringify(value));
}

/** Policies of others that are written beside one of ours. */
function additions(objects: readonly unknown[]): Damaged[] {
  const others: readonly (readonly [string, object])[] = [
    ['the same pods and the same block', {}],
    ['the same pods, and everybody', { destinationCIDRs: ['0.0.0.0/0', '::/0'] }],
    ['the same pods, and one address', { destinationCIDRs: ['203.0.113.200/32'] }],
    ['the same pods, and one address that it leaves out', { destinationCIDRs: ['198.18.0.0/15'], excludedCIDRs: ['203.0.113.200/32'] }],
    ['every pod', { selectors: [{ podSelector: {} }] }],
    ['pods on some nodes', { selectors: [{ podSelector: {}, nodeSelector: { matchLabels: { zone: 'a' } } }] }],
  ];
  return copies(objects).filter(isTarget).flatMap((object) => others.map(([what, spec]): Damaged => ({
    at: object.metadata.name,
    what: `another policy about ${what}`,
    objects: [...copies(objects), {
      ...object,
      metadata: { ...object.metadata, name: 'of-somebody-else' },
      spec: { ...object['spec'] as object, egressGateway: { nodeSelector: {}, interface: 'eth9' }, ...spec } as Value, // JSON, as all of it
    }],
  })));
}

const ONE_LABEL = 'the other label finds the same pods';

/** Damages that change nothing, and why. */
const IDLE: readonly (readonly [RegExp, string])[] = [
  // but for 10.0.0.0/8 and fc00::/7
  [/^back\.log\.uplink( .*excludedCIDRs\[(0|[2-9]|10)\]|\.ipv6 .*excludedCIDRs\[[01245]\])$/, 'it may call nobody there, so that nothing leaves'],
  [/matchLabels\.app\.kubernetes\.io\/(instance|name)$/, ONE_LABEL],
];

describe('egress gateway policies', () => {
  const { objects, asked } = program();

  test('are as they were asked', () => {
    expect(objects.filter((object) => isTarget(object as Manifest)).map((object) => (object as Manifest).metadata.name)).toEqual([
      'shop.web.partners', 'back.pay.partners', 'back.pay.partners.ipv6', 'back.log.uplink', 'back.log.uplink.ipv6', 'back.log.partners',
    ]);
    expect(seen(objects, asked)).toEqual([]);
  });

  test('are found missing or too much, whatever is damaged or added, but for what changes nothing', () => {
    const named = ({ at, what, objects: damaged }: Damaged): Damaged => ({ at: at.replace('undefined/', ''), what, objects: damaged });
    const all = [...fieldDamages(objects as object[], { isTarget, below: () => [['spec']], mistakes: mistakesAt }).map(named), ...additions(objects)];
    const results = all.map((damage) => ({ what: `${damage.at} ${damage.what}`, said: seen(damage.objects, asked) }));
    const unfound = results.filter(({ said }) => said.length === 0).map(({ what }) => what);
    console.info(`${all.length} damages: ${all.length - unfound.length} found, ${unfound.length} change nothing`);
    expect(unfound.filter((what) => !IDLE.some(([pattern]) => pattern.test(what)))).toEqual([]);
    expect(IDLE.filter(([pattern]) => !unfound.some((what) => pattern.test(what)))).toEqual([]);
  });

  test('are found with a witness that the pointwise decision confirms', () => {
    const all = [...fieldDamages(objects as object[], { isTarget, below: () => [['spec']], mistakes: mistakesAt }), ...additions(objects)];
    let witnesses = 0;
    for (const { objects: damaged } of all) {
      const [world, { rules }] = [worldOf(damaged), readEgressGateways(damaged)];
      for (const line of asked.flatMap((one) => sourceFindings(one, world)).flatMap(({ details = [] }) => details)) {
        const [, who = '', to = '', ways = ''] = /^witness: a pod of (\S+) to (\S+) leaves (.*)$/.exec(line) ?? [];
        if (who === '') continue;
        const [workload, address] = [findWorkload(world.snapshot, who), parseAddress(to)];
        if (workload === undefined || isProblem(address)) throw new Error(`${line} names nobody`);
        const confirmed = departuresOf(rules, world.snapshot, workload, address).map((departure) => wayText(departure, address.family));
        expect({ line, lacks: confirmed.filter((way) => !ways.includes(way)) }).toEqual({ line, lacks: [] });
        witnesses += 1;
      }
    }
    expect(witnesses).toBeGreaterThan(100);
  });
});
