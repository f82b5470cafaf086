import { LockLine } from './line';
import { BlockScope } from '../../reachability/snapshot';
import { Cidr } from '../../sets/cidr';
import { SystemFlow } from '../system/flow';

/** What the lines of a lock rest on, beside the manifests. */
export interface LockGiven {
  /** Blocks that hold all pods; none means that nobody has said. So for nodes. */
  readonly podCidrs: readonly Cidr[];
  readonly nodeCidrs: readonly Cidr[];
  /** Blocks that hold the API server, and nobody else; absent means that nobody has said. */
  readonly apiServer?: readonly Cidr[];
  /** Whom in the cluster blocks of policies take in; absent means whoever has such an address. */
  readonly blocks?: BlockScope;
  /** Whether `**.` before a name is one label or more; absent means it is. */
  readonly deepNames?: boolean;
  /** Whether requests that rules tell apart are told apart; absent means they are. */
  readonly tellsRequests?: boolean;
  /** Kinds of policies that are among the manifests and that the cluster does not enforce, sorted. */
  readonly unenforced: readonly string[];
  /** Flows that are left out of the lines. */
  readonly system: readonly SystemFlow[];
}

/** Who may reach whom, as a team has accepted it, or as manifests have it now. */
export interface Lock {
  readonly given: LockGiven;
  readonly lines: readonly LockLine[];
}
