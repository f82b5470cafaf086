import { spawnSync, SpawnSyncReturns } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { Installed } from './packed';

const ROOT = join(__dirname, '..', '..');

/** A test of a user, in an App of two microservices. */
function testOf(imports: string): string {
  return `${imports}
test('a team', () => {
  const app = new App();
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const [web, payments] = ['web', 'payments'].map((id) => new SecureMicroservice(shop, id, { image: 'a:1.0', ports: [Port.http(8080)] }));
  web.connections.allowTo(payments);
  expect(web).toReach(payments);
  expect(payments).not.toReach(web);
});
`;
}

describe('the package', () => {
  let installed: Installed;

  beforeAll(() => {
    installed = new Installed().withCode();
  });

  afterAll(() => {
    installed.remove();
  });

  function node(name: string, text: string, args: readonly string[] = []): SpawnSyncReturns<string> {
    return spawnSync(process.execPath, [...args, installed.write(name, text)], { cwd: installed.path, encoding: 'utf-8' });
  }

  function jest(config: object, name: string, text: string, args: readonly string[] = []): SpawnSyncReturns<string> {
    installed.write(name, text);
    const options = JSON.stringify({ rootDir: installed.path, testMatch: [`**/${name}`], transform: {}, ...config });
    return spawnSync(process.execPath, [...args, join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js'), '--config', options, '--ci'], { cwd: installed.path, encoding: 'utf-8' });
  }

  it('has an entry point for the matchers, and what jsii and its tools ask for', () => {
    const { main, types, exports, typesVersions, dependencies, peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf-8')) as Record<string, object>;
    expect({ main, types, exports, typesVersions }).toEqual({
      main: 'lib/index.js',
      types: 'lib/index.d.ts',
      exports: {
        '.': { types: './lib/index.d.ts', default: './lib/index.js' },
        './jest': { types: './lib/jest/index.d.ts', default: './lib/jest/index.js' },
        './package.json': './package.json',
        './.jsii': './.jsii',
        './.warnings.jsii.js': './.warnings.jsii.js',
      },
      typesVersions: { '*': { jest: ['./lib/jest/index.d.ts'] } },
    });
    expect(Object.keys({ ...dependencies, ...peerDependencies }).filter((name) => /jest|expect/.test(name))).toEqual([]);
  });

  it('is loaded by require, by import, and by its folder, as cdk8s-cli loads a plug-in', () => {
    const cjs = node('a.cjs', 'const { Reachability } = require("cdk8s-reach"); console.log(typeof Reachability.of, require("cdk8s-reach/package.json").name);');
    expect([cjs.stderr, cjs.stdout]).toEqual(['', 'function cdk8s-reach\n']);
    const esm = node('a.mjs', 'import { Reachability, Verdict } from "cdk8s-reach"; console.log(typeof Reachability.of, Verdict.MIXED);');
    expect([esm.stderr, esm.stdout]).toEqual(['', 'function mixed\n']);
    const folder = node('b.cjs', 'console.log(typeof require(require("path").resolve("./node_modules/cdk8s-reach")).Reachability.of);');
    expect([folder.stderr, folder.stdout]).toEqual(['', 'function\n']);
    const assembly = installed.write('node_modules/cdk8s-reach/.jsii', '{}');
    expect(node('d.cjs', 'console.log(require.resolve("cdk8s-reach/.jsii"));').stdout).toBe(`${assembly}\n`);
  });

  it('loads neither Jest, nor YAML, nor the command line, unless somebody asks for it', () => {
    const { stdout } = node('c.cjs', 'require("cdk8s-reach"); console.log(Object.keys(require.cache).join("\\n"));');
    // cdk8s has a YAML of its own
    const loaded = stdout.split('\n').filter((path) => !path.includes('/cdk8s/node_modules/'));
    expect(loaded.filter((path) => path.endsWith('/lib/api/reachability/reachability.js'))).toHaveLength(1);
    expect(loaded.filter((path) => /\/node_modules\/(@jest|expect|jest|yaml|commander)\/|\/lib\/(jest|cli|plugin|files\/(?!lock-file))/.test(path))).toEqual([]);
  });

  it.each(['c.cjs', 'c.mjs'])('says that there is no expect where the matchers are loaded by no test: %s', (name) => {
    const { stderr, status } = node(name, name.endsWith('.cjs') ? 'require("cdk8s-reach/jest");' : 'import "cdk8s-reach/jest";');
    expect(stderr).toMatch(/Error: cdk8s-reach\/jest found no `expect` to add its matchers to: import it in a test of Jest, or in a file of `setupFilesAfterEnv`/);
    expect(status).toBe(1);
  });

  const SOME = 'const { App, Chart } = require("cdk8s");\nconst { Port, SecureMicroservice } = require("cdk8s-reach");\n';

  it('adds its matchers to the expect of a test that requires them', () => {
    const { stderr, status } = jest({}, 'global.test.js', testOf(`${SOME}require("cdk8s-reach/jest");`));
    expect(stderr).toContain('1 passed');
    expect(status).toBe(0);
  });

  it('adds them in a file of setupFilesAfterEnv, also where nothing is global', () => {
    const config = { injectGlobals: false, setupFilesAfterEnv: ['cdk8s-reach/jest'] };
    const { stderr, status } = jest(config, 'setup.test.js', testOf(`const { expect, test } = require("@jest/globals");\n${SOME}`));
    expect(stderr).toContain('1 passed');
    expect(status).toBe(0);
  });

  it('adds them in a test that is an ES module', () => {
    const imports = 'import { expect, test } from "@jest/globals";\nimport { App, Chart } from "cdk8s";\nimport { Port, SecureMicroservice } from "cdk8s-reach";\nimport "cdk8s-reach/jest";';
    const { stderr, status } = jest({ moduleFileExtensions: ['mjs', 'js'] }, 'esm.test.mjs', testOf(imports), ['--experimental-vm-modules']);
    expect(stderr).toContain('1 passed');
    expect(status).toBe(0);
  });
});
