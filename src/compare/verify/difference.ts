import { AskedFlow, AskedWorkload } from '../../model/asked';
import { Direction } from '../../reachability/rules';
import { Workload } from '../../reachability/workload';
import { CidrSet } from '../../sets/cidr-set';
import { NamePattern } from '../../sets/names';
import { PortSet } from '../../sets/ports';
import { Request } from '../../sets/requests/request';

/** The other end of a pair that is not as it was asked. */
export type OtherEnd =
  | { readonly kind: 'workload'; readonly workload: Workload }
  | { readonly kind: 'addresses'; readonly addresses: CidrSet }
  /** Hosts outside by their name; as the other end of egress only. */
  | { readonly kind: 'name'; readonly name: NamePattern };

/** The side that keeps a declared flow from being: that of the workload which declares it, or of the other end. */
export type Keeper = 'own' | 'other';

/** One pair with a managed end, where what is written is not what was asked. */
export interface Difference {
  readonly kind: 'missing' | 'excess' | 'unknown' | 'requestMissing' | 'requestExcess' | 'requestUnknown' | 'queryMissing' | 'nameUnread';
  readonly subject: AskedWorkload;
  readonly direction: Direction;
  readonly other: OtherEnd;
  readonly ports: PortSet;
  /** Who keeps a missing flow, or a request over it, from being. */
  readonly keeper: Keeper;
  /** The declarations that a missing flow belongs to, or those of the flow whose requests are not as they were asked. */
  readonly flows: readonly AskedFlow[];
  /** One request that gets through, or does not. */
  readonly request?: Request;
  /** Whether every request gets through. */
  readonly isEvery?: boolean;
  /** The only names that may be asked for. */
  readonly names?: readonly NamePattern[];
}

/** A pair as far as one side of it has a say. */
export interface Pair {
  readonly subject: AskedWorkload;
  readonly direction: Direction;
  readonly other: OtherEnd;
}
