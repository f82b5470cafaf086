import { ProofFinding } from './finding';
import { flowFindings } from './flows';
import { guardrailFindings } from './guardrails/guardrails';
import { declaredNames } from './names';
import { controllerFindings } from './routes/controllers';
import { routeFindings } from './routes/routes';
import { targetFindings } from './routes/targets';
import { rowsOf } from './rows';
import { Sides } from './sides';
import { witnessOf } from './witness';
import { World, worldOf } from './world';
import { Asked, AskedDryRun, AskedPeer, AskedWorkload } from '../../model/asked';
import { blocksOf } from '../../model/endpoint';
import { resolvedEntries, servedEntries } from '../../reachability/entries';
import { RuleSet } from '../../reachability/rules';
import { Entry, EntryOmission } from '../../reachability/rules/entries';
import { Service } from '../../reachability/rules/services';
import { Snapshot } from '../../reachability/snapshot';
import { groupedBy } from '../../sets/groups';
import type { Connect } from '../list/input';

/** What is written, as the readers have it, and what was asked. */
export interface ProofInput {
  readonly asked: Asked;
  readonly snapshot: Snapshot;
  /** Those that the cluster enforces. */
  readonly rules: RuleSet;
  readonly services: readonly Service[];
  readonly entries: readonly Entry[];
  /** What of them brings nobody in. */
  readonly omissions: readonly EntryOmission[];
  readonly connect: Connect;
  /** Whether the cluster enforces policies at all: where it does not, everything is open, which is told once. */
  readonly isEnforced: boolean;
}

/** What was found, and the world in which it was. */
export interface Proof {
  readonly findings: readonly ProofFinding[];
  readonly world: World;
}

/** Holds what is written against what was asked, both ways: whatever was declared gets through, and nothing else does. */
export function verify(input: ProofInput): Proof {
  const { asked, snapshot, rules, services } = input;
  const world = worldOf(snapshot, asked, rules);
  const absent = asked.workloads.flatMap((subject): ProofFinding[] => {
    const workload = world.find(subject.id);
    if (workload === undefined) return [{ kind: 'workloadMissing', subject }];
    return workload.hostNetwork ? [{ kind: 'workloadOnHost', subject }] : [];
  });
  const sides = sidesOf(input, world);
  const flows = input.isEnforced ? flowFindings(sides.differences(), world, rules) : [];
  // a backend of weight 0 gets no requests: it is no way in
  const entries = resolvedEntries(servedEntries(input.entries), services, snapshot);
  return {
    world,
    findings: [
      ...absent,
      ...flows,
      ...(input.isEnforced ? dryRunsOf(input, sides, world) : []),
      ...(input.isEnforced ? podsInBlocks(input) : []),
      ...(input.isEnforced ? guardrailFindings(input, world) : []),
      ...(input.isEnforced ? sides.exceptions.used().map((one): ProofFinding => ({ kind: 'exception', ...one })) : []),
      ...targetFindings(asked.targets, services, world, snapshot),
      ...(input.isEnforced ? controllerFindings(asked, world) : []),
      ...routeFindings(asked, { entries, omissions: input.omissions }, world, (workload) => sides.controllerPorts(workload)),
    ],
  };
}

/** Told once for each scope: its policies hold nobody yet. */
function dryRunsOf({ asked, rules }: ProofInput, sides: Sides, world: World): ProofFinding[] {
  return [...groupedBy([...asked.workloads, ...asked.guardrails], ({ dryRun }) => dryRun).keys()].flatMap((dryRun): ProofFinding[] => {
    if (dryRun === undefined) return [];
    const open = sides.openIn(dryRun);
    const isIn = (one: { readonly dryRun?: AskedDryRun }) => one.dryRun === dryRun;
    return [{ kind: 'dryRun', dryRun, subjects: asked.workloads.filter(isIn), guardrails: asked.guardrails.filter(isIn), ...(open === undefined ? {} : { open: witnessOf(world, rules, open, [{ others: [open.other], ports: open.ports }]) }) }];
  });
}

/** Told once: blocks of addresses may hold pods wherever nobody has said where pods are. */
function podsInBlocks({ asked, snapshot }: ProofInput): ProofFinding[] {
  if ((snapshot.facts.podCidrs ?? []).length > 0) return [];
  const flowsOf = ({ ingress, egress }: AskedWorkload) => [...ingress, ...egress].filter(({ peers }) => peers.some(mayHoldPods));
  const subjects = asked.workloads.filter((subject) => flowsOf(subject).length > 0);
  const keys = [...new Set(subjects.flatMap(flowsOf).map(({ key }) => key))].sort();
  return subjects.length === 0 ? [] : [{ kind: 'podsInBlocks', subjects, keys }];
}

/** No pod has a link-local address, as a cache of DNS on every node does. */
function mayHoldPods(peer: AskedPeer): boolean {
  const blocks = peer.kind === 'workload' || peer.kind === 'party' || peer.kind === 'name' ? [] : blocksOf(peer);
  return blocks.some(({ cidr }) => !/^(169\.254\.|fe80:)/.test(cidr));
}

function sidesOf({ asked, rules, connect }: ProofInput, world: World): Sides {
  // what names may do is held against what was declared of names, and not of every address that may be theirs
  const map = connect(world.snapshot, rules, { addressesOfNames: 'apart', names: declaredNames(asked) });
  return new Sides(world, asked, map, rowsOf(map));
}
