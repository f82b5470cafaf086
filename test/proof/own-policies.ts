import { Place } from './fields';
import { Manifest, mapping, Value } from './manifest';

/** The policies of plugins' own APIs, and what they hang on. */
export function isOwnPolicy({ apiVersion, kind }: Manifest): boolean {
  return /^(cilium\.io|projectcalico\.org)\//.test(apiVersion) && /(NetworkPolicy|NetworkSet|CIDRGroup|Tier)$/.test(kind);
}

/** Where the fields of such an object are: a set of addresses is found by its labels. */
export function fieldsOf({ kind }: Manifest): readonly Place[] {
  return [['spec'], ['metadata', /NetworkSet$/.test(kind) ? 'labels' : 'annotations']];
}

/** What a field is: the last member that has a name, without the places in lists behind it. */
function nameOf(place: Place): string {
  return String([...place].reverse().find((key) => typeof key === 'string'));
}

/** What somebody might write in a field by mistake, and that lets through more, or less, than was asked. */
const MISTAKES: Readonly<Record<string, readonly Value[]>> = {
  // of Cilium
  endpointSelector: [{}],
  fromEndpoints: [[{}], { matchLabels: {} }],
  toEndpoints: [[{}], { matchLabels: {} }],
  fromEntities: [['all'], 'world', 'cluster'],
  toEntities: [['all'], 'world', 'cluster'],
  fromCIDRSet: [[{ cidr: '0.0.0.0/0' }, { cidr: '::/0' }]],
  toCIDRSet: [[{ cidr: '0.0.0.0/0' }, { cidr: '::/0' }]],
  toFQDNs: [[{ matchPattern: '*' }], [{ matchPattern: '**.stripe.com' }]],
  matchPattern: ['*', '**'],
  matchName: ['stripe.com', 'api.stripe.com.evil.example'],
  toPorts: [[{ ports: [{ port: '0', protocol: 'ANY' }] }]],
  endPort: [65535],
  protocol: ['UDP', 'ANY'],
  http: [[{}], []],
  headerMatches: [[], [{ name: 'x-team' }], [{ name: 'x-team', value: 'shop', mismatch: 'LOG' }]],
  rules: [{}],
  dns: [[{ matchName: 'nowhere.example' }], [{ matchName: 'api.stripe.com' }, { matchPattern: '*.example.org' }], []],
  method: ['GET', '.*', 'POST|PUT'],
  path: ['/.*', '.*', '/v.*', '/v1/.*'],
  enableDefaultDeny: [{ ingress: false, egress: false }, { ingress: false, egress: true }, { ingress: true, egress: false }],
  // of Calico
  action: ['Deny', 'Pass', 'Log'],
  order: [1, 5000],
  tier: ['adminnetworkpolicy'],
  types: [['Ingress'], ['Egress']],
  selector: ['all()', '', '!all()'],
  namespaceSelector: ['all()', 'global()'],
  serviceAccounts: [{ names: ['somebody-else'] }, {}],
  nets: [['0.0.0.0/0', '::/0']],
  externalCIDRs: [['0.0.0.0/0', '::/0'], []],
  notNets: [['192.0.2.0/24']],
  ports: [['1:65535'], [4242]],
  exact: ['/'],
  prefix: ['/'],
  methods: [['GET'], ['*'], ['GET', 'POST']],
  paths: [[{ prefix: '/' }]],
  // of both
  ingress: [[], [{}]],
  egress: [[], [{}]],
};

/** What is said of one kind alone, where a word is that of both. */
const OF_CALICO: Readonly<Record<string, readonly Value[]>> = {
  protocol: ['UDP', 'SCTP'],
  ingress: [[], [{ action: 'Allow' }], [{ action: 'Deny' }]],
  egress: [[], [{ action: 'Allow' }], [{ action: 'Deny' }]],
};

const OF_CILIUM: Readonly<Record<string, readonly Value[]>> = {
  ports: [[{ port: '4242', protocol: 'TCP' }], [{ port: '1', endPort: 65535, protocol: 'TCP' }]],
};

/** The mistakes at one field; a list as a whole and its items have each their own. */
export function mistakesAt(value: Value | undefined, place: Place, { apiVersion }: Manifest): readonly Value[] {
  const name = nameOf(place);
  const own = (apiVersion.startsWith('projectcalico.org/') ? OF_CALICO : OF_CILIUM)[name] ?? MISTAKES[name] ?? [];
  return own.filter((other) => isAlike(other, value) && JSON.stringify(other) !== JSON.stringify(value));
}

function isAlike(a: Value, b: Value | undefined): boolean {
  return typeof a === typeof b && Array.isArray(a) === Array.isArray(b);
}

/** A policy of the same namespace that somebody else writes. */
export interface Addition {
  readonly at: string;
  readonly what: string;
  readonly objects: readonly Manifest[];
}

