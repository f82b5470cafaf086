/**
 * Matchers for Jest: `import 'cdk8s-reach/jest'` in a test, or in `setupFilesAfterEnv`.
 *
 * Nothing else of this library needs Jest.
 */
import { toHaveNoFindings, toReach } from './matchers';
import { IPeer } from '../api/connections/peer';

/** The matchers, by what they return. */
export interface ReachMatchers<R> {
  /** Whether the received workload, or its port, reaches all of the target; behind `.not`, whether it reaches nothing of it. */
  toReach(target: IPeer): R;

  /** Whether the synth would report nothing of the received construct, or `Reachability`. */
  toHaveNoFindings(): R;
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- that of @types/jest, the global `expect`
  namespace jest {
    interface Matchers<R, T = {}> extends ReachMatchers<R> {
      /** The type parameter is that of Jest, which needs it to be named alike. */
      readonly _received?: T;
    }
  }
}

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends ReachMatchers<R> {
    /** The type parameter is that of Jest, which needs it to be named alike. */
    readonly _received?: T;
  }
}

/** What has `extend`: the global `expect`, or that of `@jest/globals` where nothing is global. */
interface Extensible {
  extend(matchers: object): void;
}

function expectOfJest(): Extensible {
  const { expect: known } = globalThis as { readonly expect?: Extensible }; // Jest puts it there, and nothing else knows its type
  // a test without globals has the package, which is not for us to depend on; the cast says what require cannot
  // eslint-disable-next-line @typescript-eslint/no-require-imports, import/no-extraneous-dependencies
  return known ?? (require('@jest/globals') as { readonly expect: Extensible }).expect;
}

expectOfJest().extend({ toReach, toHaveNoFindings });
