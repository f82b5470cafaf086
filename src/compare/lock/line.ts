import { ToldRequests } from './requests';
import { LeavesBy } from '../../reachability/rules/source-addresses';
import { CidrSet } from '../../sets/cidr-set';
import { NamePattern } from '../../sets/names';
import { SymbolicPorts } from '../list/ports';

/** One end of a line of a lock. Names are the texts that stand in the file, so that whatever is written can be read again. */
export type LockEnd =
  /** Such as `shop/web[Deployment]`. */
  | { readonly kind: 'workload'; readonly name: string }
  | { readonly kind: 'addresses'; readonly addresses: CidrSet }
  /** Hosts outside the cluster by their name, as far as rules by names go. */
  | { readonly kind: 'name'; readonly name: NamePattern }
  /** Pods that are not among the manifests, by the texts of two selectors; `*` is the text of the one that matches everything. */
  | { readonly kind: 'pods'; readonly namespaces: string; readonly pods: string }
  /** A way in from outside, such as `Ingress shop/web shop.example.com/`, and the addresses of its clients. */
  | { readonly kind: 'entry'; readonly name: string; readonly clients: CidrSet };

/** How connections leave the cluster through a gateway; names are those that stand in the file. */
export interface LockWay {
  readonly leavesBy: LeavesBy;
  /** The text of the selector of its nodes. */
  readonly nodes: string;
}

/** One connection of a lock, or one way out of the cluster. */
export interface LockLine {
  /** Whether it is open, or the manifests do not say enough to know. */
  readonly certainty: 'open' | 'perhaps';
  readonly source: LockEnd;
  readonly destination: LockEnd;
  /** Empty where two workloads do not have what the lines about any pod say of them, and for pods that are kept out of what any other may do. */
  readonly ports: SymbolicPorts;
  /** The requests of HTTP that get through; absent where all of them do. */
  readonly requests?: ToldRequests;
  /** How the connections of a workload to addresses leave the cluster, whatever their ports; absent where the line is about who may call whom. */
  readonly way?: LockWay;
}

/** A line without its ports. */
export type LockPair = Pick<LockLine, 'source' | 'destination' | 'way'>;
