import { run } from './run';

let broken = false;

for (const [stream, name] of [[process.stdout, 'standard output'], [process.stderr, 'standard error']] as const) {
  stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    // who reads the answer may stop where it has enough
    if (code === 'EPIPE') return;
    broken = true;
    process.exitCode = 2;
    if (stream === process.stdout) process.stderr.write(`error: the ${name} cannot be written: ${message}\n`);
  });
}

/** Where relative paths begin; none, if somebody has removed it. */
function workingDirectory(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

const cwd = workingDirectory();
if (cwd === undefined) {
  process.stderr.write('error: the working directory is gone\n');
  process.exitCode = 2;
} else {
  run(process.argv.slice(2), {
    cwd,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    now: () => performance.now(),
  }).then((code) => {
    process.exitCode = broken ? 2 : code;
  }, (thrown: unknown) => {
    process.stderr.write(`cdk8s-reach has a bug: ${thrown instanceof Error ? thrown.stack : String(thrown)}\n`);
    process.exitCode = 2;
  });
}
