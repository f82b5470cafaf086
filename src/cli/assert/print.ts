import { Outcome } from './check';
import { UnreadKind } from '../read/manifest';

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
  const blocks = failing.map(({ file, line, why: [claim, ...walk] }) => [`${file}:${line}: ${claim}`, ...walk.map((one) => `  ${one}`)].join('\n'));
  const rows = `${outcomes.length} ${outcomes.length === 1 ? 'row' : 'rows'}`;
  return [...blocks, `${rows}: ${outcomes.length - failing.length} hold, ${failing.length} fail`].join('\n');
}

/** All rows as JSON. */
export function assertJson(outcomes: readonly PlacedOutcome[], unread: readonly UnreadKind[]): string {
  const failing = outcomes.filter(({ holds }) => !holds).length;
  return JSON.stringify({
    schema: ASSERT_SCHEMA,
    summary: { rows: outcomes.length, hold: outcomes.length - failing, fail: failing },
    rows: outcomes.map(({ expectation: { src, dst, port, protocol, allowed }, line, holds, verdict, why }) => (
      { line, src, dst, port, protocol, expected: allowed ? 'allowed' : 'denied', verdict, holds, ...(holds ? {} : { why }) }
    )),
    unread,
  }, undefined, 2);
}
