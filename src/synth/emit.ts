import { ApiObject, ApiObjectMetadata, JsonPatch, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { isClusterWide } from '../dialects/read-kinds';
import { KubeObject } from '../model/rendered';

/** What identifies an object: it never changes after the declaration that creates it. */
export interface ObjectHead {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ApiObjectMetadata;
}

/**
 * Creates an object at once, with content that is produced when it is written.
 *
 * A plain ApiObject: a patch to any field is kept, whatever the version of Kubernetes that has the field.
 *
 * @param fields The top-level fields and how each is made (`spec`, `rules`, …).
 */
export function emit(scope: Construct, id: string, head: ObjectHead, fields: Readonly<Record<string, () => unknown>>): ApiObject {
  const body = Object.fromEntries(Object.entries(fields).map(([field, produce]) => [field, Lazy.any({ produce })]));
  return new ApiObject(scope, id, { ...head, ...body });
}

/** Creates an object that is known whole: nothing said later changes it. One of the whole cluster has no namespace, be it that its chart has one. */
export function emitWhole(scope: Construct, id: string, { apiVersion, kind, metadata, ...rest }: KubeObject): ApiObject {
  const { labels, annotations, ...identity } = metadata;
  const fields = Object.fromEntries(Object.entries(rest).map(([field, value]) => [field, () => value]));
  const head = { apiVersion, kind, metadata: { ...identity, labels: { ...labels }, annotations: { ...annotations } } };
  return isClusterWide(apiVersion, kind) ? emitClusterWide(scope, id, head, fields) : emit(scope, id, head, fields);
}

/** Creates an object that belongs to the whole cluster: cdk8s would give it the namespace of its chart. */
export function emitClusterWide(scope: Construct, id: string, head: ObjectHead, fields: Readonly<Record<string, () => unknown>>): ApiObject {
  const object = emit(scope, id, head, fields);
  if (object.metadata.namespace !== undefined) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  return object;
}
