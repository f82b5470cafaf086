import { LintFinding } from './codes';
import { governs } from './governs';
import { Manifests, namesText, pathOf } from './manifests';
import { decide, nameEnd, workloadEnd } from '../../reachability/decide';
import { listAt } from '../../reachability/objects';
import { RuleSet, TieredPolicy, TieredRule } from '../../reachability/rules';
import { Workload, workloadText } from '../../reachability/workload';
import { NamePattern, nameText } from '../../sets/names';

/**
 * Rules of Cilium by names, for pods whose DNS answers nobody reads: Cilium knows the addresses of a name by what its proxy has seen, and queries pass the proxy only where
 * a policy of the same pods says so.
 *
 * @see https://docs.cilium.io/en/v1.18/security/policy/language/#dns-proxy
 */
export function* checkNames(manifests: Manifests): Iterable<LintFinding> {
  const { rules: { tiered }, snapshot } = manifests;
  const ofCilium = tiered.filter(({ origin }) => origin.kind.startsWith('Cilium'));
  const naming = ofCilium.filter(({ rules }) => rules.some((rule) => namesOf(rule).length > 0));
  if (naming.length === 0) return;
  const reading = ofCilium.filter((policy) => policy.rules.some((rule) => readsAnswers(policy, rule, manifests)));
  for (const policy of naming) {
    const blind = snapshot.workloads.filter((one) => governs(policy, one, snapshot) && !reading.some((other) => governs(other, one, snapshot)));
    for (const rule of policy.rules) {
      const shut = blind.filter((one) => namesOf(rule).some((name) => !isOpenAnyway(one, name, rule, manifests)));
      if (shut.length > 0) yield findingOf(policy, rule, shut);
    }
  }
}

function namesOf({ direction, action, peers }: TieredRule): NamePattern[] {
  if (direction !== 'egress' || action !== 'accept') return [];
  return peers.flatMap((peer) => (peer.kind === 'domainNames' ? peer.names : []));
}

/** Whether the answers to queries that a rule lets through are read; what the rules mean does not say it. */
function readsAnswers({ origin: { kind, namespace, name } }: TieredPolicy, rule: TieredRule, { read }: Manifests): boolean {
  const object = read.find((one) => one.kind === kind && one.name === name && (namespace === undefined || one.namespace === namespace));
  const field = pathOf(rule).match(/\w+/g) ?? [];
  return listAt(object?.value, ...field, 'toPorts').some((entry) => listAt(entry, 'rules', 'dns').length > 0);
}

/** Whether other rules let a workload reach whatever may have a name: whether somebody reads the answers changes nothing then. */
function isOpenAnyway(workload: Workload, name: NamePattern, { ports }: TieredRule, { snapshot, rules }: Manifests): boolean {
  const port = ports === 'all' ? undefined : ports.find(({ kind }) => kind === 'numbers');
  const [protocol, number] = port?.kind === 'numbers' ? [port.protocol, port.first] : ['TCP' as const, 443];
  return decide(snapshot, withoutNames(rules), { source: workloadEnd(workload), destination: nameEnd(name), protocol, port: number }).verdict === 'allowed';
}

function withoutNames({ policies, tiered }: RuleSet): RuleSet {
  return { policies, tiered: tiered.map((policy) => ({ ...policy, rules: policy.rules.filter((rule) => namesOf(rule).length === 0) })) };
}

function findingOf(policy: TieredPolicy, rule: TieredRule, workloads: readonly Workload[]): LintFinding {
  return {
    code: 'DNS_ANSWERS_UNREAD',
    object: policy.origin,
    path: `${pathOf(rule)}.toFQDNs`,
    text: `${namesText(namesOf(rule).map(nameText))} would be known by the answers to DNS queries, and no policy of `
      + `${namesText(workloads.map(workloadText))} sends them through the proxy of Cilium: the names stay shut`,
    mend: 'let the same pods ask the DNS of the cluster on port 53 by a rule with `rules: { dns: [{ matchPattern: "*" }] }`',
  };
}
