/** Compiles schemas, each once: to compile those of a Deployment takes as long as many a file of tests. */
import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv, { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { SHARED } from '../beside';

/** Where the schemas are, if they are here. */
export const FOLDER = join(SHARED, 'schemas');

/** The compiler of schemas, which every file of tests has by the name of `compiledSchemas`. */
export interface CompiledSchemas {
  /** The check of a file below the folder of schemas; with a JSON pointer, of a part of it. */
  readonly validatorOf: (file: string, ref?: string) => ValidateFunction;
}

let ajv: Ajv | undefined;

/** All that there is to share: it knows schemas, and nothing of any test. */
export const compiledSchemas: CompiledSchemas = {
  validatorOf: (file, ref = '') => {
    ajv ??= newAjv();
    if (ajv.getSchema(file) === undefined) ajv.addSchema(readJson(file) as object, file); // every schema file holds an object
    const validate = ajv.getSchema(`${file}${ref}`);
    if (validate === undefined) throw new Error(`no schema at ${file}${ref}`);
    return validate;
  },
};

/** The compiler that all files of tests share, where the environment of the tests has one; its own elsewhere, as in a script. */
export function sharedSchemas(): CompiledSchemas {
  const known: typeof globalThis & { compiledSchemas?: CompiledSchemas } = globalThis; // set by the environment
  return known.compiledSchemas ?? compiledSchemas;
}

/** Strict about what a schema says of objects, lax about the extensions of OpenAPI and of Kubernetes. */
function newAjv(): Ajv {
  const created = new Ajv({ allErrors: true, strict: false, logger: false });
  addFormats(created);
  for (const format of ['cidr', 'idn-hostname']) created.addFormat(format, true); // the library's own checks hold these
  return created;
}

/** What a file below the folder holds, without the patterns that are written for another language of expressions than that of JavaScript. */
export function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, file), 'utf-8'), (key, value: unknown) => (key === 'pattern' && String(value).includes('\\PC') ? undefined : value));
}
