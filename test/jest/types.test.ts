import * as ts from 'typescript';
import { Installed } from './packed';

/** What a user may write, and, behind a directive, what must be refused. */
const PROGRAM = `
import { App, Chart } from 'cdk8s';
import { ExposedApp, FindingSeverity, Peer, Port, Reachability, SecureMicroservice, Workload } from 'cdk8s-reach';
import 'cdk8s-reach/jest';

declare const app: App;
declare const chart: Chart;
declare const web: ExposedApp;
declare const payments: SecureMicroservice;
declare const db: Workload;
declare const anything: any;
const reachability = Reachability.of(app);

expect(web).toReach(payments);
expect(web).not.toReach(payments.port('http'));
expect(payments.port('http')).not.toReach(web);
expect(Peer.prometheus()).toReach(db);
expect(web).toReach(Peer.cidr('203.0.113.0/24').on(Port.https()));
expect(reachability.workloadNamed('shop/web')).toReach(reachability.workloadNamed('shop/db').onEveryPort());
expect(anything).toReach(anything);
expect(app).toHaveNoFindings();
expect(chart).not.toHaveNoFindings();
expect(reachability).toHaveNoFindings({ severity: FindingSeverity.ERROR });
const later: Promise<void> = expect(Promise.resolve(web)).resolves.toReach(payments);
void later;
expect(web).toBe(payments);

// @ts-expect-error a name is no peer
expect(web).toReach('payments');
// @ts-expect-error a port is no peer
expect(web).not.toReach(80);
// @ts-expect-error somebody must be reached
expect(web).toReach();
// @ts-expect-error the port is that of the target
expect(web).toReach(payments, 8080);
// @ts-expect-error a name reaches nobody
expect('web').toReach(payments);
// @ts-expect-error nor does an App
expect(app).toReach(payments);
// @ts-expect-error a text has no findings
expect('app').toHaveNoFindings();
// @ts-expect-error how bad is no text
expect(app).toHaveNoFindings({ severity: 'error' });
// @ts-expect-error there is no such matcher
expect(web).toReachOut(payments);
`;

const GLOBALS = `import { expect } from '@jest/globals';\n${PROGRAM}`;

interface Setting {
  readonly name: string;
  readonly file: string;
  readonly options: ts.CompilerOptions;
}

const { Node10, Node16, Bundler } = ts.ModuleResolutionKind; // eslint-disable-line @typescript-eslint/no-deprecated -- users have it

const SETTINGS: readonly Setting[] = [
  { name: 'node10', file: 'a.ts', options: { module: ts.ModuleKind.CommonJS, moduleResolution: Node10, ignoreDeprecations: '6.0' } },
  { name: 'node16, in a CommonJS module', file: 'a.cts', options: { module: ts.ModuleKind.Node16, moduleResolution: Node16 } },
  { name: 'node16, in an ES module', file: 'a.mts', options: { module: ts.ModuleKind.Node16, moduleResolution: Node16 } },
  { name: 'bundler', file: 'a.ts', options: { module: ts.ModuleKind.ESNext, moduleResolution: Bundler } },
];

/** Declarations that were read before: by themselves they are the same in every program, whatever its settings. */
const known = new Map<string, ts.SourceFile | undefined>();

function hostOf(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  return {
    ...host,
    getSourceFile: (name, version, ...rest) => {
      if (!name.endsWith('.d.ts')) return host.getSourceFile(name, version, ...rest);
      const { impliedNodeFormat, jsDocParsingMode } = typeof version === 'object' ? version : {};
      const key = [name, impliedNodeFormat, jsDocParsingMode].join(' ');
      if (!known.has(key)) known.set(key, host.getSourceFile(name, version, ...rest));
      return known.get(key);
    },
  };
}

