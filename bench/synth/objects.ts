import { createRequire } from 'module';
import { Shape } from './shape';

/** An object as data. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** The file that template.ts writes beside the compiled arms. */
export const GENERATED = 'generated-objects.js';

/** Reads the function that makes the objects of one microservice as ours makes them. */
export function generatedObjects(): (shape: Shape, index: number) => readonly KubeObject[] {
  const { objectsOf } = createRequire(__filename)(`./${GENERATED}`) as { objectsOf: ReturnType<typeof generatedObjects> }; // see template.ts
  return objectsOf;
}
