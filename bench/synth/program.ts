import { existsSync, readFileSync } from 'fs';
import type { ProofTime } from './proof-clock';
import { Shape } from './shape';

/** The arms, in the order in which they run. */
export const ARMS = ['reach', 'unproved', 'rewritten', 'plus', 'apiobject', 'yaml'] as const;

/**
 * What is compared: ours, with the proof and without it, and with it in charts that write something else than their objects; cdk8s-plus-27, plain ApiObjects, and `yaml` alone.
 */
export type Arm = typeof ARMS[number];

/** What one process took, from its very start to the last written file. */
export interface Usage {
  readonly wallSeconds: number;
  /** User and system time of all threads, so that it can exceed the wall time. */
  readonly cpuSeconds: number;
  /** The part of the wall time until the libraries were loaded. */
  readonly startSeconds: number;
  readonly peakMebibytes: number;
  /** Where something is proved. */
  readonly proof?: ProofTime;
}

/** Runs an arm in this process and prints what it took, as one line of JSON: `node ARM.js MICROSERVICES CHARTS FOLDER`. */
export function runArm(synthesize: (shape: Shape, folder: string) => void, proofTime?: () => ProofTime): void {
  const startSeconds = performance.now() / 1000;
  const [microservices = '', charts = '', folder = ''] = process.argv.slice(2);
  synthesize({ microservices: Number(microservices), charts: Number(charts) }, folder);
  const wallSeconds = performance.now() / 1000;
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  const usage: Usage = {
    wallSeconds,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    startSeconds,
    peakMebibytes: peakMebibytes(),
    ...(proofTime === undefined ? {} : { proof: proofTime() }),
  };
  console.log(JSON.stringify(usage));
}

/** Linux counts the parent's memory into `maxRSS`, since a process starts as a copy of its parent; its own peak is in /proc. */
function peakMebibytes(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf-8') : '';
  const [, kibibytes] = /^VmHWM:\s*(\d+) kB$/m.exec(status) ?? [];
  return (kibibytes === undefined ? process.resourceUsage().maxRSS : Number(kibibytes)) / 1024;
}
