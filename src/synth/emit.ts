import { ApiObject, ApiObjectMetadata, Lazy } from 'cdk8s';
import { Construct } from 'constructs';

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
