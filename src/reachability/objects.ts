import { LabelMap } from '../sets/selector';

/** A fact of a manifest that could not be read, and that a verdict therefore does not take into account. */
export interface SnapshotProblem {
  /** The object, such as `Pod shop/web`. */
  readonly object: string;
  readonly path: string;
  /** What is wrong, as a sentence. */
  readonly text: string;
}

/** An object in texts, such as `Pod shop/web`; one that belongs to the whole cluster has no namespace. */
export function objectText({ kind, namespace, name }: { readonly kind: string; readonly namespace?: string; readonly name: string }): string {
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

/** One object with the problems found in it. */
export interface ReadObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly value: unknown;
  readonly report: (path: string, text: string) => void;
}

/** The value at a path of keys; undefined where a key, or a mapping on the way, is missing. */
export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce(
    // The check leaves only objects with string keys, so that reading any key is safe.
    (at, key) => (typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Record<string, unknown>)[key] : undefined),
    value,
  );
}

/** The list at a path of keys; what is no list is empty. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const list = valueAt(value, ...path);
  return Array.isArray(list) ? list : [];
}

/** Any value as a text in a message. A mapping cannot be left to `String`: it may have a `toString` of its own. */
export function shownValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value) ?? 'nothing';
}

/** Objects as they are applied: the items of a `v1` List, or of any other list of one kind, stand for themselves. */
export function flattened(objects: readonly unknown[]): unknown[] {
  return objects.flatMap((object) => {
    const kind = valueAt(object, 'kind');
    if (typeof kind !== 'string' || !kind.endsWith('List')) return [object];
    return flattened(listAt(object, 'items').map((item) => kindred(item, valueAt(object, 'apiVersion'), kind.slice(0, -'List'.length))));
  });
}

/** An item of a list of one kind may leave it to the list to say which; those of a `v1` List cannot. */
function kindred(item: unknown, apiVersion: unknown, kind: string): unknown {
  if (kind === '' || typeof item !== 'object' || item === null || valueAt(item, 'kind') !== undefined) return item;
  return { apiVersion, kind, ...item };
}

/** The identity of an object, if it has one; a missing namespace means `default`. */
export function readObject(value: unknown, problems: SnapshotProblem[]): ReadObject | undefined {
  const apiVersion = valueAt(value, 'apiVersion');
  const kind = valueAt(value, 'kind');
  const name = valueAt(value, 'metadata', 'name');
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof name !== 'string') return undefined;
  const namespace = valueAt(value, 'metadata', 'namespace');
  const home = typeof namespace === 'string' && namespace !== '' ? namespace : 'default';
  const object = objectText(['Namespace', 'Node'].includes(kind) ? { kind, name } : { kind, namespace: home, name });
  const report = (path: string, text: string) => {
    problems.push({ object, path, text });
  };
  return { apiVersion, kind, namespace: home, name, value, report };
}

/** What objects are read to, lists taken apart, and the problems found in them. */
export function readEach<T>(
  objects: readonly unknown[], read: (object: ReadObject) => readonly T[],
): { readonly found: T[]; readonly problems: readonly SnapshotProblem[] } {
  const problems: SnapshotProblem[] = [];
  const found = flattened(objects).flatMap((value) => {
    const object = readObject(value, problems);
    return object === undefined ? [] : read(object);
  });
  return { found, problems };
}

/** The labels under a path; what is no mapping of texts to texts is reported and left out, since the API server refuses it. */
export function readLabels({ value, report }: ReadObject, ...path: readonly string[]): LabelMap {
  const found = valueAt(value, ...path) ?? {};
  if (typeof found !== 'object' || Array.isArray(found)) {
    report(path.join('.'), `\`${JSON.stringify(found)}\` is no mapping of labels to their values`);
    return {};
  }
  const labels: [string, string][] = [];
  for (const [key, label] of Object.entries(found)) {
    if (typeof label === 'string') {
      labels.push([key, label]);
    } else {
      report([...path, key].join('.'), `the label value \`${JSON.stringify(label)}\` is not a string; quote it`);
    }
  }
  return Object.fromEntries(labels);
}

/** The group of an API version; empty is the core's. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}
