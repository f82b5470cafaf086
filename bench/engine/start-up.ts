import { spawnSync } from 'child_process';
import { readdirSync, statSync } from 'fs';
import { join } from 'path';
import { compile } from '../synth/compile';
import { inFolder } from '../synth/measure';

/** How many microservices the project has that is listed. */
export const STARTED_WITH = 50;

/** How long a list takes from the start of its process to its end, and what Node takes to do nothing: a figure for each round. */
export interface StartUp {
  readonly library: string;
  readonly mebibytes: number;
  readonly listSeconds: readonly number[];
  readonly nodeSeconds: readonly number[];
}

/** Lists what ours writes, so many times, a process each; Node alone is measured in between, since a machine that slows down slows both. */
export function measureStartUp(rounds: number, told: (round: number, seconds: number) => void): StartUp {
  const build = compile();
  return inFolder(folder => {
    started(build.program('reach'), String(STARTED_WITH), '1', folder);
    const figures = Array.from({ length: rounds }, (_, i) => {
      const [list, node] = [started(build.commandLine, 'list', folder), started('-e', '0')];
      told(i + 1, list);
      return { list, node };
    });
    return { library: build.library, mebibytes: size(folder), listSeconds: figures.map(one => one.list), nodeSeconds: figures.map(one => one.node) };
  });
}

/** How long a process of Node takes. */
function started(...args: readonly string[]): number {
  const start = performance.now();
  const { error, status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf-8', stdio: ['ignore', 'ignore', 'pipe'] });
  const seconds = (performance.now() - start) / 1000;
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with exit code ${status}: ${stderr}`);
  return seconds;
}

function size(folder: string): number {
  return readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0) / 2 ** 20;
}
