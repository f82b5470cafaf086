import { RuleSet } from './rules';
import { Entry, EntryOmission } from './rules/entries';
import { Service } from './rules/services';
import { Snapshot } from './snapshot';

/** What manifests mean, put together from what all readers found. */
export interface Meaning {
  readonly snapshot: Snapshot;
  readonly rules: RuleSet;
  readonly services: readonly Service[];
  /** The ways in through Ingresses, Routes and the Gateway API; those of Services follow from `services`. Sorted, so that no answer depends on the order of the manifests. */
  readonly entries: readonly Entry[];
  /** What of them brings nobody in. */
  readonly omissions: readonly EntryOmission[];
}
