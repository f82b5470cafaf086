/**
 * Runs the rules of custom resource definitions (`x-kubernetes-validations`, which are written in CEL) on an object, as an API server does when it is
 * created: after the defaults of the schema have been filled in. A rule about a change (`oldSelf`) is not one of them.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules (v1.35)
 */
import { isIP } from 'net';
import { CelInput, CelScalar, celEnv, celFunc, isCelError, parse, plan } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';

/** A schema of a definition, as far as rules need it. */
export interface RuleSchema {
  readonly 'type'?: unknown;
  readonly 'default'?: unknown;
  readonly 'properties'?: Readonly<Record<string, RuleSchema>>;
  readonly 'additionalProperties'?: RuleSchema | boolean;
  readonly 'items'?: RuleSchema;
  readonly 'x-kubernetes-validations'?: readonly { readonly rule: string; readonly message?: string }[];
}

/** A rule that an object breaks. */
export interface BrokenRule {
  /** The value that has the rule, such as `spec.rules[0].matches[0].path`. */
  readonly at: string;
  readonly rule: string;
  /** What the definition says of it, and what kept the rule from being run, if anything did. */
  readonly message: string;
}

/** What Kubernetes adds to CEL, as far as rules of kinds that are written use it. */
const ENV = celEnv({
  funcs: [
    ...strings,
    celFunc('isIP', [CelScalar.STRING], CelScalar.BOOL, (text) => isIP(text) !== 0),
    celFunc('isCIDR', [CelScalar.STRING], CelScalar.BOOL, isCidr),
  ],
});

const planned = new Map<string, ReturnType<typeof plan>>();

/** The rules that an object breaks. */
export function brokenRules(schema: RuleSchema, object: unknown): BrokenRule[] {
  return brokenBelow(schema, withDefaults(schema, object), '');
}

/** Every rule of a schema. */
export function rulesOf(schema: RuleSchema): string[] {
  const { properties = {}, additionalProperties, items } = schema;
  const below = [...Object.values(properties), ...(typeof additionalProperties === 'object' ? [additionalProperties] : []), ...(items === undefined ? [] : [items])];
  return [...new Set([...ownRules(schema).map(({ rule }) => rule), ...below.flatMap(rulesOf)])];
}

function ownRules(schema: RuleSchema): readonly { readonly rule: string; readonly message?: string }[] {
  return (schema['x-kubernetes-validations'] ?? []).filter(({ rule }) => !/\boldSelf\b/.test(rule));
}

function brokenBelow(schema: RuleSchema, value: unknown, at: string): BrokenRule[] {
  if (value === undefined || value === null) return [];
  const rules = ownRules(schema);
  const self = rules.length === 0 ? null : celValue(schema, value);
  const own = rules.flatMap(({ rule, message = rule }): BrokenRule[] => {
    const outcome = run(rule, self);
    return outcome === true ? [] : [{ at, rule, message: outcome === false ? message : `${message} (${outcome})` }];
  });
  const below = Array.isArray(value)
    ? value.flatMap((item: unknown, i) => brokenBelow(schema.items ?? {}, item, `${at}[${i}]`))
    : membersOf(value).flatMap(([key, member]) => brokenBelow(schemaOf(schema, key), member, at === '' ? key : `${at}.${key}`));
  return [...own, ...below];
}

/** Whether a rule holds, or what kept it from being run. */
function run(rule: string, self: CelInput): boolean | string {
  const program = planned.get(rule) ?? plan(ENV, parse(rule));
  planned.set(rule, program);
  const result = program({ self });
  if (isCelError(result)) return result.message;
  return typeof result === 'boolean' ? result : 'is neither true nor false';
}

function membersOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

function schemaOf({ properties, additionalProperties }: RuleSchema, key: string): RuleSchema {
  return properties?.[key] ?? (typeof additionalProperties === 'object' ? additionalProperties : {});
}

/** A value with the defaults of its schema, in the members of defaults, too. */
function withDefaults(schema: RuleSchema, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => withDefaults(schema.items ?? {}, item));
  if (typeof value !== 'object' || value === null) return value;
  const given = Object.fromEntries(membersOf(value).map(([key, member]) => [key, withDefaults(schemaOf(schema, key), member)]));
  const absent = Object.entries(schema.properties ?? {}).filter(([key, one]) => one.default !== undefined && given[key] === undefined);
  return { ...given, ...Object.fromEntries(absent.map(([key, one]) => [key, withDefaults(one, one.default)])) };
}

/** A value as CEL has it: whole numbers are integers unless the schema says otherwise, and a field that bears a word of CEL has another name. */
function celValue(schema: RuleSchema, value: unknown): CelInput {
  if (Array.isArray(value)) return value.map((item: unknown) => celValue(schema.items ?? {}, item));
  if (typeof value === 'number') return schema.type === 'number' || !Number.isInteger(value) ? value : BigInt(value);
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  return new Map(membersOf(value).map(([key, member]) => [
    Object.hasOwn(schema.properties ?? {}, key) ? escaped(key) : key, celValue(schemaOf(schema, key), member),
  ]));
}

const RESERVED = new Set(['true', 'false', 'null', 'in', 'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package',
  'namespace', 'return', 'var', 'void', 'while']);
const SIGNS: Readonly<Record<string, string>> = { '__': '__underscores__', '.': '__dot__', '-': '__dash__', '/': '__slash__' };

/** @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules (v1.35, escaping) */
function escaped(name: string): string {
  return RESERVED.has(name) ? `__${name}__` : name.replace(/__|[.\-/]/g, (sign) => SIGNS[sign] ?? sign);
}

function isCidr(text: string): boolean {
  const [, address = '', length = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  return isIP(address) !== 0 && Number(length) <= (isIP(address) === 4 ? 32 : 128);
}
