import { Captured } from './captured';
import { at, Damage, Expected } from './damage';
import { isMapping, list, Manifest, mapping, Mapping, nameOf, podLabels, Value } from './manifest';

const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** A port that no example uses. */
const STRANGE_PORT = 4242;

/** The policies of managed workloads: what somebody else says is not damaged here, but by adding to it. */
function policiesOf({ asked }: Captured): (object: Manifest) => boolean {
  const names = new Set(asked.workloads.map(({ id }) => `${id.namespace}/${id.name}`));
  return (object) => object.kind === 'NetworkPolicy' && names.has(nameOf(object));
}

type Direction = 'ingress' | 'egress';

const SIDES: readonly (readonly [Direction, 'from' | 'to'])[] = [['ingress', 'from'], ['egress', 'to']];

/** A rule of a policy, with its first peer and its first port. */
interface PodRule {
  readonly direction: Direction;
  readonly side: 'from' | 'to';
  readonly rule: Mapping;
  /** Its place among the rules of its direction. */
  readonly index: number;
  readonly peer: Mapping;
  readonly port: Mapping;
}

/** The rules of a policy that are about pods by their labels, DNS apart. */
function* podRules(policy: Manifest): Iterable<PodRule> {
  for (const [direction, side] of SIDES) {
    for (const [index, rule] of list(policy, 'spec', direction).entries()) {
      const [peer, port] = [list(rule, side)[0], list(rule, 'ports')[0]];
      if (!isMapping(rule) || !isMapping(peer) || !isMapping(port) || !('podSelector' in peer) || port['port'] === 53) continue;
      yield { direction, side, rule, index, peer, port };
    }
  }
}

function namespaceOf(peer: Mapping): string {
  return String(mapping(peer, 'namespaceSelector', 'matchLabels')[NAMESPACE_NAME]);
}

/** Damages each rule about pods: one damage for each. */
function atRules(kind: string, example: Captured, damage: (found: PodRule, policy: Manifest) => Omit<Expected, 'subject'>): Damage[] {
  const most = Math.max(0, ...example.objects.map((object) => [...podRules(object as Manifest)].length)); // an object as it is written
  const isPolicy = policiesOf(example);
  const hasRule = (object: Manifest, place: number) => isPolicy(object) && [...podRules(object)].length > place;
  return Array.from({ length: most }, (_, place) => at(kind, example, (object) => hasRule(object, place), (policy) => {
    const found = [...podRules(policy)][place];
    const expected = found === undefined ? undefined : damage(found, policy);
    return expected === undefined ? undefined : { subject: nameOf(policy), ...expected };
  })).flat();
}

function portOf(port: Mapping): Pick<Expected, 'port'> {
  return { port: Number(port['port']) };
}

