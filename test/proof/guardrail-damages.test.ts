import { Captured, proofOf } from './captured';
import { GUARDED, guarded, isGuardrail } from './guarded';
import { copies, isMapping, list, Manifest, mapping, Mapping, Value } from './manifest';
import { ProofFinding } from '../../src/compare/verify/finding';
import { proofText } from '../../src/compare/verify/text';
import { sideVerdict } from '../../src/compare/verify/witness';

type Broken = Extract<ProofFinding, { readonly kind: 'guardrailBroken' }>;

/** One damage to the objects, and the statements of which one must be found broken. */
interface Damage {
  readonly kind: string;
  readonly at: string;
  readonly objects: readonly Manifest[];
  /** Whether another kind of finding will do as well. */
  readonly orOther?: boolean;
}

const LISTS = ['ingress', 'ingressDeny', 'egress', 'egressDeny'];

/** Damages each object of the guardrails in each of some ways; a way gives nothing where it does not apply. */
function damagesOf(example: Captured): Damage[] {
  const { objects } = example;
  return (objects as readonly Manifest[]).flatMap((target, place) => (isGuardrail(example, target) ? WAYS.flatMap(({ kind, orOther, damage }) => { // objects as they are written
    const count = damage(copies(objects)[place] ?? target, copies(objects), -1);
    return Array.from({ length: count }, (_, i): Damage => {
      const all = copies(objects);
      const object = all[place] ?? target;
      damage(object, all, i);
      return { kind, at: `${object.kind} ${object.metadata.name} ${i}`, objects: all, ...(orOther === true ? { orOther } : {}) };
    });
  }) : []));
}

/** A way to damage an object at its i-th place; for -1 it gives the number of places. */
interface Way {
  readonly kind: string;
  readonly orOther?: boolean;
  readonly damage: (object: Manifest, all: Manifest[], i: number) => number;
}

function rulesOf(object: Manifest): { readonly rules: Mapping[]; readonly rule: Mapping; readonly index: number }[] {
  return LISTS.flatMap((name) => {
    const rules = list(object, 'spec', name) as Mapping[]; // rules are mappings
    return rules.map((rule, index) => ({ rules, rule, index }));
  });
}

/** Damages one rule after the other. */
function atRules(
  kind: string, isTarget: (rule: Mapping, object: Manifest) => boolean,
  damage: (rule: Mapping, object: Manifest, rules: Mapping[], index: number) => void,
): Way {
  return {
    kind,
    damage: (object, _, i) => {
      const targets = rulesOf(object).filter(({ rule }) => isTarget(rule, object));
      const target = targets[i];
      if (target !== undefined) damage(target.rule, object, target.rules, target.index);
      return targets.length;
    },
  };
}

/** Damages an object as a whole. */
function atObjects(kind: string, isTarget: (object: Manifest) => boolean, damage: (object: Manifest, all: Manifest[]) => void, orOther = false): Way {
  return {
    kind,
    orOther,
    damage: (object, all, i) => {
      const count = Number(isTarget(object));
      if (i >= 0) damage(object, all);
      return count;
    },
  };
}

const isPolicy = ({ kind }: Manifest) => kind !== 'Tier';
const isTier = ({ kind }: Manifest) => kind === 'Tier';
const hasAction = (rule: Mapping) => typeof rule['action'] === 'string';
const portsOf = (rule: Mapping) => rule['protocols'] ?? rule['ports'] ?? mapping(rule, 'destination')['ports'] ?? rule['toPorts'];
const OPENS = ['Accept', 'Allow'];

/** A policy of the whole cluster that is asked before every other one. */
function before(object: Manifest, action: 'open' | 'shut'): Manifest[] {
  const name = 'of-somebody-else';
  const peers: Mapping = { from: [{ namespaces: {} }], to: [{ namespaces: {} }, { networks: ['0.0.0.0/0', '::/0'] }] };
  const rules = (verb: string): Mapping => ({ ingress: [{ action: verb, from: peers['from'] ?? [] }], egress: [{ action: verb, to: peers['to'] ?? [] }] });
  const head = { apiVersion: object.apiVersion, metadata: { name, namespace: 'default' } };
  switch (object.kind) {
    case 'ClusterNetworkPolicy':
      return [{ ...head, kind: object.kind, spec: { tier: 'Admin', priority: 0, subject: { namespaces: {} }, ...rules(action === 'open' ? 'Accept' : 'Deny') } }];
    case 'AdminNetworkPolicy':
      return [{ ...head, kind: object.kind, spec: { priority: 0, subject: { namespaces: {} }, ...rules(action === 'open' ? 'Allow' : 'Deny') } }];
    case 'GlobalNetworkPolicy': {
      const verb = { action: action === 'open' ? 'Allow' : 'Deny' };
      return [
        { ...head, kind: 'Tier', metadata: { name: 'first', namespace: 'default' }, spec: { order: 1, defaultAction: 'Pass' } },
        { ...head, kind: object.kind, spec: { tier: 'first', order: 1, selector: 'all()', namespaceSelector: 'all()', types: ['Ingress', 'Egress'], ingress: [verb], egress: [verb] } },
      ];
    }
    case 'CiliumClusterwideNetworkPolicy': {
      const [comingIn, goingOut] = [[{ fromEntities: ['all'] }], [{ toEntities: ['all'] }]];
      const said: Mapping = action === 'open' ? { ingress: comingIn, egress: goingOut } : { ingressDeny: comingIn, egressDeny: goingOut };
      return [{ ...head, kind: object.kind, spec: { endpointSelector: {}, ...said } }];
    }
    default: return [];
  }
}

