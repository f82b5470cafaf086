import { Outcome } from './check';
import { linesText } from '../../compare/words/lines';
import { UnreadKind } from '../../files/manifest';
import { Request } from '../../sets/requests/request';

/** An outcome with the line of its row. */
export interface PlacedOutcome extends Outcome {
  readonly file: string;
  readonly line: number;
}

/** The value of `schema` in an answer as JSON; docs/schema/assert-v1.json is its schema. */
const ASSERT_SCHEMA = 'cdk8s-reach/assert/v1';

/** The rows that do not hold, each with the reason, and how many there are. */
export function assertText(outcomes: readonly PlacedOutcome[]): string {
  const failing = outcomes.filter(({ holds }) => !holds);
  const lines = failing.flatMap(({ file, line, why: [claim, ...walk] }) => [`${file}:${line}: ${claim}`, ...walk.map((one) => `  ${one}`)]);
  const rows = `${outcomes.length} ${outcomes.length === 1 ? 'row' : 'rows'}`;
  return linesText([...lines, `${rows}: ${outcomes.length - failing.length} hold, ${failing.length} fail`]);
}

function rowJson({ expectation: { src, dst, port, protocol, allowed, requests }, line, holds, verdict, passing, why }: PlacedOutcome): object {
  return {
    line,
    src,
    dst,
    port,
    protocol,
    ...(requests === undefined ? {} : { requests: requests.map(requestJson) }),
    expected: allowed ? 'allowed' : 'denied',
    verdict,
    holds,
    ...(passing === undefined ? {} : { passing: passing.told === undefined ? {} : { http: passing.told } }),
    ...(holds ? {} : { why }),
  };
}

function requestJson({ method, path, host, headers }: Request): object {
  return {
    method,
    path,
    ...(host === '' ? {} : { host }),
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])) }),
  };
}

/** All rows as JSON. */
export function assertJson(outcomes: readonly PlacedOutcome[], unread: readonly UnreadKind[]): string {
  const failing = outcomes.filter(({ holds }) => !holds).length;
  return JSON.stringify({
    schema: ASSERT_SCHEMA,
    summary: { rows: outcomes.length, hold: outcomes.length - failing, fail: failing },
    rows: outcomes.map(rowJson),
    unread,
  }, undefined, 2);
}
