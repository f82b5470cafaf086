import { Claims } from './claims';
import { AskedWorkload } from '../../model/asked';
import { Direction } from '../../reachability/rules';

/** A managed workload with its place in the map, and what is declared of it. */
export interface Subject {
  readonly asked: AskedWorkload;
  readonly place: number;
  readonly claims: Readonly<Record<Direction, Claims>>;
}