/** Every kind of damage to the policies. */
export function policyDamages(example: Captured): Damage[] {
  const isPolicy = policiesOf(example);
  return [
    ...atRules('a rule is dropped', example, ({ direction, index, peer, port }, policy) => {
      list(policy, 'spec', direction).splice(index, 1);
      return { kind: 'flowMissing', direction, other: `${namespaceOf(peer)}/`, ...portOf(port) };
    }),
    ...atRules('a port is widened to a range', example, ({ direction, port }) => {
      const first = Number(port['port']);
      port['endPort'] = first + 1;
      return { kind: 'flowExcess', direction, port: first + 1 };
    }),
    ...atRules('a port is added', example, ({ direction, rule }) => {
      list(rule, 'ports').push({ protocol: 'TCP', port: STRANGE_PORT });
      return { kind: 'flowExcess', direction, port: STRANGE_PORT };
    }),
    ...atRules('the ports are left out', example, ({ direction, rule }) => {
      delete rule['ports'];
      return { kind: 'flowExcess', direction, port: STRANGE_PORT };
    }),
    ...atRules('another port takes the place of the container\'s', example, ({ direction, port }) => {
      const before = portOf(port);
      port['port'] = STRANGE_PORT;
      return { kind: 'flowMissing', direction, ...before };
    }),
    ...atRules('the protocol is changed', example, ({ direction, port }) => {
      const before = portOf(port);
      port['protocol'] = 'UDP';
      return { kind: 'flowMissing', direction, ...before };
    }),
    ...atRules('the protocol is changed, seen from the other side', example, ({ direction, port }) => {
      port['protocol'] = 'UDP';
      return { kind: 'flowExcess', direction, ...portOf(port), protocol: 'UDP' };
    }),
    ...atRules('two selectors of one peer become two peers', example, ({ direction, side, rule, peer }) => {
      rule[side] = [{ namespaceSelector: peer['namespaceSelector'] ?? {} }, { podSelector: peer['podSelector'] ?? {} }];
      return { kind: 'flowExcess', direction, other: `${namespaceOf(peer)}/every pod` };
    }),
    ...atRules('the label of the namespace is wrong', example, ({ direction, peer, port }) => {
      const before = namespaceOf(peer);
      mapping(peer, 'namespaceSelector', 'matchLabels')[NAMESPACE_NAME] = 'nowhere';
      return { kind: 'flowMissing', direction, other: `${before}/`, ...portOf(port) };
    }),
    ...atRules('the namespaces are all of them', example, ({ direction, peer, port }) => {
      peer['namespaceSelector'] = {};
      return { kind: 'flowExcess', direction, ...portOf(port) };
    }),
    ...atRules('the selector of the pods is empty', example, ({ direction, peer, port }) => {
      const where = namespaceOf(peer);
      peer['podSelector'] = {};
      return { kind: 'flowExcess', direction, other: `${where}/every pod`, ...portOf(port) };
    }),
    ...atRules('a label of the pods is misspelt', example, ({ direction, peer, port }) => {
      peer['podSelector'] = { matchLabels: { app: 'misspelt' } };
      return { kind: 'flowMissing', direction, ...portOf(port) };
    }),
    ...atRules('the list of peers is empty', example, ({ direction, side, rule, port }) => {
      rule[side] = [];
      return { kind: 'flowExcess', direction, other: 'every pod', ...portOf(port) };
    }),
    ...at('DNS is dropped', example, isPolicy, (policy) => {
      const rules = list(policy, 'spec', 'egress');
      const place = rules.findIndex((rule) => list(rule, 'ports').some((port) => mapping(port)['port'] === 53));
      if (place < 0) return undefined;
      rules.splice(place, 1);
      return { kind: 'flowMissing', subject: nameOf(policy), direction: 'egress', other: 'kube-system/', port: 53, protocol: 'UDP' };
    }),
    ...at('DNS is on TCP alone', example, isPolicy, (policy) => {
      const rule = list(policy, 'spec', 'egress').find((one) => list(one, 'ports').some((port) => mapping(port)['port'] === 53));
      if (!isMapping(rule)) return undefined;
      rule['ports'] = [{ protocol: 'TCP', port: 53 }];
      return { kind: 'flowMissing', subject: nameOf(policy), direction: 'egress', port: 53, protocol: 'UDP' };
    }),
    ...at('the policy is deleted', example, isPolicy, (policy, all) => {
      all.splice(all.indexOf(policy), 1);
      return { kind: 'flowExcess', subject: nameOf(policy), direction: 'egress', other: 'every pod', port: STRANGE_PORT };
    }),
    ...at('the selector of the policy is misspelt', example, isPolicy, (policy) => {
      mapping(policy, 'spec')['podSelector'] = { matchLabels: { app: 'misspelt' } };
      return { kind: 'flowExcess', subject: nameOf(policy), direction: 'egress', other: 'every pod', port: STRANGE_PORT };
    }),
    ...at('the selector of the policy is empty', example, isPolicy, (policy, all) => {
      mapping(policy, 'spec')['podSelector'] = {};
      return emptySelector(policy, all, example);
    }),
    ...at('policyTypes are left out', example, isPolicy, (policy) => {
      delete mapping(policy, 'spec')['policyTypes'];
      return 'a policy with rules for egress isolates both directions without `policyTypes`, too';
    }),
    ...at('policyTypes lack Egress', example, isPolicy, (policy) => {
      mapping(policy, 'spec')['policyTypes'] = ['Ingress'];
      return { kind: 'flowExcess', subject: nameOf(policy), direction: 'egress', other: 'every pod', port: STRANGE_PORT };
    }),
    ...at('policyTypes lack Ingress', example, isPolicy, (policy, all) => {
      mapping(policy, 'spec')['policyTypes'] = ['Egress'];
      const isIsolated = all.some((one) => one.kind === 'NetworkPolicy' && one !== policy && one.metadata.namespace === policy.metadata.namespace
        && Object.keys(mapping(one, 'spec', 'podSelector')).length === 0);
      return isIsolated ? { kind: 'flowMissing', subject: nameOf(policy), direction: 'ingress' } : { kind: 'flowExcess', subject: nameOf(policy), direction: 'ingress', other: 'every pod', port: STRANGE_PORT };
    }),
    ...at('a second policy opens all', example, isPolicy, (policy, all) => {
      all.push(opening(policy, mapping(policy, 'spec', 'podSelector'), { ingress: [{}], egress: [{}] }));
      return { kind: 'flowExcess', subject: nameOf(policy), direction: 'ingress', address: '192.0.2.77', port: STRANGE_PORT };
    }),
    ...at('a policy of another chart opens the namespace to its neighbours', example, isPolicy, (policy, all) => {
      all.push(opening(policy, {}, { ingress: [{ from: [{ podSelector: {} }] }] }));
      return { kind: 'flowExcess', subject: nameOf(policy), direction: 'ingress', other: `${policy.metadata.namespace}/every pod`, port: STRANGE_PORT };
    }),
    ...atBlocks('a block of addresses is widened', example, (block) => {
      block['cidr'] = String(block['cidr']).includes(':') ? '::/0' : '0.0.0.0/0';
      delete block['except'];
      return block['cidr'] === '::/0' ? 'fd99::1' : '10.99.0.1';
    }),
    ...atBlocks('the exceptions of a block are dropped', example, (block) => {
      const [first] = list(block, 'except');
      delete block['except'];
      return first === undefined ? undefined : String(first).replace(/\/.*$/, '');
    }),
    ...at('an address block is added', example, isPolicy, (policy) => {
      list(policy, 'spec', 'egress').push({ to: [{ ipBlock: { cidr: 'fd99::/64' } }], ports: [{ protocol: 'TCP', port: 443 }] });
      return { kind: 'flowExcess', subject: nameOf(policy), direction: 'egress', address: 'fd99::1', port: 443 };
    }),
  ];
}

