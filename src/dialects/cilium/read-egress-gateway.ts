import { readPeerSelector } from './read-selector';
import { Field } from '../../fields/field';
import { readList } from '../../fields/list';
import { PolicyProblem, Report } from '../../fields/problem';
import { readSelector } from '../../fields/selector';
import { objectText } from '../../reachability/objects';
import { ReadNote } from '../../reachability/rules/readings';
import { EgressGateway, LeavesBy, SourceAddressOrigin, SourceAddressRule, SourceSubject } from '../../reachability/rules/source-addresses';
import { Cidr, isProblem, parseAddress, parseCidr } from '../../sets/cidr';
import { order } from '../../sets/order';

const KIND = 'CiliumEgressGatewayPolicy' satisfies SourceAddressOrigin['kind'];

/** How many gateways one policy may name. */
const GATEWAYS_AT_MOST = 64;

/** What the egress gateway policies among some objects mean, and what is wrong with those that nobody would take. */
export interface EgressGatewaysRead {
  /** Sorted by name. */
  readonly rules: readonly SourceAddressRule[];
  readonly problems: readonly PolicyProblem[];
  readonly notes: readonly ReadNote[];
}

/**
 * Reads the egress gateway policies of Cilium among objects; the items of lists must have been taken out of them.
 *
 * @see https://github.com/cilium/cilium/blob/v1.18.0/pkg/k8s/apis/cilium.io/v2/cegp_types.go
 * @see https://github.com/cilium/cilium/blob/v1.18.0/pkg/egressgateway/policy.go (`ParseCEGP`)
 */
export function readEgressGateways(objects: readonly unknown[]): EgressGatewaysRead {
  const problems: PolicyProblem[] = [];
  const rules = objects.filter(isOf).flatMap((object) => readPolicy(object, problems)).sort((a, b) => order(a.origin.name, b.origin.name));
  return { rules, problems, notes: rules.flatMap(notesOf) };
}

function isOf(object: unknown): object is object {
  if (typeof object !== 'object' || object === null || !('kind' in object) || !('apiVersion' in object)) return false;
  return object.kind === KIND && String(object.apiVersion).startsWith('cilium.io/');
}

/** The policy, unless the API server or the agent would refuse it: then it means nothing. */
function readPolicy(object: object, problems: PolicyProblem[]): SourceAddressRule[] {
  const found: PolicyProblem[] = [];
  const fields = new Map(new Field('', object, () => undefined).entries());
  const name = new Map(fields.get('metadata')?.entries()).get('name')?.text() ?? '';
  const report: Report = (code, path, text) => {
    // A field that several readers look at is refused once.
    if (!found.some((one) => one.code === code && one.path === path)) found.push({ code, kind: KIND, policy: name, path, text });
  };
  const version = fields.get('apiVersion')?.text();
  if (version !== 'cilium.io/v2') report('VERSION_UNSUPPORTED', 'apiVersion', `\`${version}\` is not read; write \`cilium.io/v2\``);
  if (name === '') report('FIELD_MISSING', 'metadata.name', 'a policy needs a name');
  const rule = readSpec(new Field('spec', 'spec' in object ? object.spec : undefined, report), { kind: KIND, name });
  problems.push(...found);
  return found.length === 0 ? [rule] : [];
}

function readSpec(spec: Field, origin: SourceAddressOrigin): SourceAddressRule {
  const { selectors, destinationCIDRs, excludedCIDRs, egressGateway, egressGateways } = spec
    .members('selectors', 'destinationCIDRs', 'excludedCIDRs', 'egressGateway', 'egressGateways');
  if (!selectors.isPresent()) selectors.refuse('FIELD_MISSING', 'a policy needs `selectors`: which pods it is about');
  if (!destinationCIDRs.isPresent()) destinationCIDRs.refuse('FIELD_MISSING', 'a policy needs `destinationCIDRs`: the addresses to which it applies');
  if (!egressGateway.isPresent()) egressGateway.refuse('FIELD_MISSING', 'a policy needs an `egressGateway`, even where `egressGateways` stand in its place: the node through which connections leave');
  const alone = readGateway(egressGateway);
  const several = readList(egressGateways, { atMost: GATEWAYS_AT_MOST, item: 'gateway' }).map(readGateway);
  return {
    origin,
    subjects: selectors.items().map(readSubject),
    destinations: destinationCIDRs.items().flatMap(readBlock),
    excluded: excludedCIDRs.items().flatMap(readBlock),
    // where there are several, Cilium passes over the one
    gateways: several.length > 0 ? several : [alone],
  };
}

