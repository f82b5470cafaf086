import { sortedEntries } from './entries';
import { RuleSet } from './rules';
import { Entry, EntryOmission } from './rules/entries';
import { Read, ReadNote, ReadProblem } from './rules/readings';
import { Service } from './rules/services';
import { SourceAddressRule } from './rules/source-addresses';
import { ClusterFacts, Snapshot, snapshotOf } from './snapshot';

/** What manifests mean, put together from what all readers found. */
export interface Meaning {
  readonly snapshot: Snapshot;
  readonly rules: RuleSet;
  readonly services: readonly Service[];
  /** The ways in through Ingresses, Routes and the Gateway API; those of Services follow from `services`. Sorted, so that no answer depends on the order of the manifests. */
  readonly entries: readonly Entry[];
  /** What of them brings nobody in. */
  readonly omissions: readonly EntryOmission[];
  /** By which addresses connections leave the cluster; absent where nothing is said of it. */
  readonly sources?: readonly SourceAddressRule[];
  /** What of policies is not read, or does not do what it says; absent where there is nothing to say. */
  readonly notes?: readonly ReadNote[];
}

/** What manifests mean, and what of them an API server would refuse, so that it means nothing. */
export interface ReadMeaning extends Meaning {
  readonly problems: readonly ReadProblem[];
}

/** Finds out what objects mean; the items of lists must have been taken out of them. */
export function meaningOf(objects: readonly unknown[], facts: ClusterFacts, read: Read): ReadMeaning {
  const snapshot = snapshotOf(objects, facts);
  const { entries, problems, ...readings } = read(objects, snapshot.namespaces, facts);
  const ofSnapshot = snapshot.problems.map((problem) => ({ code: 'FIELD_INVALID', ...problem }));
  return { ...readings, snapshot, entries: sortedEntries(entries), problems: [...ofSnapshot, ...problems] };
}
