import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { AppFacts, Difference, differencesOf, factsOf } from './boutique';
import { documentsOf, expectedOf } from './harness';
import { EXAMPLES } from '../../scripts/synth-example';
import { SHARED } from '../beside';
import { pod, World } from '../reachability/world';

const NAME = '02-online-boutique';
const ORIGINAL = join(SHARED, 'real', 'online-boutique', 'kubernetes-manifests.yaml');
const shop = (name: string) => `online-boutique/${name}`;

/** Who calls whom on which port, as the documentation of the original draws it. */
const CALLS: readonly string[] = [
  'cartservice redis-cart 6379',
  'checkoutservice cartservice 7070',
  'checkoutservice currencyservice 7000',
  'checkoutservice emailservice 8080',
  'checkoutservice paymentservice 50051',
  'checkoutservice productcatalogservice 3550',
  'checkoutservice shippingservice 50051',
  'frontend adservice 9555',
  'frontend cartservice 7070',
  'frontend checkoutservice 5050',
  'frontend currencyservice 7000',
  'frontend productcatalogservice 3550',
  'frontend recommendationservice 8080',
  'frontend shippingservice 50051',
  'loadgenerator frontend 8080',
  'recommendationservice productcatalogservice 3550',
  'traefik frontend 8080',
];

const WORKLOADS = [
  'adservice', 'cartservice', 'checkoutservice', 'currencyservice', 'emailservice', 'frontend', 'loadgenerator', 'paymentservice',
  'productcatalogservice', 'recommendationservice', 'redis-cart', 'shippingservice',
];

describe('Online Boutique, written with this library', () => {
  const documents = expectedOf(NAME);
  const expected: (Difference & { reason: string })[] = JSON.parse(readFileSync(join(EXAMPLES, NAME, 'differences.json'), 'utf-8'));

  test('has all twelve workloads, in one file of at most 150 lines', () => {
    expect(documents.filter(({ kind }) => kind === 'Deployment').map(({ metadata }) => metadata.name).sort()).toEqual(WORKLOADS);
    expect(readFileSync(join(EXAMPLES, NAME, 'boutique.ts'), 'utf-8').split('\n').length).toBeLessThanOrEqual(150);
  });

  test('differs from the original in what the list says, each with a reason, and in nothing else', () => {
    if (!existsSync(ORIGINAL)) {
      console.log('the original manifests are not here: only the list itself is checked');
      expect(expected.every(({ reason }) => reason.length > 20)).toBe(true);
      return;
    }
    const text = readFileSync(ORIGINAL, 'utf-8').replace(/\n---\n(#[^\n]*\n|\n)*$/, '\n');
    const original = factsOf(documentsOf(text));
    expect(countsOf(original)).toEqual({ images: 13, ports: 13, env: 36, services: 12 });
    const found = differencesOf(original, factsOf(documents));
    expect(found).toEqual(expected.map(({ what, original: before, ours }) => ({ what, original: before, ours })));
    expect(expected.filter(({ reason }) => reason.length < 20)).toEqual([]);
  });

  test('lets through exactly the calls of the application, over all pairs and ports', () => {
    const traefik = pod('traefik/traefik', { labels: { 'app.kubernetes.io/name': 'traefik' } });
    const stranger = pod('online-boutique/stranger', { labels: { app: 'stranger' } });
    const world = new World([...documents, traefik, stranger]);
    const parties = [...WORKLOADS.map((name) => [name, shop(name)] as const), ['traefik', 'traefik/traefik'] as const, ['stranger', shop('stranger')] as const];
    const ports = [...new Set(CALLS.map((call) => Number(call.split(' ')[2]))), 80, 443, 5000];
    const allowed = parties.flatMap(([source, from]) => WORKLOADS.filter((name) => name !== source)
      .flatMap((destination) => ports.filter((port) => world.verdict(from, shop(destination), port) === 'allowed')
        .map((port) => `${source} ${destination} ${port}`)));
    expect(allowed.sort()).toEqual(CALLS);
  });

  test('lets nothing in from outside, and nothing out but DNS', () => {
    const world = new World([...documents, pod('kube-system/coredns', { labels: { 'k8s-app': 'kube-dns' } })]);
    for (const name of WORKLOADS) {
      expect([world.verdict('203.0.113.9', shop(name), 8080), world.verdict('2001:db8::9', shop(name), 8080)]).toEqual(['denied', 'denied']);
      expect([world.verdict(shop(name), '203.0.113.9', 443), world.verdict(shop(name), '169.254.169.254', 80)]).toEqual(['denied', 'denied']);
      expect([world.verdict(shop(name), 'kube-system/coredns', 53, 'UDP'), world.verdict(shop(name), 'kube-system/coredns', 53)]).toEqual(['allowed', 'allowed']);
      expect(world.verdict(shop(name), 'kube-system/coredns', 9153)).toBe('denied');
    }
  });
});

describe('the comparison of two apps', () => {
  const facts: AppFacts = { images: { 'a/a': 'a:1' }, ports: { 'a/a': '1/TCP' }, env: { 'a/a/X': '1' }, services: { a: 'ClusterIP: http 80/TCP to 1' } };

  test('finds nothing where there is nothing', () => {
    expect(differencesOf(facts, facts)).toEqual([]);
  });

  test('finds what was changed, added and taken away', () => {
    const changed = { ...facts, images: { 'a/a': 'a:2' }, env: {}, services: { ...facts.services, b: 'ClusterIP: ' } };
    expect(differencesOf(facts, changed)).toEqual([
      { what: 'images a/a', original: 'a:1', ours: 'a:2' },
      { what: 'env a/a/X', original: '1', ours: null },
      { what: 'services b', original: null, ours: 'ClusterIP: ' },
    ]);
  });
});

function countsOf(facts: AppFacts): Record<string, number> {
  return Object.fromEntries(Object.entries(facts).map(([kind, entries]) => [kind, Object.keys(entries).length]));
}
