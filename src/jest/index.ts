/**
 * Matchers for Jest: `import 'cdk8s-reach/jest'` in a test, or in a file of `setupFilesAfterEnv`, adds them to `expect`, be it the global one or that
 * of `@jest/globals`.
 */
import { IConstruct } from 'constructs';
import { FindingOptions, toHaveNoFindings, toReach } from './matchers';
import { IPeer } from '../api/connections/peer';
import { ReachProps } from '../api/reachability/reach-props';
import { Reachability } from '../api/reachability/reachability';

export type { FindingOptions, MatcherResult } from './matchers';

/** What `expect` gains; a matcher is there for what it is about alone. */
export interface ReachMatchers<R, T> {
  /**
   * Whether it reaches the target, on the port that the target names or else on its default port, for all requests or for those of `http`.
   *
   * Passes only where all of it surely does, and, behind `.not`, only where surely no part of it does: what is open in part, and what nobody knows,
   * fails either way. The failure says why. An App is read anew for every assertion.
   */
  readonly toReach: [Awaited<T>] extends [IPeer] ? (target: IPeer, props?: ReachProps) => R : never;

  /** Whether a Reachability, or what a scope writes, is without findings: those of the synth, or of lint for a folder; warnings count. */
  readonly toHaveNoFindings: [Awaited<T>] extends [Reachability | IConstruct] ? (options?: FindingOptions) => R : never;
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- where @types/jest has them
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- it is merged with theirs
    interface Matchers<R, T> extends ReachMatchers<R, T> {}
  }
}

/** @ts-ignore: nobody needs `expect`, and where it is absent there is nothing to add to */
declare module 'expect' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- it is merged with theirs
  interface Matchers<R, T> extends ReachMatchers<R, T> {}
}

/** As much as is needed of an `expect`. */
interface Extendable {
  readonly extend: (matchers: object) => void;
}

/** The global one, or, where globals are not injected, that of `@jest/globals`, which Jest has for every test. */
function expectOfJest(): Extendable {
  const { expect } = globalThis as { readonly expect?: unknown }; // whatever the environment has put there
  if (isExtendable(expect)) return expect;
  try {
    // eslint-disable-next-line import/no-extraneous-dependencies -- of Jest, which has it for every test; elsewhere it is missed
    const globals = require('@jest/globals') as { readonly expect?: unknown }; // whatever Jest gives
    if (isExtendable(globals.expect)) return globals.expect;
  } catch {
    // it is not installed, or this is no test
  }
  throw new Error('cdk8s-reach/jest found no `expect` to add its matchers to: import it in a test of Jest, or in a file of `setupFilesAfterEnv`');
}

function isExtendable(value: unknown): value is Extendable {
  return typeof value === 'function' && 'extend' in value && typeof value.extend === 'function';
}

expectOfJest().extend({ toReach, toHaveNoFindings });
