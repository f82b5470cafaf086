import { Answer } from './answer';
import { End } from './map';
import { Part } from './parts';
import { PART_VERDICTS, PartVerdict, Question } from './question';
import { nameEnd, workloadEnd } from '../../reachability/decide';
import { RuleSet } from '../../reachability/rules';
import { SourceAddressRule } from '../../reachability/rules/source-addresses';
import { Flow, FlowSource } from '../../reachability/trace';
import { workloadText } from '../../reachability/workload';
import { nameText } from '../../sets/names';
import { ALL_PROTOCOLS } from '../../sets/ports';
import { explain, Explanation } from '../explain/explain';
import { SourceLookup } from '../explain/source';
import { explanationText } from '../explain/text';
import { NOWHERE } from '../verify/strangers';
import { exampleAddress, examplePort } from '../verify/witness';
import { onPorts } from '../verify/words';
import { passingText } from '../words/requests';
import { someAddressesText } from '../words/text';

/** So many parts of each verdict are told, and so many blocks of addresses of each; of the others there is a number. */
const PARTS_AT_MOST = 6;
const BLOCKS_AT_MOST = 4;

/** The flows that tell why, one for each verdict that there is, explained. */
export function examplesOf(
  { verdict: whole, parts, doubts, snapshot }: Answer, rules: RuleSet, sources: readonly SourceAddressRule[] = [],
): Explanation[] {
  const told = whole === 'allowed' ? parts : [...parts, ...doubts];
  const firsts = PART_VERDICTS.flatMap((verdict) => told.filter((part) => part.verdict === verdict).slice(0, 1));
  return firsts.map((part) => withoutMadeUp(explain(snapshot, rules, exampleOf(part), sources), part));
}

/** An answer as a person reads it: what becomes of the whole, of its parts where there are several, and why, by an example of each verdict. */
export function answerText(
  { text, requests }: Question, answer: Answer, examples: readonly Explanation[], notes: readonly string[], sourceOf?: SourceLookup,
): string {
  const explanations = examples.map((one) => explanationText(one, sourceOf).trimEnd());
  return [...(requests === undefined && isOneFlow(answer) ? [] : wholeLines(text, answer)), ...explanations, ...notes.map((note) => `note: ${note}`)].join('\n');
}

/** Whether an example is all there is: one workload, another, and one port. */
function isOneFlow({ parts: [part, another], doubts }: Answer): boolean {
  if (part === undefined || another !== undefined || doubts.length > 0 || part.verdict === 'mixed') return false;
  const ranges = ALL_PROTOCOLS.flatMap((protocol) => part.ports.ranges(protocol));
  return part.source.kind === 'workload' && part.target.kind === 'workload' && ranges.length === 1 && ranges[0]?.first === ranges[0]?.last;
}

function wholeLines(text: string, { verdict, parts, more, doubts, dependsOnAddress, dependsOnName }: Answer): string[] {
  return [
    `${text}: ${verdict}`,
    ...PART_VERDICTS.flatMap((one) => partLines(one, parts.filter((part) => part.verdict === one), more[one])),
    ...(dependsOnAddress ? ['  which of the addresses is meant is not known'] : []),
    ...(dependsOnName ? ['  a rule names the port, and which number that is on pods that are not among the manifests is not known'] : []),
    ...doubtLines(doubts, verdict),
    'for example:',
  ];
}

function doubtLines(doubts: readonly Part[], verdict: Answer['verdict']): string[] {
  if (doubts.length === 0) return [];
  if (verdict === 'allowed') return ['  left out: workloads that may have such an address, which nobody knows without the CIDRs of pods and nodes'];
  return [
    '  whether these have such an address is not known without the CIDRs of pods and nodes:',
    ...PART_VERDICTS.flatMap((one) => partLines(one, doubts.filter((part) => part.verdict === one), 0)).map((line) => `  ${line}`),
  ];
}

function partLines(verdict: PartVerdict, parts: readonly Part[], more: number): string[] {
  const told = parts.slice(0, PARTS_AT_MOST).map(({ source, target, ports, passing }) => (
    `  ${verdict}: ${endText(source)} to ${endText(target)} ${onPorts(ports)}${passing === undefined ? '' : `, for ${passingText(passing.told)} only`}`
  ));
  const rest = parts.length - told.length + more;
  return [...told, ...(rest === 0 ? [] : [`  ${verdict}: ${rest} more`])];
}

function endText(end: End): string {
  switch (end.kind) {
    case 'workload': return workloadText(end.workload);
    case 'stranger': return end.stranger.text;
    case 'node': return 'a node';
    case 'name': return nameText(end.name);
    case 'addresses': return someAddressesText(end.addresses, BLOCKS_AT_MOST);
  }
}

function exampleOf({ source, target, ports }: Part): Flow {
  const flow = { source: flowSource(source), destination: target.kind === 'name' ? nameEnd(target.name) : flowSource(target), ...examplePort(ports) };
  if (source.kind === 'stranger') return { ...flow, strangerSide: 'egress' };
  return target.kind === 'stranger' ? { ...flow, strangerSide: 'ingress' } : flow;
}

function flowSource(end: End): FlowSource {
  if (end.kind === 'name') throw new Error('nothing comes from a name');
  return end.kind === 'addresses' ? exampleAddress(end.addresses) : workloadEnd(end.workload);
}

/** Nobody can write a rule about a namespace of which nothing is known but that there may be one. */
function withoutMadeUp(explanation: Explanation, { source, target }: Part): Explanation {
  const { remedy: _, ...rest } = explanation;
  return [source, target].some(isMadeUp) ? rest : explanation;
}

function isMadeUp(end: End): boolean {
  if (end.kind === 'stranger') return end.stranger.namespaceLabels !== undefined || end.workload.namespace === NOWHERE;
  return end.kind === 'node';
}
