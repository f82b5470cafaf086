import { Entry } from './entries';

/** An entry as the Ingress API has it, with what the annotations of its Ingress say beyond that. */
export interface IngressEntry {
  readonly entry: Entry;
  /** The value of an annotation of the Ingress; nothing where it is absent or empty. */
  readonly annotation: (name: string) => string | undefined;
}

/** The value of an annotation of a Service, likewise. */
export type ServiceAnnotation = (backend: Entry['backend'], name: string) => string | undefined;

/** What a controller of Ingresses makes of them, as far as its annotations say. */
export interface IngressReading {
  /** The `controller` of its IngressClass, or what that begins with. */
  readonly controller: string;
  /** Whether a class is its own, by its name alone, where the IngressClass is not among the objects. */
  readonly isClass: (className: string | undefined) => boolean;
  /** What each entry becomes, in the same order: none where it leads to no pod. */
  readonly read: (entries: readonly IngressEntry[], ofService: ServiceAnnotation) => readonly (readonly Entry[])[];
}
