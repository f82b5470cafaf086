import { fieldDamages } from './fields';
import { EdgeModel } from '../../src/model/edge';
import { ExposureModel, StreamModel } from '../../src/model/exposure';
import { backend, http, route, stream } from '../conformance/edge/asks';
import { EDGES } from '../conformance/edge/edges';
import { outcomeOf } from '../conformance/edge/run';
import { proved } from '../conformance/edge/world';

/** What is damaged: an exposure on an edge, and the objects that somebody else has for it. */
interface Case {
  readonly name: string;
  readonly edge: string;
  readonly ask: (edge: EdgeModel) => ExposureModel | StreamModel;
  readonly beside?: readonly object[];
  /** Fields without which, or with another value of which, the same requests go to the same pods: a pattern of their places, and why. */
  readonly idle: readonly (readonly [RegExp, string])[];
}

const canary = backend({ serviceName: 'canary', weight: 10 });
const marked = { headers: [{ name: 'x-canary', value: 'yes', match: 'exact' as const }] };

const GATEWAY = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name: 'public', namespace: 'infra' },
  spec: {
    gatewayClassName: 'any',
    listeners: [
      { name: 'web', port: 80, protocol: 'HTTP', hostname: '*.example.com', allowedRoutes: { namespaces: { from: 'All' } } },
      { name: 'postgres', port: 5432, protocol: 'TCP', allowedRoutes: { namespaces: { from: 'All' } } },
    ],
  },
};

const KNOWN = 'the Gateway may be outside of the App, and who implements it is the cluster profile\'s to say';
const OTHER = 'the other listener of the Gateway is for other kinds of routes';
const BY_DEFAULT = 'what the API fills in is what was there';

const CLASS = [/^IngressRoute(TCP)? metadata\.annotations\.kubernetes\.io\/ingress\.class$/, 'Traefik serves what has no class unless its operator says otherwise'] as const;

const CASES: readonly Case[] = [
  {
    name: 'an HTTPRoute with a share, a condition and a backend elsewhere',
    edge: 'gateway envoy-gateway',
    ask: (edge) => http(edge, {
      hosts: ['a.example.com', 'b.example.com'],
      routes: [
        route({}, { backends: [canary, backend({ weight: 90 })] }),
        route({ path: '/api', ...marked }, { backends: [backend({ namespace: 'backend', serviceName: 'api' })] }),
      ],
    }),
    beside: [GATEWAY],
    idle: [
      [/^HTTPRoute spec\.parentRefs\[0\]\.sectionName$/, 'no other listener takes it'],
      [/^HTTPRoute spec\.rules\[\d\]\.matches\[0\]\.(path|headers\[0\])\.type$/, BY_DEFAULT],
      [/^HTTPRoute spec\.rules\[1\]\.matches(\[0\](\.path(\.value)?)?)?$/, BY_DEFAULT],
      [/^ReferenceGrant spec\.to\[0\]\.name$/, 'a wider grant leads nobody anywhere'],
      [/^Gateway (spec\.gatewayClassName)?$/, KNOWN],
      [/^Gateway spec\.listeners\[0\]\.(port|protocol)$/, 'an exposure of HTTP asks for no port, and a protocol of an implementation\'s own may take its route'],
      [/^Gateway spec\.listeners\[0\]\.hostname$/, 'a listener for every host is one for these'],
      [/^Gateway spec\.listeners\[1\]/, OTHER],
    ],
  },
  {
    name: 'a TCPRoute',
    edge: 'gateway envoy-gateway',
    ask: (edge) => stream(edge, { backends: [canary, backend({ weight: 90 })] }),
    beside: [GATEWAY],
    idle: [
      [/^TCPRoute spec\.parentRefs\[0\]\.sectionName$/, 'no other listener takes it'],
      [/^Gateway (spec\.gatewayClassName)?$/, KNOWN],
      [/^Gateway spec\.listeners\[0\]/, OTHER],
      [/^Gateway spec\.listeners\[1\]\.protocol$/, 'a protocol of an implementation\'s own may take its route'],
    ],
  },
  {
    name: 'an IngressRoute with a share and a condition',
    edge: 'ingress traefik',
    ask: (edge) => http(edge, { routes: [route({}, { backends: [canary, backend({ weight: 90 })] }), route(marked, { backends: [backend({ serviceName: 'marked' })] })] }),
    idle: [
      [/^IngressRoute spec\.entryPoints(\[0\])?$/, 'Traefik serves it by all doors that are so by default, that of HTTP among them'],
      [/^IngressRoute spec\.routes\[0\]\.priority$/, 'it goes before the other rule by its length, too'],
      [/^IngressRoute spec\.routes\[\d\]\.kind$/, 'there is one kind of rules, and the API server refuses another'],
      CLASS,
    ],
  },
  { name: 'an IngressRouteTCP', edge: 'ingress traefik', ask: (edge) => stream(edge), idle: [CLASS] },
  { name: 'a canary of ingress-nginx by weight', edge: 'ingress ingress-nginx', ask: (edge) => http(edge, { routes: [route({}, { backends: [canary, backend({ weight: 90 })] })] }), idle: [] },
  { name: 'a canary of ingress-nginx by a header', edge: 'ingress ingress-nginx', ask: (edge) => http(edge, { routes: [route(), route(marked, { backends: [canary] })] }), idle: [] },
  { name: 'a share of HAProxy', edge: 'ingress haproxy', ask: (edge) => http(edge, { routes: [route({}, { backends: [canary, backend({ weight: 90 })] })] }), idle: [] },
];

describe.each(CASES)('$name', ({ edge: name, ask, beside = [], idle }) => {
  const edge = EDGES.find((one) => one.name === name)?.edge;
  if (edge === undefined) throw new Error(`no edge ${name}`);
  const { exposure, objects, gaps, needs } = outcomeOf(ask, edge);

  test('is as it was asked', () => {
    expect(gaps).toEqual([]);
    expect(proved(exposure, [...objects, ...beside], needs)).toEqual([]);
  });

  test('is found missing or too much, whatever is damaged, but for what changes nothing', () => {
    const all = fieldDamages([...objects, ...beside]);
    const unfound = all.filter((damage) => proved(exposure, damage.objects, needs).length === 0).map(({ what }) => what);
    console.info(`${all.length} damages: ${all.length - unfound.length} found, ${unfound.length} change nothing`);
    const reasonOf = (what: string) => idle.find(([place]) => place.test(what.replace(/ = .*/, '')))?.[1];
    expect(unfound.filter((what) => reasonOf(what) === undefined)).toEqual([]);
    expect(idle.filter(([place]) => !unfound.some((what) => place.test(what.replace(/ = .*/, ''))))).toEqual([]);
  });
});
