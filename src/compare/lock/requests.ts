import { parseExpression } from '../../sets/requests/expression';
import { matchOfPlain, PlainRequest } from '../../sets/requests/request-plain';
import { intersectionOfRequests, Requests, requestsOf } from '../../sets/requests/request-set';

/** The requests that get through: one of each list, as rules write them. */
export type ToldRequests = readonly (readonly PlainRequest[])[];

/** Some of the requests over a connection. */
export interface LockRequests {
  /** Absent where all of them were to be told. */
  readonly told?: ToldRequests;
  /** What tells them from others; absent for what is left of some. */
  readonly key?: string;
  readonly set: Requests;
}

const KNOWN = new WeakMap<ToldRequests, LockRequests>();

/** The requests of lists, worked out once. */
export function lockRequests(told: ToldRequests): LockRequests {
  const known = KNOWN.get(told) ?? { told, key: lockRequestsText(told), set: setOf(told) };
  KNOWN.set(told, known);
  return known;
}

const JOINED = new WeakMap<ToldRequests, WeakMap<ToldRequests, ToldRequests>>();

/** Requests that are some of both, worked out once where both are what they tell. */
export function bothLockRequests(one: LockRequests, other: LockRequests): LockRequests {
  const isTold = one.key !== undefined && other.key !== undefined;
  if (!isTold || one.told === undefined || other.told === undefined) return { set: intersectionOfRequests(one.set, other.set) };
  const known = JOINED.get(one.told) ?? new WeakMap<ToldRequests, ToldRequests>();
  JOINED.set(one.told, known);
  const told = known.get(other.told) ?? [...one.told, ...other.told];
  known.set(other.told, told);
  return lockRequests(told);
}

function setOf(told: ToldRequests): Requests {
  return told.map((list) => requestsOf(list.map(matchOfPlain))).reduce(intersectionOfRequests);
}

/** Requests as a lock writes them: JSON of printable characters, in which nothing can be taken for the syntax of the file. */
export function lockRequestsText(told: ToldRequests): string {
  return JSON.stringify(told).replace(/[^ -~]|>/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Reads such a text; nothing if it is none. */
export function readLockRequests(text: string): ToldRequests | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined; // it is no JSON
  }
  if (!isList(value) || value.length === 0) return undefined;
  const lists = value.map((list) => (isList(list) ? list.map(readRequest) : undefined));
  const sound = lists.flatMap((list) => (list === undefined || list.includes(undefined) ? [] : [list.filter((one) => one !== undefined)]));
  return sound.length === lists.length ? sound : undefined;
}

const TEXTS = ['method', 'path', 'host'] as const;

function readRequest(value: unknown): PlainRequest | undefined {
  if (!isMapping(value) || Object.keys(value).some((key) => key !== 'headers' && !TEXTS.some((one) => one === key))) return undefined;
  const { headers } = value;
  if (headers !== undefined && !isMapping(headers)) return undefined;
  const texts = TEXTS.flatMap((key): [string, unknown][] => (value[key] === undefined ? [] : [[key, value[key]]]));
  const values = Object.entries(headers ?? {});
  if (![...texts, ...values].every(([, text]) => isExpression(text))) return undefined;
  const told = Object.fromEntries(values.map(([name, text]) => [name, String(text)]));
  return { ...Object.fromEntries(texts), ...(headers === undefined ? {} : { headers: told }) };
}

function isExpression(value: unknown): boolean {
  return typeof value === 'string' && parseExpression(value) !== undefined;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
