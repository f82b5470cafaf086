import { run } from './run';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // who reads the answer may stop where it has enough
  if (error.code !== 'EPIPE') throw error;
});

run(process.argv.slice(2), {
  cwd: process.cwd(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  now: () => performance.now(),
}).then((code) => {
  process.exitCode = code;
}, (thrown: unknown) => {
  process.stderr.write(`cdk8s-reach has a bug: ${thrown instanceof Error ? thrown.stack : String(thrown)}\n`);
  process.exitCode = 2;
});
