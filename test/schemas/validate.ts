/**
 * Holds Kubernetes objects against strict JSON Schemas: an unknown field, a wrong type or a missing member is a problem.
 *
 * The schemas are not part of this repository. They are read from `../shared/schemas` beside it; where that folder is absent,
 * `announceAbsence` says so, and nothing is checked.
 */
import { existsSync, readFileSync } from 'fs';
import { join, resolve } from 'path';
import Ajv, { ErrorObject, ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

const FOLDER = resolve(__dirname, '..', '..', '..', 'shared', 'schemas');

/** Whether there are schemas to check against. */
export const schemasPresent = existsSync(join(FOLDER, 'index.json'));

/** One place where the schema of a kind is found. */
interface SchemaEntry {
  readonly file: string;
  /** A JSON pointer into the file; absent means that the whole file is the schema. */
  readonly ref?: string;
  readonly source: { readonly set?: string };
}

type SchemaIndex = Readonly<Record<string, readonly SchemaEntry[]>>;

/** What every object has to have before a schema can be chosen. */
interface Identified {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
}

/** Kinds that are written, and for which there is no schema: tests of their dialect hold them against what their definitions want. */
export const WITHOUT_SCHEMA: readonly string[] = [
  'gateway.nginx.org/v1alpha1/ClientSettingsPolicy',
  'gateway.nginx.org/v1alpha1/ProxySettingsPolicy',
  'gateway.nginx.org/v1alpha1/RateLimitPolicy',
  'gateway.nginx.org/v1alpha1/UpstreamSettingsPolicy',
];

let index: SchemaIndex | undefined;
let ajv: Ajv | undefined;
const validators = new Map<string, ValidateFunction>();

/** Says in one line that nothing is checked, where that is so. */
export function announceAbsence(write: (line: string) => unknown = line => process.stderr.write(line)): void {
  if (!schemasPresent) write('schemas: ../shared/schemas is absent, so no object is checked against a schema\n');
}

/** What is wrong with these objects: one line a problem, empty where all is well or where there are no schemas. */
export function problemsOf(objects: readonly unknown[]): string[] {
  return schemasPresent ? objects.flatMap(problemsOfOne) : [];
}

/** Fails, with every problem in the message, unless all objects are valid. */
export function expectValid(objects: readonly unknown[]): void {
  expect(problemsOf(objects)).toEqual([]);
}

function problemsOfOne(object: unknown, position: number): string[] {
  if (!isIdentified(object)) return [`object ${position}: has no apiVersion or no kind`];
  if (WITHOUT_SCHEMA.includes(`${object.apiVersion}/${object.kind}`)) return [];
  const name = [object.metadata?.namespace, object.metadata?.name ?? `(object ${position})`].filter(part => part !== undefined).join('/');
  const subject = `${object.kind} ${name}`;
  const validate = validatorOf(object);
  if (validate === undefined) return [`${subject}: no schema for ${object.apiVersion}/${object.kind}`];
  return validate(object) ? [] : (validate.errors ?? []).map(error => `${subject}: ${lineOfError(error)}`);
}

function isIdentified(object: unknown): object is Identified {
  return typeof object === 'object' && object !== null
    && 'apiVersion' in object && typeof object.apiVersion === 'string'
    && 'kind' in object && typeof object.kind === 'string';
}

function lineOfError(error: ErrorObject): string {
  const detail: unknown = error.keyword === 'additionalProperties' ? error.params['additionalProperty'] : error.params['allowedValues'];
  return `${error.instancePath || '/'} ${error.message ?? error.keyword}${detail === undefined ? '' : `: ${JSON.stringify(detail)}`}`;
}

function validatorOf(object: Identified): ValidateFunction | undefined {
  const key = `${object.apiVersion}/${object.kind}`;
  const known = validators.get(key);
  if (known !== undefined) return known;
  const entry = entryOf(object);
  if (entry === undefined) return undefined;
  const validate = compile(entry);
  validators.set(key, validate);
  return validate;
}

/** Of several schemas for one kind (releases, channels) the newest that is not experimental. */
function entryOf({ apiVersion, kind }: Identified): SchemaEntry | undefined {
  index ??= readJson('index.json') as SchemaIndex; // the shape that the README beside it describes
  const [version = '', group] = apiVersion.split('/').reverse();
  const found = index[`${apiVersion}/${kind}`] ?? index[`${group}/${kind.toLowerCase()}_${version}`] ?? [];
  const stable = found.filter(entry => !entry.source.set?.endsWith('/experimental'));
  const candidates = stable.length > 0 ? stable : found;
  return [...candidates].sort((a, b) => a.file.localeCompare(b.file, 'en', { numeric: true })).at(-1);
}

function compile({ file, ref }: SchemaEntry): ValidateFunction {
  ajv ??= newAjv();
  if (ajv.getSchema(file) === undefined) ajv.addSchema(readJson(file) as object, file); // every schema file holds an object
  const validate = ajv.getSchema(`${file}${ref ?? ''}`);
  if (validate === undefined) throw new Error(`no schema at ${file}${ref ?? ''}`);
  return validate;
}

/** Strict about what a schema says of objects, lax about the extensions of OpenAPI and of Kubernetes. */
function newAjv(): Ajv {
  const created = new Ajv({ allErrors: true, strict: false, logger: false });
  addFormats(created);
  for (const format of ['cidr', 'idn-hostname']) created.addFormat(format, true); // the library's own checks hold these
  return created;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, file), 'utf-8'));
}
