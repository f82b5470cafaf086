import { NarrowedPorts, Reach } from '../../reachability/connectivity';
import { Workload, workloadText } from '../../reachability/workload';
import { CidrSet } from '../../sets/cidr-set';
import { NamePattern, nameText } from '../../sets/names';
import { addressesText } from '../words/text';

/** One end of a row. */
export type ListEnd =
  | { readonly kind: 'workload'; readonly workload: Workload }
  | { readonly kind: 'addresses'; readonly addresses: CidrSet }
  /** A host outside the cluster by its name, or those of a pattern that nothing narrower is about. */
  | { readonly kind: 'name'; readonly name: NamePattern }
  /** The pods of whatever serves Ingresses or routes: any pod, as long as nobody says which. */
  | { readonly kind: 'controller' };

/** Who reaches whom on what. */
export interface ListRow extends Reach {
  /** Ports on which some requests alone get through; absent where there are none. */
  readonly narrowed?: readonly NarrowedPorts[];
  readonly source: ListEnd;
  readonly destination: ListEnd;
}

/** An end of a workload. */
export function workloadListEnd(workload: Workload): ListEnd {
  return { kind: 'workload', workload };
}

/** An end as a text. */
export function listEndText(end: ListEnd): string {
  switch (end.kind) {
    case 'workload': return workloadText(end.workload);
    case 'addresses': return addressesText(end.addresses);
    case 'name': return nameText(end.name);
    case 'controller': return '{ingress-controller}';
  }
}

/** Two ends of addresses as one. */
export function joinedEnds(a: ListEnd, b: ListEnd): ListEnd {
  return a.kind === 'addresses' && b.kind === 'addresses' ? { kind: 'addresses', addresses: a.addresses.union(b.addresses) } : b;
}