/** What any policy of Cilium denies is denied, so that opening all breaks the baseline alone. */
function isOpened({ kind, metadata: { name } }: Manifest): boolean {
  return kind === 'CiliumClusterwideNetworkPolicy' ? name.endsWith('baseline') : !name.endsWith('system');
}

const WAYS: readonly Way[] = [
  atObjects('the object is gone', isPolicy, (object, all) => void all.splice(all.indexOf(object), 1)),
  atObjects('a policy before it opens all', (object) => before(object, 'open').length > 0 && isOpened(object), (object, all) => void all.push(...before(object, 'open'))),
  atObjects('a policy before it shuts all', (object) => before(object, 'shut').length > 0 && object.metadata.name.endsWith('system'), (object, all) => void all.push(...before(object, 'shut'))),
  atObjects('the tier is behind those of namespaces', (object) => isTier(object) && !object.metadata.name.endsWith('baseline'), (object) => void (mapping(object, 'spec')['order'] = 2_000_000)),
  atObjects('the tier denies whatever it does not decide', (object) => isTier(object) && !object.metadata.name.endsWith('baseline'), (object) => void (mapping(object, 'spec')['defaultAction'] = 'Deny'), true),
  atObjects('it is in the baseline', ({ spec }) => mapping(spec)['tier'] === 'Admin', (object) => void (mapping(object, 'spec')['tier'] = 'Baseline')),
  atObjects('it lacks a direction', ({ spec }) => list(spec, 'types').length + list(spec, 'policyTypes').length > 1, (object) => {
    const types = object.kind === 'NetworkPolicy' ? 'policyTypes' : 'types';
    mapping(object, 'spec')[types] = list(object, 'spec', types).slice(0, 1);
  }),
  atObjects('it is about pods of another namespace', isPolicy, (object) => narrow(object, { key: 'kubernetes.io/metadata.name', operator: 'In', values: ['elsewhere'] }, 'projectcalico.org/name == "elsewhere"')),
  atObjects('it leaves out namespaces that say so', (object) => isPolicy(object) && object.kind !== 'NetworkPolicy', (object) => narrow(object, { key: 'exempt', operator: 'DoesNotExist' }, '!has(exempt)')),
  atObjects('it is about the platform, too', (object) => conditionsOnNames(object).length > 0, (object) => conditionsOnNames(object).forEach(drop)),
  atRules('a rule is about the platform, too', (rule, object) => conditionsOnNames(object, rule).length > 0, (rule, object) => conditionsOnNames(object, rule).forEach(drop)),
  atObjects('it leaves open whatever it does not deny', (object) => object.kind === 'CiliumClusterwideNetworkPolicy' && object.metadata.name.endsWith('baseline'), (object) => {
    mapping(object, 'spec')['enableDefaultDeny'] = { ingress: false, egress: true };
  }),
  atObjects('what it denies it allows', ({ spec }) => 'ingressDeny' in mapping(spec), (object) => {
    const spec = mapping(object, 'spec');
    spec['ingress'] = spec['ingressDeny'] ?? [];
    delete spec['ingressDeny'];
  }),
  atRules('a rule is dropped', (rule, object) => !isShutting(rule, object), (_, __, rules, index) => void rules.splice(index, 1)),
  atRules('a rule does the opposite', hasAction, (rule, { kind }) => {
    rule['action'] = OPENS.includes(String(rule['action'])) ? 'Deny' : kind === 'ClusterNetworkPolicy' ? 'Accept' : 'Allow';
  }),
  atRules('a rule passes on', (rule, { kind, metadata }) => hasAction(rule) && kind !== 'BaselineAdminNetworkPolicy' && !metadata.name.endsWith('baseline'), (rule) => void (rule['action'] = 'Pass')),
  atRules('a rule is about another port', (rule) => portsOf(rule) !== undefined, (rule, object) => otherPort(rule, object)),
  // a rule about nobody shuts all the same, whatever its ports
  atRules('a rule that shuts every port shuts one', (rule, object) => portsOf(rule) === undefined && !isShutting(rule, object), (rule, object) => otherPort(rule, object)),
  atRules('a rule that opens some ports opens all', (rule, { kind, metadata }) => kind === 'NetworkPolicy' && metadata.name.endsWith('baseline') && portsOf(rule) !== undefined, (rule) => void (delete rule['ports'])),
  // where blocks of all addresses stand beside pods, these are in them, too
  atRules('a block of addresses is widened', (rule) => blockOf(rule) !== undefined, (rule) => {
    const [blocks, i] = blockOf(rule) ?? [[], 0];
    const block = blocks[i];
    if (isMapping(block)) block['cidr'] = '10.0.0.0/24';
    else blocks[i] = '10.0.0.0/24';
  }),
  atRules('a rule is about pods of another name', (rule, object) => peerOf(rule, object) !== undefined && !JSON.stringify(rule).includes('0.0.0.0/0'), (rule, object) => {
    const peer = peerOf(rule, object);
    if (peer === undefined) return;
    if (object.kind === 'GlobalNetworkPolicy') {
      peer['selector'] = 'app == "other"';
    } else if (object.kind === 'CiliumClusterwideNetworkPolicy') {
      peer['matchLabels'] = { 'k8s:app': 'other' };
    } else if (object.kind === 'NetworkPolicy') {
      peer['podSelector'] = { matchLabels: { app: 'other' } };
    } else {
      const namespaceSelector = peer['namespaces'] ?? mapping(peer, 'pods')['namespaceSelector'] ?? {};
      delete peer['namespaces'];
      peer['pods'] = { namespaceSelector, podSelector: { matchLabels: { app: 'other' } } };
    }
  }),
];

