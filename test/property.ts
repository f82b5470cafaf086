/**
 * fast-check, as all tests have it: what is drawn is the same in every run, so that a build fails for a change and never by chance. `npx projen fuzz`
 * draws anew, and so does `SEED=NUMBER npx jest`, with the seed that a failure has printed.
 */
import { configureGlobal } from 'fast-check';

configureGlobal({ seed: Number(process.env['SEED'] ?? 1_202_611) });

/** So many times a law is tried in a build; `RUNS=3` tries three times as many, as `npx projen fuzz` does. */
export function runs(count: number): number {
  return Math.ceil(count * Number(process.env['RUNS'] ?? 1));
}

export * from 'fast-check';
