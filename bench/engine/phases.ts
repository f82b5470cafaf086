/** What is measured, each in a process of its own. */
export const PHASES = ['reading', 'engine', 'diff'] as const;

/** Reading YAML; all pairs by the engine; the diff of two versions of which one lacks a policy. */
export type Phase = typeof PHASES[number];

/** What one phase took at one size. */
export interface PhaseFigures {
  readonly seconds: number;
  /** User and system time of all threads, so that it can exceed the wall time. */
  readonly cpuSeconds: number;
  /** The most memory that the process ever had, its preparation included. */
  readonly peakMebibytes: number;
  /** What it had when the phase began. */
  readonly mebibytesBefore: number;
  /** How much YAML was read. */
  readonly mebibytes?: number;
  readonly classes?: number;
  readonly egressRows?: number;
  readonly ingressRows?: number;
  readonly classPairs?: number;
  readonly changes?: number;
}
