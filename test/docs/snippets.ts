import { existsSync, readdirSync, readFileSync } from 'fs';
import { join, relative, resolve, sep } from 'path';
import * as ts from 'typescript';

export const ROOT = resolve(__dirname, '..', '..');

/** One example of the documentation. */
export interface Snippet {
  /** The file in which it is, below the root, and the line of its first line of code. */
  readonly file: string;
  readonly line: number;
  readonly code: string;
  /** Whether it is a program of its own, with its own imports. */
  readonly whole: boolean;
}

/** The file in which `/// here` stands for an example; it holds nothing but the imports that readers may assume. */
export const FIXTURE = readFileSync(join(ROOT, 'rosetta', 'default.ts-fixture'), 'utf-8');

/** Everything in which an example may be: docstrings of the API, and the guides. */
export function documentedFiles(): string[] {
  const folders = ['docs', 'examples', 'src'].flatMap(folder => filesBelow(join(ROOT, folder)));
  return [...readdirSync(ROOT).map(name => join(ROOT, name)), ...folders]
    .map(file => relative(ROOT, file).split(sep).join('/'))
    .filter(file => /^src\/api\/.*\.ts$/.test(file) || (file.endsWith('.md') && file !== 'API.md'))
    .sort();
}

function filesBelow(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
    : [];
}

/** The examples of a file: fenced `ts` blocks, and what follows `@example` in docstrings. */
export function snippetsOf(file: string, text: string): Snippet[] {
  return file.endsWith('.md') ? fencedSnippets(file, text, 1) : docstringsOf(text).flatMap(docstring => [
    ...fencedSnippets(file, docstring.text, docstring.line),
    ...taggedSnippets(file, docstring.text, docstring.line),
  ]);
}

/** The docstrings of a source, each without its frame, so that every line stays where it is. */
function docstringsOf(source: string): { text: string; line: number }[] {
  return [...source.matchAll(/\/\*\*(.*?)\*\//gs)].map(match => ({
    text: `${(match[1] ?? '').split('\n').map(line => line.replace(/^\s*\* ?/, '')).join('\n').trimEnd()}\n`,
    line: lineAt(source, match.index),
  }));
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}

function fencedSnippets(file: string, text: string, firstLine: number): Snippet[] {
  return [...text.matchAll(/^```(?:ts|typescript)\b([^\n]*)\n(.*?)^```/gms)].map(([, info = '', code = ''], index, all) => ({
    file,
    line: firstLine + lineAt(text, all[index]?.index ?? 0),
    code,
    whole: /\bnofixture\b/.test(info) || importsThePackage(code),
  }));
}

function taggedSnippets(file: string, text: string, firstLine: number): Snippet[] {
  return [...text.matchAll(/^@example\b[^\n]*\n(.*?)(?=^@|$(?![^]))/gms)].map(([, code = ''], index, all) => ({
    file,
    line: firstLine + lineAt(text, all[index]?.index ?? 0),
    code,
    whole: importsThePackage(code),
  }));
}

function importsThePackage(code: string): boolean {
  return /^import .* from 'cdk8s-reach';/ms.test(code);
}

/** What the compiler says of the examples: one line an error, with the place in the documentation. */
export function errorsOf(snippets: readonly Snippet[]): string[] {
  const virtual = new Map(snippets.map((snippet, index) => [join(ROOT, 'test', 'docs', `snippet-${index}.ts`), { snippet, ...programOf(snippet) }]));
  const program = ts.createProgram([...virtual.keys()], compilerOptions(), hostWith(new Map([...virtual].map(([file, { text }]) => [file, text]))));
  const errors = [...virtual].flatMap(([file, { snippet, offset }]) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(diagnostic => {
      const line = source?.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line ?? 0;
      return `${snippet.file}:${snippet.line + line - offset}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`;
    });
  });
  return [...new Set(errors)];
}

/** The file that is compiled for an example, and the number of lines before its first. */
function programOf({ code, whole }: Snippet): { text: string; offset: number } {
  const fixture = whole ? '/// here' : FIXTURE;
  const [before = ''] = fixture.split('/// here');
  return { text: `${fixture.replace('/// here', () => code)}\nexport {};\n`, offset: before.split('\n').length - 1 };
}

/** The options of the tests; an example may leave a name unused. */
function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(ROOT, 'test', 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, join(ROOT, 'test'));
  return { ...options, noUnusedLocals: false, noUnusedParameters: false };
}

function hostWith(virtual: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(compilerOptions());
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = file => virtual.has(resolve(file)) || fileExists.call(host, file);
  host.readFile = file => virtual.get(resolve(file)) ?? readFile.call(host, file);
  host.getSourceFile = (file, languageVersion, ...rest) => {
    const text = virtual.get(resolve(file));
    return text === undefined ? getSourceFile.call(host, file, languageVersion, ...rest) : ts.createSourceFile(file, text, languageVersion, true);
  };
  return host;
}