/** A rule of Cilium that takes in nobody: whether its direction is shut is said beside it, too. */
function isShutting(rule: Mapping, { kind }: Manifest): boolean {
  return kind === 'CiliumClusterwideNetworkPolicy' && Object.keys(rule).length === 0;
}

/** The first block of addresses in a rule, and the list that it is in. */
function blockOf(rule: Mapping): readonly [Value[], number] | undefined {
  const lists = [list(rule, 'destination', 'nets'), ...list(rule, 'to').filter(isMapping).map((peer) => (isMapping(peer['ipBlock']) ? [peer['ipBlock']] : list(peer, 'networks')))];
  const found = lists.find((blocks) => blocks.length > 0 && !blocks.includes('0.0.0.0/0'));
  return found === undefined ? undefined : [found, 0];
}

/** The first peer of a rule that is about pods. */
function peerOf(rule: Mapping, { kind }: Manifest): Mapping | undefined {
  if (kind === 'GlobalNetworkPolicy') return [rule['source'], rule['destination']].filter(isMapping).find((one) => 'namespaceSelector' in one);
  if (kind === 'CiliumClusterwideNetworkPolicy') return [...list(rule, 'fromEndpoints'), ...list(rule, 'toEndpoints')].filter(isMapping)[0];
  return [...list(rule, 'from'), ...list(rule, 'to')].filter(isMapping).find((one) => 'namespaces' in one || 'pods' in one || 'podSelector' in one);
}

/** What a list of conditions says of namespaces by their names, to keep the platform out: of a rule, or of whom an object is about. */
interface Kept {
  readonly holder: Mapping;
  readonly key: string;
}

const NAMES = ['kubernetes.io/metadata.name', 'k8s:io.kubernetes.pod.namespace'];

function conditionsOnNames({ spec, kind }: Manifest, rule?: Mapping): Kept[] {
  if (kind === 'GlobalNetworkPolicy') {
    const holders = rule === undefined ? [mapping(spec)] : [mapping(rule, 'source'), mapping(rule, 'destination')];
    return holders.filter(({ namespaceSelector }) => String(namespaceSelector).includes('projectcalico.org/name not in')).map((holder) => ({ holder, key: 'namespaceSelector' }));
  }
  const holders = rule === undefined ? [mapping(spec, 'subject', 'namespaces'), mapping(spec, 'endpointSelector')]
    : ['from', 'to', 'fromEndpoints', 'toEndpoints'].flatMap((key) => list(rule, key)).filter(isMapping).map((peer) => (isMapping(peer['namespaces']) ? peer['namespaces'] : peer));
  const isKept = (one: Value) => isMapping(one) && NAMES.includes(String(one['key'])) && one['operator'] === 'NotIn';
  return holders.filter((holder) => list(holder, 'matchExpressions').some(isKept)).map((holder) => ({ holder, key: 'matchExpressions' }));
}

