import { readGatewayRoutes } from './gateway/read';
import { readIngresses } from './ingress/read';
import { readRoutes } from './openshift-route/read';
import { readTraefikRoutes } from './traefik/read';
import { SnapshotProblem } from '../reachability/objects';
import { Entry, EntryOmission } from '../reachability/rules/entries';
import { LabelMap } from '../sets/selector';

/** The entries that the objects of every dialect make, and what makes none. */
export interface EntriesRead {
  /** Those of Ingresses, then of Routes, then of the Gateway API, then of the kinds of single controllers. */
  readonly entries: readonly Entry[];
  readonly omissions: readonly EntryOmission[];
  /** What the API server would refuse. */
  readonly problems: readonly SnapshotProblem[];
}

/** Reads the entries among objects; namespaces are given by their labels. Services make theirs by themselves. */
export function readEntries(objects: readonly unknown[], namespaces: ReadonlyMap<string, LabelMap>): EntriesRead {
  const all = [readIngresses(objects), readRoutes(objects), readGatewayRoutes(objects, namespaces), readTraefikRoutes(objects)];
  return {
    entries: all.flatMap(({ entries }) => entries),
    omissions: all.flatMap(({ omissions }) => omissions),
    problems: all.flatMap(({ problems }) => problems),
  };
}
