import { widerRequests } from './requests';
import { NarrowedPorts, Reach } from '../../reachability/connectivity';
import { Workload } from '../../reachability/workload';
import { CidrSet } from '../../sets/cidr-set';
import { NamePattern } from '../../sets/names';
import { PortSet } from '../../sets/ports';

/** Whether an end is among the manifests of both versions, or of one alone. */
export type Presence = 'both' | 'old' | 'new';

/** One end of a pair whose connection is not the same in both versions. */
export type DiffEnd =
  | { readonly kind: 'workload'; readonly workload: Workload; readonly presence: Presence }
  /** Addresses that belong to no known workload in either version. */
  | { readonly kind: 'cell'; readonly addresses: CidrSet }
  /** A host outside the cluster by its name, as far as rules by names go. */
  | { readonly kind: 'name'; readonly name: NamePattern };

/**
 * What has become of a pair: open where it was shut, shut where it was open, only wider, only narrower, or both at once.
 *
 * Perhaps open counts as open here: from perhaps to surely is wider, and back is narrower.
 */
export type ChangeKind = 'added' | 'removed' | 'widened' | 'narrowed' | 'changed';

/** All kinds, in the order in which they are told. */
export const CHANGE_KINDS: readonly ChangeKind[] = ['added', 'removed', 'widened', 'narrowed', 'changed'];

/** What is open of a pair, and the ports on which it is so for some requests alone. */
export interface DiffReach extends Reach {
  readonly narrowed?: readonly NarrowedPorts[];
}

/** One pair whose connection is not the same in both versions. */
export interface Change {
  readonly kind: ChangeKind;
  readonly source: DiffEnd;
  readonly destination: DiffEnd;
  readonly before: DiffReach;
  readonly after: DiffReach;
  /** The ports that are open now and were not, or not surely, or not for as many requests. */
  readonly gained: PortSet;
  /** The ports that were open and are not now, or not surely, or not for as many requests. */
  readonly lost: PortSet;
}

/** The reach of a pair of which one end is not there. */
export const NO_REACH: DiffReach = { allowed: PortSet.none, unknown: PortSet.none };

/** What has become of a pair; undefined if nothing has. */
export function changeOf(before: DiffReach, after: DiffReach): Pick<Change, 'kind' | 'gained' | 'lost'> | undefined {
  const both = openOf(before).intersection(openOf(after));
  const [were, are] = [before.narrowed ?? [], after.narrowed ?? []];
  const [wider, narrower] = [widerRequests(are, were, both), widerRequests(were, are, both)];
  if (isSame(before, after) && wider.isEmpty() && narrower.isEmpty()) return undefined;
  const gained = beyond(after, before).union(wider);
  const lost = beyond(before, after).union(narrower);
  return { kind: kindOf(before, after, gained, lost), gained, lost };
}

function kindOf(before: Reach, after: Reach, gained: PortSet, lost: PortSet): ChangeKind {
  if (isShut(before)) return 'added';
  if (isShut(after)) return 'removed';
  if (lost.isEmpty()) return 'widened';
  return gained.isEmpty() ? 'narrowed' : 'changed';
}

function isSame(a: Reach, b: Reach): boolean {
  return (a.allowed === b.allowed || a.allowed.equals(b.allowed)) && (a.unknown === b.unknown || a.unknown.equals(b.unknown));
}

function openOf({ allowed, unknown }: Reach): PortSet {
  return unknown.isEmpty() ? allowed : allowed.union(unknown);
}

function isShut(reach: Reach): boolean {
  return reach.allowed.isEmpty() && reach.unknown.isEmpty();
}

/** What the first opens more surely than the second. */
function beyond(a: Reach, b: Reach): PortSet {
  const perhaps = (reach: Reach) => reach.allowed.union(reach.unknown);
  return a.allowed.difference(b.allowed).union(perhaps(a).difference(perhaps(b)));
}

/** When a comparison fails a build: on any change, or only where something is open that was not. */
export type FailOn = 'any' | 'widened';

/** Whether changes are of the kind that fails a build, those of the ways out of the cluster among them. */
export function failsOn(changes: readonly Change[], failOn: FailOn, leaves: readonly { readonly widens: boolean }[] = []): boolean {
  switch (failOn) {
    case 'any': return changes.length + leaves.length > 0;
    case 'widened': return changes.some((change) => !change.gained.isEmpty()) || leaves.some(({ widens }) => widens);
  }
}
