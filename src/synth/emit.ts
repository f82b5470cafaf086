import { ApiObject, ApiObjectMetadata, JsonPatch, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
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

/**
 * The same of an object as it was rendered, all at once. One without a namespace is of the whole cluster, and has not that of its chart either.
 */
export function emitRendered(scope: Construct, id: string, { apiVersion, kind, metadata, ...rest }: KubeObject): ApiObject {
  const fields = Object.fromEntries(Object.entries(rest).map(([field, value]: [string, unknown]) => [field, () => value]));
  const object = emit(scope, id, { apiVersion, kind, metadata: { ...metadata, labels: { ...metadata.labels } } }, fields);
  if (metadata.namespace === undefined && object.metadata.namespace !== undefined) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  return object;
}
