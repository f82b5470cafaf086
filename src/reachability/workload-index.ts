import { Snapshot } from './snapshot';
import { traitsOf, Workload, workloadText } from './workload';
import { listIn } from '../sets/groups';
import { LabelMap } from '../sets/selector';

/** The workloads of a namespace by their labels, those on the host network among them: so that a Service looks at few of them. */
interface NamespaceIndex {
  readonly all: readonly Workload[];
  readonly byLabel: ReadonlyMap<string, readonly Workload[]>;
}

const INDEXES = new WeakMap<Snapshot, ReadonlyMap<string, NamespaceIndex>>();

/** The workloads of a namespace that carry all of some labels, or of whatever else selectors find pods by, in the order of the snapshot. */
export function workloadsLabelled(snapshot: Snapshot, namespace: string, labels: LabelMap): readonly Workload[] {
  const index = indexOf(snapshot).get(namespace);
  const wanted = Object.entries(labels);
  const lists = wanted.map(([key, value]) => index?.byLabel.get(textOf(key, value)) ?? []);
  const [fewest = index?.all ?? []] = lists.sort((a, b) => a.length - b.length);
  return fewest.filter((workload) => {
    const traits = traitsOf(workload);
    return wanted.every(([key, value]) => Object.hasOwn(traits, key) && traits[key] === value);
  });
}

const BY_TEXT = new WeakMap<Snapshot, ReadonlyMap<string, Workload>>();

/** The workload of a kind, namespace and name. */
export function workloadOf(snapshot: Snapshot, id: Pick<Workload, 'namespace' | 'name'> & { readonly kind: string }): Workload | undefined {
  const known = BY_TEXT.get(snapshot) ?? new Map(snapshot.workloads.map((workload) => [workloadText(workload), workload]));
  BY_TEXT.set(snapshot, known);
  return known.get(`${id.namespace}/${id.name}[${id.kind}]`);
}

function indexOf(snapshot: Snapshot): ReadonlyMap<string, NamespaceIndex> {
  const known = INDEXES.get(snapshot);
  if (known !== undefined) return known;
  const found = new Map<string, { all: Workload[]; byLabel: Map<string, Workload[]> }>();
  for (const workload of snapshot.workloads) {
    const own = found.get(workload.namespace) ?? { all: [], byLabel: new Map<string, Workload[]>() };
    found.set(workload.namespace, own);
    own.all.push(workload);
    for (const [key, value] of Object.entries(traitsOf(workload))) {
      listIn(own.byLabel, textOf(key, value)).push(workload);
    }
  }
  INDEXES.set(snapshot, found);
  return found;
}

/** No key of a label has an equals sign in it. */
function textOf(key: string, value: string): string {
  return `${key}=${value}`;
}
