import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { EXAMPLES, expectedFolder, synthExample, SynthesizedExample, textsOf } from '../../scripts/synth-example';

/** An object as a manifest has it. */
export interface ManifestObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** An example after its synth. */
export interface RanExample extends SynthesizedExample {
  /** The objects of all its manifests, in the order of files and documents. */
  readonly documents: readonly ManifestObject[];
}

const ran = new Map<string, RanExample>();

/** Runs an example, once a test file: `exampleOf('01-backend-frontend').documents`. */
export function exampleOf(name: string, folder: string = EXAMPLES): RanExample {
  const path = join(folder, name);
  const known = ran.get(path) ?? runExample(path);
  ran.set(path, known);
  return known;
}

/** The objects that an example writes, as they are kept: a test of the examples holds every run of them against these, byte for byte. */
export function expectedOf(name: string): readonly ManifestObject[] {
  const documents = Object.values(textsOf(expectedFolder(join(EXAMPLES, name)))).flatMap(documentsOf);
  if (documents.length === 0) throw new Error(`${name} has no expected output`);
  return documents;
}

/** Runs an example afresh. */
export function runExample(path: string): RanExample {
  const synthesized = synthExample(path);
  return { ...synthesized, documents: Object.values(synthesized.files).flatMap(documentsOf) };
}

/** The objects of one manifest. A document that is broken or empty throws. */
export function documentsOf(text: string): ManifestObject[] {
  return parseAllDocuments(text).map(document => {
    const [error] = document.errors;
    if (error !== undefined) throw error;
    const object: unknown = document.toJS();
    if (!isObject(object)) throw new Error(`not an object of Kubernetes: ${document.toString().trim()}`);
    return object;
  });
}

function isObject(value: unknown): value is ManifestObject {
  return typeof value === 'object' && value !== null && 'apiVersion' in value && 'kind' in value && 'metadata' in value;
}