function drop({ holder, key }: Kept): void {
  // whoever is no pod has no namespace, and would be meant where nothing of one is asked
  if (key === 'namespaceSelector') holder[key] = String(holder[key]).replace(/(?: && )?projectcalico\.org\/name not in \{[^}]*\}/, '');
  else holder[key] = list(holder, key).filter((one) => !(isMapping(one) && NAMES.includes(String(one['key'])) && one['operator'] === 'NotIn'));
}

function narrow(object: Manifest, condition: Mapping, text: string): void {
  const spec = mapping(object, 'spec');
  switch (object.kind) {
    case 'CiliumClusterwideNetworkPolicy': {
      const isName = condition['key'] === 'kubernetes.io/metadata.name';
      const key = isName ? 'k8s:io.kubernetes.pod.namespace' : `k8s:io.cilium.k8s.namespace.labels.${String(condition['key'])}`;
      mapping(spec, 'endpointSelector')['matchExpressions'] = [...list(spec, 'endpointSelector', 'matchExpressions'), { ...condition, key }];
      break;
    }
    case 'GlobalNetworkPolicy': spec['namespaceSelector'] = `(${String(spec['namespaceSelector'])}) && ${text}`; break;
    case 'NetworkPolicy': object.metadata.namespace = 'elsewhere'; break;
    default: spec['subject'] = { namespaces: { matchExpressions: [...list(spec, 'subject', 'namespaces', 'matchExpressions'), condition] } };
  }
}

function otherPort(rule: Mapping, { kind }: Manifest): void {
  switch (kind) {
    case 'ClusterNetworkPolicy': rule['protocols'] = [{ tcp: { destinationPort: { number: 4242 } } }]; break;
    case 'GlobalNetworkPolicy': {
      rule['protocol'] = 'TCP';
      rule['destination'] = { ...mapping(rule, 'destination'), ports: [4242] };
      break;
    }
    case 'CiliumClusterwideNetworkPolicy': rule['toPorts'] = [{ ports: [{ port: '4242', protocol: 'TCP' }] }]; break;
    case 'NetworkPolicy': rule['ports'] = [{ protocol: 'TCP', port: 4242 }]; break;
    default: rule['ports'] = [{ portNumber: { protocol: 'TCP', port: 4242 } }];
  }
}

/** The findings whose witness does not show what they say. */
function unconfirmed({ wants, direction, witness }: Broken): boolean {
  const verdict = sideVerdict(witness, direction);
  return wants === 'shut' ? verdict === 'denied' : verdict === 'allowed';
}

describe.each(GUARDED)('the proof of guardrails in $name', ({ name, plugin, props }) => {
  const example = guarded(plugin, props);

  test('finds nothing in what is written, and holds every statement', () => {
    expect(proofOf(example).findings.map((finding) => proofText(finding, proofOf(example).world).text)).toEqual(
      props.tenants === undefined ? [] : [expect.stringContaining('has no label `acme.dev/tenant` among the manifests')],
    );
    expect(example.asked.guardrails.map(({ statements }) => statements)).toEqual([
      [
        ...(name.startsWith('Cilium') ? [] : ['apiServer']), 'dns', 'metrics',
        ...(name === 'NetworkPolicy' ? [] : ['neverOpen', 'tenants']), 'baseline',
      ],
    ]);
  });

  test('finds every damage, with a witness that is confirmed', () => {
    const results = damagesOf(example).map((damage) => {
      const { findings, problems } = proofOf(example, damage.objects);
      const broken = findings.filter((finding): finding is Broken => finding.kind === 'guardrailBroken');
      const isCaught = broken.length > 0 || (damage.orOther === true && findings.some(({ kind }) => kind === 'flowMissing')) || problems.length > 0;
      return { ...damage, isCaught, wrong: broken.filter(unconfirmed).map(({ statement }) => statement), found: findings.map(({ kind }) => kind) };
    });
    const kinds = [...new Set(results.map(({ kind }) => kind))];
    console.info(`${name}: ${results.length} damages of ${kinds.length} kinds\n${kinds.map((kind) => `${kind} | ${results.filter((one) => one.kind === kind).length}`).join('\n')}`);
    expect(results.filter(({ isCaught }) => !isCaught).map(({ kind, at, found }) => ({ kind, at, found }))).toEqual([]);
    expect(results.filter(({ wrong }) => wrong.length > 0).map(({ kind, at, wrong }) => ({ kind, at, wrong }))).toEqual([]);
    expect(kinds.length).toBeGreaterThanOrEqual(name === 'NetworkPolicy' ? 7 : 9);
  });
});
