/**
 * One measurement, in a process of its own: `node program.js ARM MICROSERVICES CHARTS FOLDER`.
 *
 * It is run as compiled JavaScript and loads nothing but what its arm needs; it prints what it took as one line of JSON.
 */
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { Shape } from './shape';

/** An object as data. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** The objects of one microservice. */
export type ObjectsOf = (shape: Shape, index: number) => readonly KubeObject[];

/** The arms, in the order in which they run. */
export const ARMS = ['reach', 'plus', 'apiobject', 'yaml'] as const;

/** What is compared: ours, cdk8s-plus-27, plain ApiObjects, and `yaml` alone. */
export type Arm = typeof ARMS[number];

/** What one process took, from its very start to the last written file. */
export interface Usage {
  readonly wallSeconds: number;
  /** User and system time of all threads, so that it can exceed the wall time. */
  readonly cpuSeconds: number;
  /** The part of the wall time until the libraries were loaded. */
  readonly startSeconds: number;
  readonly peakMebibytes: number;
}

if (require.main === module) void main();

async function main(): Promise<void> {
  const [arm = '', microservices = '', charts = '', folder = ''] = process.argv.slice(2);
  const run = await load(arm);
  const startSeconds = performance.now() / 1000;
  run({ microservices: Number(microservices), charts: Number(charts) }, folder);
  const wallSeconds = performance.now() / 1000;
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  const usage: Usage = { wallSeconds, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, startSeconds, peakMebibytes: peakMebibytes() };
  console.log(JSON.stringify(usage));
}

async function load(arm: string): Promise<(shape: Shape, folder: string) => void> {
  switch (arm) {
    case 'reach':
      return (await import('./arms/reach')).synthesize;
    case 'plus':
      return (await import('./arms/plus')).synthesize;
    case 'apiobject':
      return bind((await import('./arms/api-object')).synthesize);
    case 'yaml':
      return bind((await import('./arms/yaml')).synthesize);
    default:
      throw new Error(`there is no arm ${arm}`);
  }
}

async function bind(arm: (shape: Shape, folder: string, objectsOf: ObjectsOf) => void): Promise<(shape: Shape, folder: string) => void> {
  // written by template.ts, in JavaScript
  const { objectsOf } = await import(join(__dirname, 'objects.js')) as { objectsOf: ObjectsOf };
  return (shape, folder) => arm(shape, folder, objectsOf);
}

/** Linux counts the parent's memory into `maxRSS`, since a process starts as a copy of its parent; its own peak is in /proc. */
function peakMebibytes(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf-8') : '';
  const [, kibibytes] = /^VmHWM:\s*(\d+) kB$/m.exec(status) ?? [];
  return (kibibytes === undefined ? process.resourceUsage().maxRSS : Number(kibibytes)) / 1024;
}
