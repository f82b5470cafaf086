import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Build } from './compile';
import { Arm, Usage } from './program';
import { Shape } from './shape';
import { Size, verify } from './verify';

/** One arm at one shape, measured once. */
export interface Sample {
  readonly usage: Usage;
  readonly size: Size;
}

/** Runs an arm in a process of its own and verifies what it wrote; nothing where it took longer than the cut-off. */
export function measure(build: Build, arm: Arm, shape: Shape, cutoffSeconds: number): Sample | undefined {
  return inFolder(folder => {
    const args = [build.program(arm), String(shape.microservices), String(shape.charts), folder];
    const { error, signal, status, stdout } = spawnSync(process.execPath, args, {
      encoding: 'utf-8',
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: cutoffSeconds * 1000,
      killSignal: 'SIGKILL',
    });
    if (signal === 'SIGKILL' && (error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT') return undefined; // spawnSync's own error
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`${arm} failed at ${shape.microservices} microservices with ${signal ?? `exit code ${status}`}`);
    const usage = JSON.parse(stdout) as Usage; // what program.ts printed
    return { usage, size: verify(arm, shape, folder) };
  });
}

/** Hands over a folder that is removed afterwards. */
export function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-reach-bench-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
