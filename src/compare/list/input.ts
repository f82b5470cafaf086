import { Narrowing } from './narrowing';
import { ConnectivityMap, ConnectivityOptions } from '../../reachability/connectivity';
import { Meaning } from '../../reachability/meaning';
import { RuleSet } from '../../reachability/rules';
import { Snapshot } from '../../reachability/snapshot';
import { SystemFlow } from '../system/flow';

/** What computes who reaches whom: the engine. */
export type Connect = (snapshot: Snapshot, rules: RuleSet, options?: ConnectivityOptions) => ConnectivityMap;

/** What a list is made from. */
export interface ListInput extends Meaning {
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
  /** The system flows of the cluster, if rows that are nothing else are to be left out, with those that come from a pod's own node. */
  readonly hidden?: readonly SystemFlow[];
  /** Called whenever a row is left out for that. */
  readonly onHidden?: () => void;
}
