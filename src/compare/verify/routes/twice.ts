import { doorKeys, meet } from './doors';
import { ProofFinding } from '../finding';
import { Places, requestsOf } from '../places';
import { claimants } from './shares';
import { EdgeModel } from '../../../model/edge';
import { Entry } from '../../../reachability/rules/entries';
import { workloadText } from '../../../reachability/workload';
import { groupedBy } from '../../../sets/groups';

/** What several objects serve by the same door, where some of it is ours; declared twice it has been reported already. */
export function* twiceServed(places: Places, managed: ReadonlySet<string>): Iterable<ProofFinding> {
  const served = places.all().filter(({ entry }) => entry.instead === undefined);
  const single = served.flatMap((placed) => placed.edges.map((edge) => ({ placed, edge })));
  const groups = groupedBy(single, ({ placed: { entry }, edge }) => `${edge.name} ${entry.host ?? '*'} ${entry.protocol ?? 'TCP'} ${requestsOf(entry)}`);
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined || group.length < 2) continue;
    const { edge } = first;
    const rivals = group.filter(({ placed: one }) => group.some(({ placed: other }) => isRival(one.entry, other.entry, edge)));
    const all = rivals.map(({ placed }) => placed);
    const [objects, declared] = [claimants(all), all.flatMap((placed) => places.declared(placed)).filter((route) => route.edge === edge.name)];
    const isOurs = declared.length > 0 || all.some(({ targets }) => targets.some(({ workload }) => managed.has(workloadText(workload))));
    if (objects.length < 2 || !isOurs || new Set(declared.map(({ namespace, name }) => `${namespace}/${name}`)).size > 1) continue;
    const { host, path, conditions } = first.placed.entry;
    yield {
      kind: 'routeTwice',
      objects,
      edge: edge.name,
      ...(host === undefined ? {} : { host }),
      ...(path === undefined ? {} : { path }),
      ...(conditions === undefined ? {} : { conditions }),
      ...(declared[0] === undefined ? {} : { route: declared[0] }),
    };
  }
}

function isRival({ origin, ...one }: Entry, other: Entry, edge: EdgeModel): boolean {
  const isSame = origin.kind === other.origin.kind && origin.namespace === other.origin.namespace && origin.name === other.origin.name;
  return !isSame && meet(doorKeys({ origin, ...one }, edge), doorKeys(other, edge));
}
