import { Engine } from './engine';
import { PortSet } from '../../sets/ports';
import { intersectionOfRequests, RequestSet } from '../../sets/requests/request-set';
import { NarrowedPorts, Reach } from '../connectivity';

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
export function bothNarrowed(some: readonly NarrowedPorts[], others: readonly NarrowedPorts[]): NarrowedPorts[] {
  const [mine, theirs] = [some, others].map((narrowed) => narrowed.reduce((sum, { ports }) => sum.union(ports), PortSet.none));
  const alone = (one: NarrowedPorts, left: PortSet | undefined) => ({ ...one, ports: left === undefined ? one.ports : one.ports.difference(left) });
  return [
    ...some.map((one) => alone(one, theirs)),
    ...others.map((one) => alone(one, mine)),
    ...some.flatMap((one) => others.map((other) => (
      {
        ports: one.ports.intersection(other.ports),
        requests: intersectionOfRequests(one.requests, other.requests),
        ...(one.told === undefined || other.told === undefined ? {} : { told: [...one.told, ...other.told] }),
      }
    ))),
  ].filter(({ ports }) => !ports.isEmpty());
}
