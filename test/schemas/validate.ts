/**
 * Holds Kubernetes objects against strict JSON Schemas: an unknown field, a wrong type or a missing member is a problem. What passes is held against
 * the rules of its definition, if it has some, as well.
 *
 * The schemas are not part of this repository. They are read from `../shared/schemas` beside it; where that folder is absent,
 * `announceAbsence` says so, and nothing is checked.
 */
import { existsSync } from 'fs';
import { join } from 'path';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { sharedSchemas, FOLDER, readJson } from './compiled';
import { inWordsOfTheSchema } from './older';
import { brokenRules, RuleSchema, rulesOf } from './rules';


/** Whether there are schemas to check against. */
export const schemasPresent = existsSync(join(FOLDER, 'index.json'));

/** One place where the schema of a kind is found. */
interface SchemaEntry {
  readonly file: string;
  /** A JSON pointer into the file; absent means that the whole file is the schema. */
  readonly ref?: string;
  readonly source: { readonly set?: string };
}

/** What an object of a kind is held against. */
interface Check {
  readonly validate: ValidateFunction;
  /** The schema, where it has rules. */
  readonly rules?: RuleSchema;
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
const checks = new Map<string, Check>();

/** Says in one line that nothing is checked, where that is so. */
export function announceAbsence(write: (line: string) => unknown = line => process.stderr.write(line)): void {
  if (!schemasPresent) write('schemas: ../shared/schemas is absent, so no object is checked against a schema\n');
}

/** The schemas of one release and channel of the Gateway API. */
export type GatewaySet = `gateway-api/v${'1.5.1' | '1.6.1'}/${'standard' | 'experimental'}`;

/**
 * What is wrong with these objects: one line a problem, empty where all is well or where there are no schemas.
 *
 * @param set The schemas for objects of the Gateway API; the newest ones that are not experimental unless told otherwise.
 */
export function problemsOf(objects: readonly unknown[], set?: GatewaySet): string[] {
  return schemasPresent ? objects.flatMap((object, position) => problemsOfOne(object, position, set)) : [];
}

/** The schema of a kind, to look at; undefined where there is none. */
export function schemaOf(object: Identified, set?: GatewaySet): RuleSchema | undefined {
  const entry = schemasPresent ? entryOf(object, set) : undefined;
  return entry === undefined || entry.ref !== undefined ? undefined : readJson(entry.file) as RuleSchema; // a schema is what every file holds
}

/** Fails, with every problem in the message, unless all objects are valid. */
export function expectValid(objects: readonly unknown[]): void {
  expect(problemsOf(objects)).toEqual([]);
}

function problemsOfOne(object: unknown, position: number, set: GatewaySet | undefined): string[] {
  if (!isIdentified(object)) return [`object ${position}: has no apiVersion or no kind`];
  if (WITHOUT_SCHEMA.includes(`${object.apiVersion}/${object.kind}`)) return [];
  const name = [object.metadata?.namespace, object.metadata?.name ?? `(object ${position})`].filter(part => part !== undefined).join('/');
  const subject = `${object.kind} ${name}`;
  const check = checkOf(object, set);
  if (check === undefined) return [`${subject}: no schema for ${object.apiVersion}/${object.kind}${set === undefined ? '' : ` in ${set}`}`];
  const { validate, rules } = check;
  if (!validate(inWordsOfTheSchema(object))) return (validate.errors ?? []).map(error => `${subject}: ${lineOfError(error)}`);
  return rules === undefined ? [] : brokenRules(rules, object).map(({ at, message }) => `${subject}: ${at} breaks a rule: ${message}`);
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

function checkOf(object: Identified, set: GatewaySet | undefined): Check | undefined {
  const key = `${object.apiVersion}/${object.kind} ${set ?? ''}`;
  const known = checks.get(key);
  if (known !== undefined) return known;
  const entry = entryOf(object, set);
  if (entry === undefined) return undefined;
  const validate = sharedSchemas().validatorOf(entry.file, entry.ref);
  const schema = schemaOf(object, set);
  const rules = schema === undefined || rulesOf(schema).length === 0 ? undefined : schema;
  const check = { validate, ...(rules === undefined ? {} : { rules }) };
  checks.set(key, check);
  return check;
}

/** Of several schemas for one kind (releases, channels) the newest that is not experimental. */
function entryOf({ apiVersion, kind }: Identified, set: GatewaySet | undefined): SchemaEntry | undefined {
  index ??= readJson('index.json') as SchemaIndex; // the shape that the README beside it describes
  const [version = '', group] = apiVersion.split('/').reverse();
  const found = index[`${apiVersion}/${kind}`] ?? index[`${group}/${kind.toLowerCase()}_${version}`] ?? [];
  if (set !== undefined && group?.startsWith('gateway.networking.') === true) return found.find(entry => entry.source.set === set);
  const stable = found.filter(entry => !entry.source.set?.endsWith('/experimental'));
  const candidates = stable.length > 0 ? stable : found;
  return [...candidates].sort((a, b) => a.file.localeCompare(b.file, 'en', { numeric: true })).at(-1);
}
