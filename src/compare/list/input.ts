import { Narrowing } from './narrowing';
import { ConnectivityMap, ConnectivityOptions } from '../../reachability/connectivity';
import { RuleSet } from '../../reachability/rules';
import { Entry, EntryOmission } from '../../reachability/rules/entries';
import { Service } from '../../reachability/rules/services';
import { Snapshot } from '../../reachability/snapshot';

/** What computes who reaches whom: the engine. */
export type Connect = (snapshot: Snapshot, rules: RuleSet, options?: ConnectivityOptions) => ConnectivityMap;

/** What a list is made from. */
export interface ListInput {
  readonly snapshot: Snapshot;
  readonly rules: RuleSet;
  readonly services: readonly Service[];
  /** Those of Ingresses and routes; the entries of Services are made here. */
  readonly entries: readonly Entry[];
  /** What of them brings nobody in. */
  readonly omissions: readonly EntryOmission[];
  /** What computes who reaches whom. */
  readonly connect: Connect;
}

/** Which rows are wanted, and what else beside connections and entries. */
export interface ListOptions {
  readonly narrowing?: Narrowing;
  /** Whether pods that are not there matter. */
  readonly exposure?: boolean;
  /** Whether it is told where the ports of Services lead. */
  readonly services?: boolean;
}