/**
 * The pods of one selector. `podSelector` knows the name and the labels of the namespace as labels of its own, `namespaceSelector` its labels.
 *
 * @see https://docs.cilium.io/en/stable/network/egress-gateway/egress-gateway/#selecting-source-pods (Cilium 1.18)
 */
function readSubject(field: Field): SourceSubject {
  const { namespaceSelector, podSelector, nodeSelector } = field.members('namespaceSelector', 'podSelector', 'nodeSelector');
  if (!namespaceSelector.isPresent() && !podSelector.isPresent()) {
    field.refuse('SUBJECT_EMPTY', 'a selector needs a `podSelector` or a `namespaceSelector`; an empty one takes in every pod');
  }
  refuseSources(podSelector);
  const pods = readPeerSelector(podSelector, undefined);
  const { matchLabels, matchExpressions } = readSelector(namespaceSelector);
  const own = pods.namespaces.kind === 'labelled' ? pods.namespaces.selector : { matchLabels: {}, matchExpressions: [] };
  readSelector(nodeSelector);
  return {
    namespaces: { kind: 'labelled', selector: { matchLabels, matchExpressions: [...matchExpressions, ...own.matchExpressions] } },
    pods: pods.pods,
    // what nobody can judge here may hold, or not
    onSomeNodes: nodeSelector.isPresent() || pods.untold.length > 0,
  };
}

/** Unlike the selectors of policies, these are compared with labels as they are: a key with a source is nobody's. */
function refuseSources(selector: Field): void {
  const { matchLabels, matchExpressions } = selector.members('matchLabels', 'matchExpressions');
  const keys = [
    ...matchLabels.entries().map(([key, field]): [string | undefined, Field] => [key, field]),
    ...matchExpressions.items().map((item): [string | undefined, Field] => {
      const { key } = item.members('key', 'operator', 'values');
      return [key.text(), key];
    }),
  ];
  for (const [key, field] of keys) {
    if (key?.includes(':') === true) field.refuse('LABEL_INVALID', `\`${key}\` is not the key of a label: write it without the source before \`:\``);
  }
}

/** A block; bits behind the prefix count for nothing, as they do for Cilium. */
function readBlock(field: Field): Cidr[] {
  const text = field.text();
  const cidr = parseCidr(text ?? '');
  if (!isProblem(cidr)) return [cidr];
  const meant = 'network' in cidr && cidr.network !== undefined ? parseCidr(cidr.network) : cidr;
  if (!isProblem(meant)) return [meant];
  field.refuse('CIDR_INVALID', text === undefined ? 'a block is missing here' : `\`${text}\` ${cidr.detail}`);
  return [];
}

function readGateway(field: Field): EgressGateway {
  const { nodeSelector, egressIP, interface: named } = field.members('nodeSelector', 'egressIP', 'interface');
  if (field.isPresent() && !nodeSelector.isPresent()) nodeSelector.refuse('FIELD_MISSING', 'a gateway needs a `nodeSelector`: which nodes it is on');
  return { nodes: readSelector(nodeSelector), leavesBy: readLeavesBy(egressIP, named) };
}

/** An empty text is as good as none. */
function readLeavesBy(egressIP: Field, named: Field): LeavesBy {
  const [text = '', name = ''] = [egressIP.text(), named.text()];
  if (text !== '' && name !== '') {
    egressIP.refuse('GATEWAY_MIXED', 'a gateway has an `egressIP` or an `interface`; Cilium passes over a policy that has both');
  }
  if (name !== '') return { kind: 'interface', name };
  if (text === '') return { kind: 'defaultRoute' };
  const address = parseAddress(text);
  if (!isProblem(address)) return { kind: 'address', address };
  egressIP.refuse('ADDRESS_INVALID', `\`${text}\` ${address.detail}`);
  return { kind: 'defaultRoute' };
}

/**
 * What such a policy does not do though it says so.
 *
 * @see https://github.com/cilium/cilium/issues/48660 (Cilium 1.20.1)
 */
function notesOf({ origin, destinations, gateways }: SourceAddressRule): ReadNote[] {
  const families = new Set(destinations.map(({ family }) => family));
  const isFixed = gateways.some(({ leavesBy }) => leavesBy.kind === 'address');
  return families.size < 2 || !isFixed ? [] : [{
    object: objectText(origin),
    path: 'spec.destinationCIDRs',
    text: 'destinations of both families with an `egressIP`, which is of one: connections of the other leave by another address, and Cilium 1.20 drops all of them '
      + 'where the node has no address of it: write a policy for each family',
  }];
}
