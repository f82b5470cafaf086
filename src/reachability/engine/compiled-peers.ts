import { NamePattern } from '../../sets/names';
import { BlockScope } from '../snapshot';

/** Whoever is one of these. */
export interface CompiledNames {
  readonly predicates: readonly number[];
  readonly blocks: readonly CompiledBlock[];
  readonly nodes: readonly CompiledNodes[];
  /** All workloads, and this block of addresses. */
  readonly cluster?: number;
}

/** The other side of a rule: anyone, or whoever meets one of these. */
export interface CompiledPeers extends CompiledNames {
  readonly anyone: boolean;
  /** Names of hosts outside the cluster; any address outside may be one of theirs. */
  readonly hosts: readonly NamePattern[];
  readonly meeting: readonly CompiledMeeting[];
}

/** Whoever meets all of some conditions. */
export interface CompiledMeeting {
  readonly all: readonly (CompiledNames & { readonly isNegated: boolean })[];
  readonly isSure: boolean;
}

/** A block of addresses, without those of the cluster that it leaves out, and which workloads are in it if they have one of the others. */
export interface CompiledBlock extends BlockScope {
  readonly block: number;
}

/** All that the other side of a rule names, in its conditions, too. */
export function namesIn(peers: CompiledPeers): CompiledNames[] {
  return [peers, ...peers.meeting.flatMap(({ all }) => all)];
}

/** Nodes by their labels: the block of the addresses of those whose objects match, and whether the selector matches whatever there is. */
export interface CompiledNodes {
  readonly block: number;
  readonly isEvery: boolean;
}

/** Everybody. */
export const ANYONE: CompiledPeers = { anyone: true, hosts: [], predicates: [], blocks: [], nodes: [], meeting: [] };

/** No one. */
export const NOBODY: CompiledPeers = { ...ANYONE, anyone: false };
