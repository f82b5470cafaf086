import { spawnSync, SpawnSyncReturns } from 'child_process';
import { accessSync, constants, copyFileSync, mkdirSync, readFileSync, symlinkSync } from 'fs';
import { join } from 'path';
import { folder, podYaml } from './invoke';
import { writeCode } from '../jest/transpiled';

const ROOT = join(__dirname, '..', '..');
const SHOP = { 'shop.yaml': `${podYaml('shop/web')}---\n${podYaml('shop/db')}`, 'expect.yaml': 'rows: [{src: shop/web, dst: shop/db, port: 80, allowed: false}]' };

/** The package as it is packed, with the sources as they are now: lib/ may be of another build. */
function packaged(): string {
  const root = folder({});
  writeCode(join(root, 'lib'));
  mkdirSync(join(root, 'bin'));
  copyFileSync(join(ROOT, 'bin', 'cdk8s-reach'), join(root, 'bin', 'cdk8s-reach'));
  copyFileSync(join(ROOT, 'package.json'), join(root, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  return root;
}

describe('the program', () => {
  let root = '';

  beforeAll(() => {
    root = packaged();
  });

  function run(cwd: string, args: readonly string[], input = '', node: readonly string[] = []): SpawnSyncReturns<string> {
    return spawnSync(process.execPath, [...node, join(root, 'bin', 'cdk8s-reach'), ...args], { cwd, input, encoding: 'utf-8' });
  }

  it('is listed in package.json, and can be executed', () => {
    const { bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf-8')) as { bin: object };
    expect(bin).toEqual({ 'cdk8s-reach': 'bin/cdk8s-reach' });
    accessSync(join(ROOT, 'bin', 'cdk8s-reach'), constants.X_OK);
    expect(readFileSync(join(ROOT, 'bin', 'cdk8s-reach'), 'utf-8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  const cases: readonly [sentence: string, args: readonly string[], input: string, status: number, out: RegExp, err: RegExp][] = [
    ['a list', ['list', 'shop.yaml', '--format', 'csv', '--to', 'shop/db'], '', 0, /^section,source.*\nconnection,.*shop\/web\[Pod\],shop\/db\[Pod\],all,,,\n/m, /^$/],
    ['findings', ['assert', 'shop.yaml', '--expect', 'expect.yaml'], '', 1, /^expect\.yaml:1: expected denied, is allowed\n/, /^$/],
    ['the standard input', ['assert', '-', '--expect', 'expect.yaml'], SHOP['shop.yaml'], 1, /1 row: 0 hold, 1 fail\n$/, /^$/],
    ['bad input', ['list', 'gone'], '', 2, /^$/, /^gone: there is no such file or folder \(PATH_MISSING\)\n$/],
    ['bad standard input', ['list', '-'], 'a: \0', 2, /^$/, /^-:1: holds a zero byte, so that it is no text \(BINARY_FILE\)\n$/],
    ['bad usage', ['list'], '', 2, /^$/, /^error: missing required argument 'path'/],
    ['help', ['--help'], '', 0, /^Usage: cdk8s-reach/, /^$/],
    ['its version', ['--version'], '', 0, /^\d+\.\d+\.\d+\n$/, /^$/],
  ];

  it.each(cases)('answers and exits for %s', (_sentence, args, input, status, out, err) => {
    const result = run(folder(SHOP), args, input);
    expect(result.stderr).toMatch(err);
    expect(result.stdout).toMatch(out);
    expect(result.status).toBe(status);
  });

  it('reads a pipe that was named', () => {
    const { stdout, status } = spawnSync('bash', ['-c', `${process.execPath} ${join(root, 'bin', 'cdk8s-reach')} list <(cat shop.yaml) --format csv`], { cwd: folder(SHOP), encoding: 'utf-8' });
    expect([status, stdout]).toEqual([0, expect.stringContaining('shop/web[Pod],shop/db[Pod],all')]);
  });

  it('is content if nobody reads the rest of its answer', () => {
    const { stdout, stderr } = spawnSync('bash', ['-c', `${process.execPath} ${join(root, 'bin', 'cdk8s-reach')} list shop.yaml --format json | head -c 1`], { cwd: folder(SHOP), encoding: 'utf-8' });
    expect([stdout, stderr]).toEqual(['{', '']);
  });

  it.each([
    ['where the standard output takes nothing, as a full disk does', 'list shop.yaml > /dev/full', 2, /^error: the standard output cannot be written: ENOSPC/],
    ['where the standard error takes nothing', 'list gone 2> /dev/full', 2, /^$/],
    ['where nobody reads the standard error', 'list gone 2>&1 | true; exit ${PIPESTATUS[0]}', 2, /^$/],
    ['in a working directory that is gone', 'list shop.yaml', 2, /^error: the working directory is gone\n$/],
  ])('exits with 2 %s', (sentence, line, status, said) => {
    const cwd = folder(SHOP);
    const gone = sentence.includes('gone') ? 'mkdir gone; cd gone; rmdir ../gone; ' : '';
    const result = spawnSync('bash', ['-c', `${gone}${process.execPath} ${join(root, 'bin', 'cdk8s-reach')} ${line}`], { cwd, encoding: 'utf-8' });
    expect([result.status, result.stdout]).toEqual([status, '']);
    expect(result.stderr).toMatch(said);
  });

  it('never loads cdk8s, and for its help not even YAML or the engine', () => {
    const loaded = (args: readonly string[]) => {
      const print = 'process.on(\'exit\', () => process.stderr.write(Object.keys(require.cache).join(\'\\n\')))';
      const preload = join(folder({ 'print.js': print }), 'print.js');
      return run(folder(SHOP), args, '', ['--require', preload]).stderr;
    };
    const list = loaded(['list', 'shop.yaml']);
    expect(list).toMatch(/node_modules\/yaml\//);
    expect(list).not.toMatch(/node_modules\/(cdk8s|constructs)|lib\/(api\/|synth\/|model\/(?!support|capability|plugin-capability|version))/);
    expect(loaded(['list', '--help'])).not.toMatch(/node_modules\/yaml\/|lib\/(compare|dialects)\/|reachability\/engine/);
  });
});
