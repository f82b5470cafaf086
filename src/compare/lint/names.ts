import { LintFinding } from './codes';
import { governs } from './governs';
import { Manifests, namesText, pathOf } from './manifests';
import { decide, nameEnd, workloadEnd } from '../../reachability/decide';
import { RuleSet, TieredPolicy, TieredRule } from '../../reachability/rules';
import { Workload, workloadText } from '../../reachability/workload';
import { coversName, EVERY_NAME, NamePattern, nameText } from '../../sets/names';

/** The port of DNS. */
const DNS_PORT = 53;

/**
 * Rules of Cilium by names, for pods whose DNS answers nobody reads: Cilium knows the addresses of a name by what its proxy has seen, and queries pass the proxy only where
 * a policy of the same pods says so, and only those that it names.
 *
 * @see https://docs.cilium.io/en/v1.18/security/policy/language/#dns-proxy
 */
export function* checkNames(manifests: Manifests): Iterable<LintFinding> {
  const { rules: { tiered }, snapshot } = manifests;
  const ofCilium = tiered.filter(({ origin }) => origin.kind.startsWith('Cilium'));
  for (const policy of ofCilium.filter(({ rules }) => rules.some((rule) => namesOf(rule).length > 0))) {
    const subjects = snapshot.workloads.filter((one) => governs(policy, one, snapshot));
    const asked = new Map(subjects.map((one) => [one, queriesOf(ofCilium.filter((other) => governs(other, one, snapshot)))]));
    for (const rule of policy.rules) {
      const unasked = [...asked].flatMap(([workload, queries]) => {
        const shut = namesOf(rule).filter((name) => !queries.some((query) => coversName(query, name)));
        const names = shut.filter((name) => !isOpenAnyway(workload, name, rule, manifests));
        return names.length === 0 ? [] : [{ workload, names, queries }];
      });
      for (const isRead of [false, true]) {
        const found = unasked.filter(({ queries }) => queries.length > 0 === isRead);
        if (found.length > 0) yield findingOf(policy, rule, found);
      }
    }
  }
}

function namesOf({ direction, action, peers }: TieredRule): NamePattern[] {
  if (direction !== 'egress' || action !== 'accept') return [];
  return peers.flatMap((peer) => (peer.kind === 'domainNames' ? peer.names : []));
}

/** The names whose answers are read; a rule for the port of DNS that reads none lets through queries for all, which those beside it then read. */
function queriesOf(policies: readonly TieredPolicy[]): readonly NamePattern[] {
  const rules = policies.flatMap((policy) => policy.rules).filter(({ direction, action }) => direction === 'egress' && action === 'accept');
  const queries = rules.flatMap((rule) => rule.queries ?? []);
  const isPlain = rules.some((rule) => rule.queries === undefined && namesOf(rule).length === 0 && isForDns(rule));
  return queries.length > 0 && isPlain ? [EVERY_NAME] : queries;
}

function isForDns({ ports }: TieredRule): boolean {
  return ports === 'all' || ports.some((port) => (
    (port.protocol ?? 'UDP') === 'UDP' && (port.kind === 'every' || (port.kind === 'numbers' && port.first <= DNS_PORT && DNS_PORT <= port.last))
  ));
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

/** Some names that a workload cannot ask for, and those for which it can. */
interface Unasked {
  readonly workload: Workload;
  readonly names: readonly NamePattern[];
  readonly queries: readonly NamePattern[];
}

function findingOf(policy: TieredPolicy, rule: TieredRule, found: readonly Unasked[]): LintFinding {
  const textsOf = (patterns: readonly NamePattern[]) => namesText([...new Set(patterns.map(nameText))]);
  const [names, who] = [textsOf(found.flatMap((one) => one.names)), namesText(found.map(({ workload }) => workloadText(workload)))];
  const queries = textsOf(found.flatMap((one) => one.queries));
  const why = queries === ''
    ? `and no policy of ${who} sends them through the proxy of Cilium`
    : `and the policies of ${who} let them ask for ${queries} alone`;
  return {
    code: 'DNS_ANSWERS_UNREAD',
    object: policy.origin,
    path: `${pathOf(rule)}.toFQDNs`,
    text: `${names} would be known by the answers to DNS queries, ${why}: the names stay shut`,
    mend: 'let the same pods ask the DNS of the cluster on port 53 by a rule with `rules: { dns: [{ matchPattern: "*" }] }`',
  };
}
