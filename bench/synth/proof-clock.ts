import { dirname, join } from 'path';
import { ApiObject } from 'cdk8s';

/** What the proof took within a process. */
export interface ProofTime {
  /** All of it, the loading of its modules and the making of the JSON that it reads included. */
  readonly wholeSeconds: number;
  /** Of that, making the JSON: where the same is written, it would have been made anyway. */
  readonly jsonSeconds: number;
}

/** The part of the library that is measured from within. */
interface ProofModule {
  proofOf: (...args: readonly unknown[]) => () => unknown;
}

/**
 * Measures the proof from now on, where it runs: the same noise meets the synth and its proof, so that their ratio is steadier than that of
 * two processes.
 */
export function startProofClock(): () => ProofTime {
  let [wholeMs, jsonMs, isProving] = [0, 0, false];
  const within = <T>(action: () => T): T => {
    const start = performance.now();
    isProving = true;
    try {
      return action();
    } finally {
      isProving = false;
      wholeMs += performance.now() - start;
    }
  };
  // by its path: the package exports no module of the inside. The cast says what require cannot
  const proof = within(() => require(join(dirname(require.resolve('cdk8s-reach')), 'synth', 'proof.js')) as ProofModule); // eslint-disable-line @typescript-eslint/no-require-imports
  const { proofOf } = proof;
  proof.proofOf = (...args) => {
    const prove = within(() => proofOf(...args));
    return () => within(prove);
  };
  const toJson = Object.getOwnPropertyDescriptor(ApiObject.prototype, 'toJson')?.value as (this: ApiObject) => unknown; // a method
  ApiObject.prototype.toJson = function (this: ApiObject) {
    if (!isProving) return toJson.call(this);
    const start = performance.now();
    try {
      return toJson.call(this);
    } finally {
      jsonMs += performance.now() - start;
    }
  };
  return () => ({ wholeSeconds: wholeMs / 1000, jsonSeconds: jsonMs / 1000 });
}
