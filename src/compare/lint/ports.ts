import { LintFinding } from './codes';
import { Manifests, namesText, pathOf, peersOf, subjectsOf } from './manifests';
import { objectOf } from './policies';
import { Policy, PortMatch, Rule } from '../../reachability/rules';
import { Service, ServicePort } from '../../reachability/rules/services';
import { targetOn } from '../../reachability/services';
import { Workload, workloadText } from '../../reachability/workload';

type NumberMatch = Extract<PortMatch, { kind: 'numbers' }>;
type NameMatch = Extract<PortMatch, { kind: 'name' }>;

/** What is wrong with the ports that the rules of NetworkPolicies name. */
export function* checkPorts(manifests: Manifests): Iterable<LintFinding> {
  for (const policy of manifests.rules.policies) {
    const subjects = subjectsOf(policy, manifests).filter(({ hostNetwork }) => !hostNetwork);
    for (const rule of policy.rules) {
      if (rule.ports === 'all' || subjects.length === 0) continue;
      const destinations = rule.direction === 'ingress' ? subjects : peersOf(rule, manifests);
      for (const [i, port] of rule.ports.entries()) {
        const path = `${pathOf(rule)}.ports[${i}]`;
        if (port.kind === 'numbers') yield* servicePort(policy, path, port, destinations, manifests);
        if (port.kind === 'name') yield* unknownName(policy, rule, path, port, destinations);
      }
    }
  }
}

/**
 * The port of a Service is rewritten to that of the pod before a policy is looked at. It was meant where a Service of one of the
 * destinations has this port, leads elsewhere with it, and no destination declares the port itself.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/ (Kubernetes 1.35, `ports.port`: a port of the pod)
 */
function* servicePort(
  policy: Policy, path: string, match: NumberMatch, destinations: readonly Workload[], { selecting }: Manifests,
): Iterable<LintFinding> {
  if (match.first !== match.last || destinations.some((one) => declares(one, match))) return;
  for (const { service, workloads } of selecting) {
    const behind = destinations.find((one) => workloads.includes(one));
    const port = service.ports.find((one) => one.port === match.first && one.protocol === match.protocol);
    if (behind === undefined || port === undefined) continue;
    const target = targetOn(port, behind);
    if (target.isEmpty() || target.has(match.protocol, match.first)) continue;
    yield servicePortFinding(policy, path, match, service, port, behind);
    return;
  }
}

function servicePortFinding(policy: Policy, path: string, match: NumberMatch, service: Service, port: ServicePort, behind: Workload): LintFinding {
  const [target] = targetOn(port, behind).ranges(match.protocol);
  return {
    code: 'SERVICE_PORT_IN_POLICY',
    object: objectOf(policy.origin),
    path: `${path}.port`,
    text: `\`${match.first}\` is the port of the Service \`${service.namespace}/${service.name}\`; the pods of \`${workloadText(behind)}\` behind it listen on \`${target?.first ?? ''}\``,
    mend: `write the port of the pod, \`${target?.first ?? ''}\`: a policy sees a connection after its Service has been resolved`,
  };
}

function declares({ ports }: Workload, { protocol, first }: NumberMatch): boolean {
  return ports.some((port) => port.protocol === protocol && port.number === first);
}

/** A name means the ports of the destination pod that bear it with this protocol; addresses have none. */
function* unknownName(policy: Policy, rule: Rule, path: string, match: NameMatch, destinations: readonly Workload[]): Iterable<LintFinding> {
  const named = destinations.flatMap(({ ports }) => ports.filter(({ name }) => name === match.name));
  if (named.some(({ protocol }) => match.protocol === undefined || protocol === match.protocol)) return;
  const toAddresses = rule.direction === 'egress' && rule.peers !== 'anyone' && rule.peers.every(({ kind }) => kind === 'addresses');
  if (destinations.length === 0 && !toAddresses) return;
  const [other] = named;
  yield {
    code: 'NAMED_PORT_UNKNOWN',
    object: objectOf(policy.origin),
    path: `${path}.port`,
    text: toAddresses
      ? `\`${match.name}\` is the name of a container port, and addresses have none: the rule lets nothing through`
      : `no container of ${namesText(destinations.map(workloadText))} has a port \`${match.name}\` of ${match.protocol ?? 'any protocol'}${other === undefined ? '' : `; there is one of ${other.protocol}`}`,
    mend: toAddresses ? 'write the number of the port' : other === undefined
      ? `name the container port \`${match.name}\`, or write its number`
      : `write \`protocol: ${other.protocol}\` beside it`,
  };
}
