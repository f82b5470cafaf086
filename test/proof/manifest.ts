/** A value of a manifest. */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };

/** A mapping of a manifest. */
export type Mapping = { [key: string]: Value };

/** One object, as the damages look at it. */
export interface Manifest extends Mapping {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace: string };
}

/** Copies of objects, which may be changed. */
export function copies(objects: readonly unknown[]): Manifest[] {
  return JSON.parse(JSON.stringify(objects)) as Manifest[]; // every written object has these fields
}

/** A mapping below another one; an empty one where there is none. */
export function mapping(value: Value | undefined, ...path: readonly string[]): Mapping {
  const found = path.reduce<Value | undefined>((at, key) => (isMapping(at) ? at[key] : undefined), value);
  return isMapping(found) ? found : {};
}

/** A list below a mapping; an empty one where there is none. */
export function list(value: Value | undefined, ...path: readonly string[]): Value[] {
  const found = path.reduce<Value | undefined>((at, key) => (isMapping(at) ? at[key] : undefined), value);
  return Array.isArray(found) ? found : [];
}

/** Whether a value is a mapping. */
export function isMapping(value: Value | undefined): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `namespace/name` of an object. */
export function nameOf({ metadata }: Manifest): string {
  return `${metadata.namespace}/${metadata.name}`;
}

/** The mapping with the labels of the pods of a workload, to be changed; nothing where the object has no pods. */
export function podLabels(object: Manifest): Mapping | undefined {
  const path = object.kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template', 'metadata'] : ['spec', 'template', 'metadata'];
  const metadata = mapping(object, ...path);
  const labels = metadata['labels'];
  return ['Deployment', 'StatefulSet', 'CronJob', 'DaemonSet', 'Job'].includes(object.kind) && isMapping(labels) ? labels : undefined;
}
