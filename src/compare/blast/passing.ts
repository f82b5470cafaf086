import { NarrowedOn } from '../../reachability/connectivity';
import { Cuttable, withoutAll } from '../../sets/pieces';

/** Ports of a step, and those of them on which some requests alone get through. */
interface Step<P> {
  readonly allowed: P;
  readonly unknown: P;
  readonly narrowed: readonly NarrowedOn<P>[];
}

interface Ports<P> extends Cuttable<P> {
  union(other: P): P;
}

/** A step is there for whom some request gets through: surely where one surely does, and perhaps where one may. Ports on which none does are no step. */
export function passable<P extends Ports<P>>({ allowed, unknown, narrowed }: Step<P>): Step<P> {
  const isShut = ({ requests }: NarrowedOn<P>) => requests.most.isEmpty();
  const without = (ports: P, some: readonly NarrowedOn<P>[]) => withoutAll(ports, some.map((one) => one.ports));
  const shut = narrowed.filter(isShut);
  const open = narrowed.filter((one) => !isShut(one));
  const doubtful = open.filter(({ requests }) => requests.least.isEmpty());
  const perhaps = doubtful.reduce((sum, one) => sum.union(one.ports.intersection(allowed)), unknown);
  return { allowed: without(without(allowed, shut), doubtful), unknown: without(perhaps, shut), narrowed: open };
}
