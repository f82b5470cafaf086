import { CORPUS, CorpusCase, expectedJson } from './cases';
import { Judge } from './judge';
import { invoke } from '../cli/invoke';

interface Refusal {
  readonly must_fail: boolean;
  readonly error_contains_go_expr: string;
}

/** Where in the input of a case its one mistake is, what `list` says of it, and what netpol-analyzer calls it. */
const REASONS: Readonly<Record<string, readonly [place: string, reason: string, code: string, theirs: string]>> = {
  'anp_bad_path_test_1': ['anps.yaml:43', 'AdminNetworkPolicy same-priority: spec.priority: priority `50`', 'PRIORITY_DUPLICATE', 'PriorityErrExplain'],
  'anp_bad_path_test_10': ['anp.yaml:12', 'AdminNetworkPolicy egress-tcp: spec.egress[0].to: at least one peer', 'LIST_EMPTY', 'ANPEgressRulePeersErr'],
  'anp_bad_path_test_12': ['anp.yaml:12', 'AdminNetworkPolicy egress-tcp: spec.egress[0].action: a rule needs an action', 'ACTION_UNKNOWN', 'UnknownRuleActionErr'],
  'anp_bad_path_test_15': ['anp.yaml:14', 'AdminNetworkPolicy ingress-udp: spec.ingress[0].from: at least one peer', 'LIST_EMPTY', 'ANPIngressRulePeersErr'],
  'anp_bad_path_test_16': ['anp.yaml:15', 'AdminNetworkPolicy ingress-udp: spec.ingress[0].from[0]: a peer has exactly one field', 'PEER_MIXED', 'OneFieldSetRulePeerErr'],
  'anp_bad_path_test_3': ['anps.yaml:38', 'AdminNetworkPolicy `same-name` is at INPUT/anps.yaml:1 already', 'OBJECT_DUPLICATE', 'ANPsWithSameNameErr("same-name")'],
  'anp_bad_path_test_4': ['anp.yaml:7', 'AdminNetworkPolicy ingress-tcp: spec.subject: a subject needs either', 'SUBJECT_EMPTY', 'OneFieldSetSubjectErr'],
  'anp_bad_path_test_9': ['anp.yaml:20', 'AdminNetworkPolicy egress-tcp: spec.egress[1].action: unknown action `Accept`', 'ACTION_UNKNOWN', 'UnknownRuleActionErr'],
  'bad_path_namespace_with_same_name': ['objects.yaml:9', 'Namespace `blue` is at INPUT/objects.yaml:2 already', 'OBJECT_DUPLICATE', 'NSWithSameNameError("blue")'],
  'banp_bad_path_test_1': ['banps.yaml:50', 'BaselineAdminNetworkPolicy `default` is at INPUT/banps.yaml:1 already', 'OBJECT_DUPLICATE', 'BANPAlreadyExists'],
  'banp_bad_path_test_10': ['banp_core_ingress_sctp_rules.yaml:11', 'BaselineAdminNetworkPolicy default: spec.ingress[0].from: at least one peer', 'LIST_EMPTY', 'ANPIngressRulePeersErr'],
  'banp_bad_path_test_14': ['banp_core_ingress_sctp_rules.yaml:12', 'BaselineAdminNetworkPolicy default: spec.ingress[0].action: unknown action `Pass`', 'ACTION_UNKNOWN', 'UnknownRuleActionErr'],
  'semanticDiff-same-topologies-illegal-podlist': ['bank_pod_list.json:18', 'DaemonSet demo/cog-agents: metadata.labels: its Pods `account-command`', 'CONTROLLER_TOLD_APART', 'NotSupportedPodResourcesErrorStr("demo/cog-agents")'],
};

/** The input is refused for its one mistake alone: exit code 2, nothing on the standard output, and one line with file, line and reason. */
export const judgeReject: Judge = async (one) => {
  const { must_fail: refused, error_contains_go_expr: theirs } = expectedJson(one, 'json') as Refusal; // what the README says
  const reason = REASONS[one.case.replace(/^reject__/, '')];
  if (reason === undefined) throw new Error('nobody says why it is refused');
  const { code, out, err } = await invoke(CORPUS, ['list', one.input]);
  const found = [
    ...(refused ? [] : ['it is to be taken']),
    ...(theirs === `alerts.${reason[3]}` ? [] : [`netpol-analyzer refuses it for ${theirs}`]),
    ...(code === 2 && out === '' && isReason(one, reason, err) ? [] : [`list exits with ${code}: ${out}${err}`]),
  ];
  return { differences: found, counted: { json: 1 } };
};

function isReason({ input }: CorpusCase, [place, reason, code]: readonly [string, string, string, string], err: string): boolean {
  const [line = '', ...more] = err.split('\n');
  return line.startsWith(`${input}/${place}: ${reason.replace('INPUT', input)}`) && line.endsWith(` (${code})`) && more.join('') === '';
}
