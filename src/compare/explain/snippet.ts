import { Edit } from './edit';
import { yamlText, YamlValue } from './yaml';
import { Direction, NamespaceMatch, Policy, PortMatch, Rule, TieredPeer, TieredRule } from '../../reachability/rules';
import { NAMESPACE_NAME_LABEL } from '../../reachability/snapshot';
import { order } from '../../sets/order';
import { LabelSelector, selectorOf } from '../../sets/selector';

/** The YAML of a change: a whole policy, or the rule to be put into one. */
export function editYaml(edit: Edit): string {
  switch (edit.kind) {
    case 'newPolicy': return yamlText(policyValue(edit.policy));
    case 'addRule': return yamlText([ruleValue(edit.rule)]);
    case 'insertRule': return yamlText([tieredRuleValue(edit.policy.kind, edit.rule)]);
  }
}

const TYPES: Readonly<Record<Direction, string>> = { ingress: 'Ingress', egress: 'Egress' };
const PEERS: Readonly<Record<Direction, string>> = { ingress: 'from', egress: 'to' };

function policyValue({ origin, subject, isolates, rules }: Policy): YamlValue {
  const of = (direction: Direction) => {
    const some = rules.filter((rule) => rule.direction === direction);
    return some.length === 0 ? undefined : some.map(ruleValue);
  };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: origin.kind,
    metadata: { name: origin.name, namespace: origin.namespace },
    spec: { podSelector: selectorValue(subject.pods), policyTypes: isolates.map((direction) => TYPES[direction]), ingress: of('ingress'), egress: of('egress') },
  };
}

function ruleValue({ direction, peers, ports }: Rule): YamlValue {
  return {
    [PEERS[direction]]: peers === 'anyone' ? undefined : peers.map((peer): YamlValue => (peer.kind === 'addresses'
      ? { ipBlock: { cidr: peer.block.text } }
      : { namespaceSelector: peer.namespaces.kind === 'named' ? undefined : selectorValue(peer.namespaces.selector), podSelector: selectorValue(peer.pods) })),
    ports: ports === 'all' ? undefined : ports.map(portValue),
  };
}

function portValue(port: PortMatch): YamlValue {
  switch (port.kind) {
    case 'numbers': return { protocol: port.protocol, port: port.first, endPort: port.last === port.first ? undefined : port.last };
    case 'name': return { protocol: port.protocol, port: port.name };
    case 'every': return { protocol: port.protocol };
  }
}

/**
 * The same rule is written in two ways: `ClusterNetworkPolicy` has `Accept` and `protocols`, the kinds before it `Allow` and `ports`.
 *
 * @see https://network-policy-api.sigs.k8s.io/reference/spec/ (network-policy-api v0.2.0 and v0.1.7)
 */
function tieredRuleValue(kind: string, { direction, peers, ports }: TieredRule): YamlValue {
  const [action, field, value] = kind === 'ClusterNetworkPolicy' ? ['Accept', 'protocols', protocolValue] as const : ['Allow', 'ports', numberValue] as const;
  const numbers = ports === 'all' ? [] : ports.flatMap((port) => (port.kind === 'numbers' ? [port] : []));
  return { action, [PEERS[direction]]: peers.flatMap(tieredPeerValue), [field]: numbers.map(value) };
}

type NumberMatch = Extract<PortMatch, { kind: 'numbers' }>;

function protocolValue({ protocol, first }: NumberMatch): YamlValue {
  return { [protocol.toLowerCase()]: { destinationPort: { number: first } } };
}

function numberValue({ protocol, first }: NumberMatch): YamlValue {
  return { portNumber: { protocol, port: first } };
}

function tieredPeerValue(peer: TieredPeer): YamlValue[] {
  if (peer.kind === 'addresses') return [{ networks: [peer.block.text] }];
  if (peer.kind === 'domainNames') return [{ domainNames: peer.names.map(({ labels, isBelow }) => [...(isBelow ? ['*'] : []), ...labels].join('.')) }];
  return peer.kind === 'pods' ? [{ pods: { namespaceSelector: namespacesValue(peer.namespaces), podSelector: selectorValue(peer.pods) } }] : [];
}

function namespacesValue(match: NamespaceMatch): YamlValue {
  return selectorValue(match.kind === 'named' ? selectorOf({ [NAMESPACE_NAME_LABEL]: match.name }) : match.selector);
}

function selectorValue({ matchLabels, matchExpressions }: LabelSelector): YamlValue {
  const labels = Object.entries(matchLabels).sort(([a], [b]) => order(a, b));
  const expressions = matchExpressions.map((one) => ({ key: one.key, operator: one.operator, values: 'values' in one ? one.values : undefined }));
  return {
    matchLabels: labels.length === 0 ? undefined : Object.fromEntries(labels),
    matchExpressions: expressions.length === 0 ? undefined : expressions,
  };
}
