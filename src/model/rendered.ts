import { Finding } from './finding';

/** A Kubernetes object as data, before it becomes an ApiObject; each dialect adds the fields of its kinds. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/**
 * What a dialect made of an intent: the objects that carry it, and what they cannot carry.
 *
 * A part of the intent that is in neither is a defect of the dialect.
 */
export interface Rendered<O extends KubeObject = KubeObject> {
  readonly objects: readonly O[];
  readonly gaps: readonly Finding[];
}