/** Damages each block of addresses; what comes back is an address that is open then, and was not declared. */
function atBlocks(kind: string, example: Captured, damage: (block: Mapping) => string | undefined): Damage[] {
  const isPolicy = policiesOf(example);
  const blocksOf = (policy: Manifest) => SIDES.flatMap(([direction, side]) => list(policy, 'spec', direction).flatMap((rule) => list(rule, side))
    .flatMap((peer) => (isMapping(peer) && isMapping(peer['ipBlock']) ? [{ direction, block: peer['ipBlock'] }] : [])));
  const most = Math.max(0, ...example.objects.map((object) => blocksOf(object as Manifest).length)); // an object as it is written
  return Array.from({ length: most }, (_, place) => at(kind, example, (object) => isPolicy(object) && blocksOf(object).length > place, (policy) => {
    const found = blocksOf(policy)[place];
    const before = JSON.stringify(policy);
    const opened = found === undefined ? undefined : damage(found.block);
    if (found === undefined || opened === undefined) return undefined;
    if (JSON.stringify(policy) === before) return 'the block is everything already';
    return { kind: 'flowExcess', subject: nameOf(policy), direction: found.direction, address: opened };
  })).flat();
}

/** The rules then hold for every workload of the namespace: whoever has fewer gains some. */
function emptySelector(policy: Manifest, all: readonly Manifest[], example: Captured): Expected | string {
  const { asked } = example;
  const isPolicy = policiesOf(example);
  const neighbours = all.filter((one) => isPolicy(one) && one !== policy && one.metadata.namespace === policy.metadata.namespace);
  const isThere = (one: Manifest, direction: Direction, peer: Mapping) => JSON.stringify(list(one, 'spec', direction)).includes(JSON.stringify(peer));
  for (const { direction, peer, port } of podRules(policy)) {
    const gaining = neighbours.find((one) => !isThere(one, direction, peer));
    if (gaining !== undefined) return { kind: 'flowExcess', subject: nameOf(gaining), direction, ...portOf(port) };
  }
  const isOurs = ({ metadata }: Manifest) => asked.workloads.some(({ id }) => id.name === metadata.name);
  const open = all.filter((one) => podLabels(one) !== undefined && one.metadata.namespace === policy.metadata.namespace && !isOurs(one));
  for (const { id, egress } of asked.workloads) {
    const called = open.find((one) => egress.some(({ peers }) => peers.some((peer) => peer.kind === 'workload' && peer.id.name === one.metadata.name)));
    if (called !== undefined) return { kind: 'flowMissing', subject: `${id.namespace}/${id.name}`, direction: 'egress', other: nameOf(called) };
  }
  return 'no other workload of the namespace has a policy that lacks a rule of this one, or is called without one';
}

function opening({ metadata: { namespace } }: Manifest, podSelector: Value, rules: Mapping): Manifest {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'of-somebody-else', namespace }, spec: { podSelector, ...rules } };
}
