import { Narrowing } from './narrowing';
import { ConnectivityMap, ConnectivityOptions } from '../../reachability/connectivity';
import { RuleSet } from '../../reachability/rules';
import { Entry, Service } from '../../reachability/rules/services';
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
  /** What computes who reaches whom. */
  readonly connect: Connect;
}

/** Which rows are wanted, and whether pods that are not there matter. */
export interface ListOptions {
  readonly narrowing?: Narrowing;
  readonly exposure?: boolean;
}