describe('the types of the matchers', () => {
  let installed: Installed;

  beforeAll(() => {
    installed = new Installed().withTypes();
  });

  afterAll(() => {
    installed.remove();
  });

  /** What the compiler says of a program, and of the types of the package itself. */
  function errorsOf(folder: string, { file, options }: Setting, text: string, types: readonly string[], without: readonly string[] = []): string[] {
    const path = installed.write(`${folder}/${file}`, text);
    const all: ts.CompilerOptions = { target: ts.ScriptTarget.ES2022, strict: true, noEmit: true, types: [...types], ...options };
    const host = hostOf(all);
    const isAbsent = (name: string) => without.some((one) => name.includes(`/node_modules/${one}/`));
    const absent: ts.CompilerHost = {
      ...host,
      fileExists: (name) => !isAbsent(name) && host.fileExists(name),
      readFile: (name) => (isAbsent(name) ? undefined : host.readFile(name)),
      directoryExists: (name) => !isAbsent(`${name}/`) && ts.sys.directoryExists(name),
    };
    const program = ts.createProgram([path], all, absent);
    const own = program.getSourceFiles().filter(({ fileName }) => fileName === path || fileName.includes('/node_modules/cdk8s-reach/'));
    expect(own.map(({ fileName }) => fileName)).toEqual(expect.arrayContaining([path, expect.stringMatching(/cdk8s-reach\/lib\/jest\/index\.d\.ts$/)]));
    const ofFiles = own.flatMap((source) => [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]);
    return [...program.getOptionsDiagnostics(), ...ofFiles].map(({ file: source, start = 0, messageText }) => {
      const place = source === undefined ? '' : `${source.fileName.split('/').slice(-2).join('/')}:${source.getLineAndCharacterOfPosition(start).line + 1}`;
      return `${place}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  }

  it.each(SETTINGS)('are sound under $name, with the global expect', (setting) => {
    expect(errorsOf('global', setting, PROGRAM, ['jest'])).toEqual([]);
  });

  it.each(SETTINGS)('are sound under $name, with that of @jest/globals', (setting) => {
    expect(errorsOf('globals', setting, GLOBALS, [], ['@types/jest'])).toEqual([]);
  });

  it('are sound where both are there', () => {
    expect(SETTINGS.flatMap((setting) => (setting.name === 'bundler' ? errorsOf('both', setting, GLOBALS, ['jest']) : []))).toEqual([]);
  });

  it('take nothing away from a program that has no Jest at all', () => {
    const program = 'import { Reachability } from \'cdk8s-reach\';\nimport \'cdk8s-reach/jest\';\nexport const ask = Reachability.of;\n';
    for (const setting of SETTINGS) expect(errorsOf('none', setting, program, [], ['@types/jest', '@jest', 'expect', 'jest'])).toEqual([]);
  });

  it('refuse each of the wrong calls for itself', () => {
    const [setting] = SETTINGS;
    const text = PROGRAM.replace(/^\/\/ @ts-expect-error/gm, '//');
    const wrong = text.split('\n').flatMap((line, i) => (line.startsWith('// ') ? [`global/a.ts:${i + 2}`] : []));
    const errors = setting === undefined ? [] : errorsOf('global', setting, text, ['jest']);
    expect(errors.map((error) => error.split(': ')[0])).toEqual(wrong);
    expect(wrong).toHaveLength(9);
  });

  it('are not there without the import', () => {
    const text = PROGRAM.replace('import \'cdk8s-reach/jest\';', 'import type {} from \'cdk8s-reach\';').replace(/^\/\/ @ts-expect-error/gm, '//');
    const path = installed.write('without/a.ts', text);
    const options = { strict: true, types: ['jest'], module: ts.ModuleKind.ESNext, moduleResolution: Bundler, target: ts.ScriptTarget.ES2022 };
    const program = ts.createProgram([path], options, hostOf(options));
    const messages = program.getSemanticDiagnostics(program.getSourceFile(path)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
    expect(new Set(messages.map((message) => message.split(' on type')[0]))).toEqual(new Set([
      "Property 'toReach' does not exist", "Property 'toHaveNoFindings' does not exist", "Property 'toReachOut' does not exist",
    ]));
  });
});
