import { LintFinding } from './codes';
import { governs } from './governs';
import { Manifests, namesText } from './manifests';
import { wayText } from '../../reachability/departure-text';
import { SourceAddressRule } from '../../reachability/rules/source-addresses';
import { Snapshot } from '../../reachability/snapshot';
import { Workload, workloadText } from '../../reachability/workload';
import { Cidr } from '../../sets/cidr';

/**
 * Policies that give the same pods other source addresses for the same block: the longest block counts, and of two alike nobody knows which.
 *
 * @see https://github.com/cilium/cilium/blob/v1.18.0/pkg/egressgateway/manager.go (Cilium 1.18: one map for a pod, in which the last policy that is looked at counts)
 */
export function* checkSources({ sources = [], snapshot }: Manifests): Iterable<LintFinding> {
  const all = sources.map((rule) => ({ rule, words: wordsOf(rule), subjects: subjectsOf(rule, snapshot) }));
  for (const [i, { rule, words, subjects }] of all.entries()) {
    for (const { rule: other, words: others, subjects: theirs } of all.slice(0, i)) {
      const [block] = sharedBlocks(words, others);
      const both = block === undefined ? [] : subjects.filter((workload) => theirs.includes(workload));
      if (block === undefined || both.length === 0) continue;
      yield {
        code: 'SOURCE_ADDRESS_CLASH',
        object: rule.origin,
        path: 'spec.destinationCIDRs',
        text: `says of \`${block}\` something else than ${other.origin.kind} \`${other.origin.name}\`, and both select ${namesText(both.map(workloadText))}: which of them counts is not defined`,
        mend: 'select other pods, or name a longer block in the one that is to count',
      };
    }
  }
}

function subjectsOf({ subjects }: SourceAddressRule, snapshot: Snapshot): Workload[] {
  return snapshot.workloads.filter((workload) => subjects.some((subject) => governs({ subject }, workload, snapshot)));
}

/** The blocks of which both policies say something, and not the same. */
function sharedBlocks(words: ReadonlyMap<string, string>, others: ReadonlyMap<string, string>): string[] {
  return [...words].filter(([block, word]) => others.has(block) && others.get(block) !== word).map(([block]) => block);
}

/** What a policy says of each of its blocks. */
function wordsOf({ destinations, excluded, gateways }: SourceAddressRule): ReadonlyMap<string, string> {
  const through = ({ family }: Cidr) => [...new Set(gateways.map((gateway) => wayText({ kind: 'gateway', gateway, origin: NOBODY }, family)))].sort().join(' or ');
  return new Map([
    ...destinations.map((block): [string, string] => [block.text, through(block)]),
    ...excluded.map((block): [string, string] => [block.text, 'it is left out']),
  ]);
}

/** Two policies may lead alike: who says so does not matter. */
const NOBODY: SourceAddressRule['origin'] = { kind: 'CiliumEgressGatewayPolicy', name: '' };
