import { Engine } from './engine';
import { Cuttable } from '../../sets/pieces';
import { intersectionOfRequests, RequestSet } from '../../sets/requests/request-set';
import { NarrowedOn, NarrowedPorts, Reach } from '../connectivity';

/** The ports of a pair on which not all requests get through both sides for sure, of those that are not denied. */
export function narrowedBetween(engine: Engine, source: number, destination: number, { allowed, unknown }: Reach): readonly NarrowedPorts[] {
  if (!engine.tellsRequests || engine.isEmpty(source, destination)) return [];
  const [from, to] = [engine.ends.classes.of(source), engine.ends.classes.of(destination)];
  const egress = engine.egress.narrowed(from, to);
  const ingress = openedToNode(engine.ingress.narrowed(to, from), engine.ownNode.relation(source, destination));
  const open = allowed.union(unknown);
  const onOpen = bothNarrowed(egress, ingress).map((one) => ({ ...one, ports: one.ports.intersection(open) }));
  return onOpen.filter(({ ports }) => !ports.isEmpty());
}

/** A pod lets its own node in, whatever it asks for. */
function openedToNode(narrowed: readonly NarrowedPorts[], isNode: 'yes' | 'no' | 'unknown'): readonly NarrowedPorts[] {
  switch (isNode) {
    case 'yes': return [];
    case 'no': return narrowed;
    case 'unknown': return narrowed.map(({ ports, requests }) => ({ ports, requests: { least: requests.least, most: RequestSet.all } }));
  }
}

/** The ports on which not all requests get through both of two sides. */
export function bothNarrowed<P extends Cuttable<P>>(some: readonly NarrowedOn<P>[], others: readonly NarrowedOn<P>[]): NarrowedOn<P>[] {
  const alone = (one: NarrowedOn<P>, besides: readonly NarrowedOn<P>[]) => (
    { ...one, ports: besides.reduce((rest, { ports }) => rest.difference(ports), one.ports) }
  );
  return [
    ...some.map((one) => alone(one, others)),
    ...others.map((one) => alone(one, some)),
    ...some.flatMap((one) => others.map((other) => (
      {
        ports: one.ports.intersection(other.ports),
        requests: intersectionOfRequests(one.requests, other.requests),
        ...(one.told === undefined || other.told === undefined ? {} : { told: [...one.told, ...other.told] }),
      }
    ))),
  ].filter(({ ports }) => !ports.isEmpty());
}
