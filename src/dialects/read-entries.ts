import { readGatewayRoutes } from './gateway/read';
import { HAPROXY_READING, readTcps } from './haproxy/read';
import { readIngresses } from './ingress/read';
import { INGRESS_NGINX_READING } from './ingress-nginx/read';
import { readRoutes } from './openshift-route/read';
import { readTraefikRoutes } from './traefik/read';
import { SnapshotProblem } from '../reachability/objects';
import { Entry, EntryOmission } from '../reachability/rules/entries';
import { IngressReading } from '../reachability/rules/ingresses';
import { LabelMap } from '../sets/selector';

/** What single controllers make of Ingresses; the first takes those without a class. */
export const INGRESS_READINGS: readonly IngressReading[] = [INGRESS_NGINX_READING, HAPROXY_READING];

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
  const all = [
    readIngresses(objects, INGRESS_READINGS),
    readRoutes(objects),
    readGatewayRoutes(objects, namespaces),
    readTraefikRoutes(objects),
    readTcps(objects),
  ];
  return {
    entries: all.flatMap(({ entries }) => entries),
    omissions: all.flatMap(({ omissions }) => omissions),
    problems: all.flatMap(({ problems }) => problems),
  };
}