/** What others might write beside a policy: an object of their own that opens, or shuts, what this one governs. */
export function additionsTo(object: Manifest): Addition[] {
  switch (object.kind) {
    case 'NetworkSet': return setsBeside(object);
    // it is found by its name alone
    case 'CiliumCIDRGroup': return [];
    default: return policiesBeside(object);
  }
}

/** Sets of addresses with the labels of another one, where they are found, and where they are not. */
function setsBeside({ apiVersion, metadata, spec }: Manifest): Addition[] {
  const { namespace, name } = metadata;
  const everywhere = { ...mapping(spec), nets: ['0.0.0.0/0', '::/0'] };
  const of = (what: string, kind: string, place: string): Addition => ({
    at: `${namespace}/${name}`, what, objects: [{ apiVersion, kind, metadata: { ...metadata, name: 'of-somebody-else', namespace: place }, spec: everywhere }],
  });
  return [
    of('a second set has its label', 'NetworkSet', namespace),
    of('a set of another namespace has its label', 'NetworkSet', 'elsewhere'),
    of('a set of the whole cluster has its label', 'GlobalNetworkSet', ''),
  ];
}

function policiesBeside({ apiVersion, metadata: { namespace, name }, spec }: Manifest): Addition[] {
  const subject = spec as { readonly [key: string]: Value }; // the spec of a policy
  const metadata = { name: 'of-somebody-else', namespace };
  const at = `${namespace}/${name}`;
  const one = (kind: string, own: { readonly [key: string]: Value }, isGlobal: boolean, called = metadata.name): Manifest => (
    { apiVersion, kind, metadata: { name: called, namespace: isGlobal ? '' : namespace }, spec: own }
  );
  const of = (what: string, kind: string, own: { readonly [key: string]: Value }, isGlobal = false): Addition => (
    { at, what, objects: [one(kind, own, isGlobal)] }
  );
  if (apiVersion === 'cilium.io/v2') {
    const { endpointSelector = {} } = subject;
    const opened = { ingress: [{ fromEntities: ['all'] }], egress: [{ toEntities: ['all'] }] };
    return [
      of('a second policy opens all', 'CiliumNetworkPolicy', { endpointSelector, ...opened }),
      of('a second policy denies all that comes in', 'CiliumNetworkPolicy', { endpointSelector, ingressDeny: [{ fromEntities: ['all'] }] }),
      of('a second policy denies all that goes out', 'CiliumNetworkPolicy', { endpointSelector, egressDeny: [{ toEntities: ['all'] }] }),
      of('one of the whole cluster opens all', 'CiliumClusterwideNetworkPolicy', { endpointSelector: {}, ...opened }, true),
      of('one of the whole cluster denies all that comes in', 'CiliumClusterwideNetworkPolicy', { endpointSelector: {}, ingressDeny: [{ fromEntities: ['all'] }] }, true),
      of('one of the whole cluster denies all that goes out', 'CiliumClusterwideNetworkPolicy', { endpointSelector: {}, egressDeny: [{ toEntities: ['all'] }] }, true),
      of('one of the whole cluster shuts all', 'CiliumClusterwideNetworkPolicy', { endpointSelector: {}, ingress: [{}], egress: [{}] }, true),
    ];
  }
  const { selector = 'all()' } = subject;
  const both = (action: string) => ({ types: ['Ingress', 'Egress'], ingress: [{ action }], egress: [{ action }] });
  // a tier of somebody else, with one policy about all pods
  const tier = (what: string, order: number, defaultAction: string, action: string): Addition => ({
    at,
    what,
    objects: [
      one('Tier', { order, defaultAction }, true),
      one('GlobalNetworkPolicy', { tier: metadata.name, order: 1, namespaceSelector: 'all()', ...both(action) }, true, `${metadata.name}.all`),
    ],
  });
  return [
    tier('a tier before it opens all', 1, 'Pass', 'Allow'),
    tier('a tier before it denies all', 1, 'Pass', 'Deny'),
    tier('a tier before it passes all on', 1, 'Deny', 'Pass'),
    tier('a tier before it denies what it does not decide', 1, 'Deny', 'Log'),
    tier('a tier behind it opens all', 2_000_000, 'Pass', 'Allow'),
    tier('a tier behind it denies all', 2_000_000, 'Deny', 'Deny'),
    of('a second policy opens all', 'NetworkPolicy', { selector, ...both('Allow') }),
    of('a second policy before it denies all', 'NetworkPolicy', { selector, order: 1, ...both('Deny') }),
    of('one of the whole cluster denies all', 'GlobalNetworkPolicy', { namespaceSelector: 'all()', order: 1, ...both('Deny') }, true),
    of('one of the whole cluster opens all', 'GlobalNetworkPolicy', { namespaceSelector: 'all()', order: 1, ...both('Allow') }, true),
  ];
}
