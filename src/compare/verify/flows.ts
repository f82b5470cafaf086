import { Difference, OtherEnd } from './difference';
import { FindingPart, ProofFinding } from './finding';
import { witnessOf } from './witness';
import { World } from './world';
import { AskedFlow } from '../../model/asked';
import { RuleSet } from '../../reachability/rules';
import { workloadText } from '../../reachability/workload';
import { groupedBy } from '../../sets/groups';
import { nameText } from '../../sets/names';
import { order } from '../../sets/order';
import { PortSet } from '../../sets/ports';
import { requestText } from '../../sets/requests/request';

/**
 * Findings from differences: those of one side, and of one declaration where it is missing, are one. Where a policy is gone, a person wants to
 * read that everybody gets in, and not who everybody is.
 */
export function flowFindings(differences: Iterable<Difference>, world: World, rules: RuleSet): ProofFinding[] {
  const groups = new Map<string, { readonly first: Difference; readonly flow?: AskedFlow; readonly all: Difference[] }>();
  for (const difference of differences) {
    for (const flow of isMissing(difference) ? difference.flows : [undefined]) {
      const key = [difference.kind, workloadKey(difference), difference.direction, difference.keeper, flow?.key ?? '', ...requestKey(difference)].join('\n');
      const group = groups.get(key) ?? { first: difference, ...(flow === undefined ? {} : { flow }), all: [] };
      groups.set(key, group);
      group.all.push(difference);
    }
  }
  return [...groups.values()].map(({ first, flow, all }) => findingOf(first, flow, all, world, rules));
}

function findingOf(first: Difference, flow: AskedFlow | undefined, all: readonly Difference[], world: World, rules: RuleSet): ProofFinding {
  const parts = partsOf(all, world);
  const { subject, direction, keeper, request, isEvery = false, names = [] } = first;
  const common = { subject, direction, parts, witness: witnessOf(world, rules, first, parts) };
  const flows = [...new Set(all.flatMap((one) => one.flows))];
  const ofRequests = () => ({ ...common, flows, connection: witnessOf(world, rules, { subject, direction }, parts) });
  switch (first.kind) {
    case 'excess': return { kind: 'flowExcess', ...common };
    case 'unknown': return { kind: 'flowUnknown', ...common };
    case 'missing': return { kind: 'flowMissing', ...common, flow: given(flow), keeper };
    case 'requestExcess': return { kind: 'requestExcess', ...ofRequests(), request: given(request), isEvery };
    case 'requestMissing': return { kind: 'requestMissing', ...ofRequests(), flow: given(flow), keeper, request: given(request) };
    case 'requestUnknown': return { kind: 'requestUnknown', ...ofRequests() };
    case 'queryMissing': return { kind: 'queryMissing', ...common, flow: given(flow), names };
    case 'nameUnread': return { kind: 'nameUnread', ...common, flow: given(flow) };
  }
}

function isMissing({ kind }: Difference): boolean {
  return kind === 'missing' || kind === 'requestMissing' || kind === 'queryMissing' || kind === 'nameUnread';
}

/** Requests are told of by one of them, and beside what was declared of their connection. */
function requestKey({ kind, request, isEvery, flows }: Difference): string[] {
  if (!kind.startsWith('request')) return [];
  return [String(isEvery), ...(request === undefined ? [] : [requestText(request)]), ...flows.map(({ key }) => key)];
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('what is missing has been declared, and of requests there is one');
  return value;
}

function workloadKey({ subject: { id } }: Difference): string {
  return `${id.kind} ${id.namespace}/${id.name}`;
}

/** The other ends by their ports: strangers first, since they say most, then whoever has the most ports. */
function partsOf(differences: readonly Difference[], { strangers }: World): FindingPart[] {
  const byPorts = groupedBy(differences, ({ ports }) => ports.toString());
  const isKnown = (end: OtherEnd) => (end.kind === 'workload' && !strangers.has(end.workload) ? 1 : 0);
  const parts = [...byPorts.values()].map((alike): FindingPart => ({
    others: alike.map(({ other }) => ({ other, known: isKnown(other), key: endKey(other) }))
      .sort((a, b) => a.known - b.known || order(a.key, b.key)).map(({ other }) => other),
    ports: alike.reduce((sum, { ports }) => sum.union(ports), PortSet.none),
  }));
  return parts.sort((a, b) => b.others.length - a.others.length || order(a.ports.toString(), b.ports.toString()));
}

function endKey(end: OtherEnd): string {
  switch (end.kind) {
    case 'workload': return workloadText(end.workload);
    case 'addresses': return end.addresses.toString();
    case 'name': return nameText(end.name);
  }
}
