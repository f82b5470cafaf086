import { builtinModules } from 'module';
import { posix } from 'path';
import * as ts from 'typescript';
import { ARROWS, dialectOf, EMPTY_NAMES, LINES_AT_MOST, LINES_LOOKED_AT, Part, partOf } from './table';

/** Source texts by their paths below src/, with forward slashes. */
export type Tree = Readonly<Record<string, string>>;

type Graph = ReadonlyMap<string, readonly string[]>;

/** Everything in the tree that the table forbids: one line a violation, sorted. */
export function violationsOf(tree: Tree, leftWhole: Readonly<Record<string, string>> = {}): string[] {
  const files = Object.keys(tree).sort();
  const graph: Graph = new Map(files.map(file => [file, importsOf(tree, file).map(specifier => resolve(tree, file, specifier)).filter(isDefined)]));
  return [
    ...files.flatMap(file => violationsOfName(file)),
    ...files.flatMap(file => violationsOfLength(file, tree[file] ?? '', leftWhole)),
    ...Object.keys(leftWhole).filter(file => !isLong(tree[file] ?? '')).map(file => `${file}: is listed as left whole, and is not that long`),
    ...files.flatMap(file => violationsOfImports(tree, file)),
    ...cyclesOf(graph),
    ...files.flatMap(file => violationsOfSides(graph, file)),
  ].sort();
}

/** Every module that a file names: imports, re-exports, types by import(), dynamic imports and require. */
export function importsOf(tree: Tree, file: string): string[] {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) found.add(ts.isStringLiteralLike(specifier) ? specifier.text : `(${specifier.getText()})`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, tree[file] ?? '', ts.ScriptTarget.ES2022, true));
  return [...found].sort();
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument;
  if (!ts.isCallExpression(node)) return undefined;
  const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
  return isImport || isRequire ? node.arguments[0] : undefined;
}

/** The file of the tree that a relative specifier means. */
function resolve(tree: Tree, file: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const path = posix.join(posix.dirname(file), specifier).replace(/\.js$/, '');
  return [`${path}.ts`, `${path}/index.ts`, path].find(candidate => candidate in tree);
}

function violationsOfName(file: string): string[] {
  const empty = file.replace(/\.ts$/, '').split('/').find(name => EMPTY_NAMES.includes(name));
  return [
    ...(empty === undefined ? [] : [`${file}: \`${empty}\` is a name that says nothing of what is inside`]),
    ...(partOf(file) === undefined ? [`${file}: belongs to no part of the table`] : []),
  ];
}

function isLong(text: string): boolean {
  return linesOf(text) > LINES_LOOKED_AT;
}

function linesOf(text: string): number {
  return text.replace(/\n$/, '').split('\n').length;
}

function violationsOfLength(file: string, text: string, leftWhole: Readonly<Record<string, string>>): string[] {
  const lines = linesOf(text);
  if (lines > LINES_AT_MOST) return [`${file}: has ${lines} lines, at most ${LINES_AT_MOST} are allowed`];
  return isLong(text) && !(file in leftWhole) ? [`${file}: has ${lines} lines; split it, or list it as left whole with a reason`] : [];
}

function violationsOfImports(tree: Tree, file: string): string[] {
  const part = partOf(file);
  if (part === undefined) return [];
  return importsOf(tree, file)
    .map(specifier => specifier.startsWith('.') ? objectionToFile(tree, file, part, specifier) : objectionToPackage(part, specifier))
    .filter(isDefined)
    .map(objection => `${file}: ${objection}`);
}

function objectionToFile(tree: Tree, file: string, part: Part, specifier: string): string | undefined {
  const target = resolve(tree, file, specifier);
  if (target === undefined) return `imports ${specifier}, which is not in src/`;
  const targetPart = partOf(target);
  if (targetPart === undefined) return undefined; // reported once, for the target
  if (targetPart !== part && !ARROWS[part].parts.includes(targetPart)) return `${part} may not import ${targetPart} (${target})`;
  const [ours, theirs] = [dialectOf(file), dialectOf(target)];
  return ours !== undefined && theirs !== undefined && ours !== theirs ? `dialect ${ours} may not import dialect ${theirs} (${target})` : undefined;
}

function objectionToPackage(part: Part, specifier: string): string | undefined {
  const { packages = [], nodeBuiltins = false } = ARROWS[part];
  const isBuiltin = specifier.startsWith('node:') || builtinModules.includes(specifier);
  return packages.includes(specifier) || (isBuiltin && nodeBuiltins) ? undefined : `${part} may not import ${specifier}`;
}

/** One line for each group of files that import each other, naming one way round. */
function cyclesOf(graph: Graph): string[] {
  const reach = new Map([...graph.keys()].map(file => [file, reachOf(graph, file)]));
  const reported = new Set<string>();
  return [...graph.keys()].flatMap(file => {
    if (reported.has(file) || !reach.get(file)?.has(file)) return [];
    for (const other of reach.get(file) ?? []) if (reach.get(other)?.has(file)) reported.add(other);
    return [`${wayRound(graph, reach, file).join(' -> ')}: is a cycle`];
  });
}

/** The shortest way from a file back to itself. */
function wayRound(graph: Graph, reach: ReadonlyMap<string, ReadonlySet<string>>, start: string): string[] {
  let ways = [[start]];
  for (;;) {
    const longer: string[][] = ways.flatMap(way => (graph.get(way.at(-1) ?? start) ?? []).map(next => [...way, next]));
    const closed = longer.find(way => way.at(-1) === start);
    if (closed !== undefined) return closed;
    // a way that cannot come back, or that meets itself, is not the shortest
    ways = longer.filter(way => reach.get(way.at(-1) ?? start)?.has(start) && new Set(way).size === way.length);
  }
}

/** Every file that a file imports, directly or through others. */
function reachOf(graph: Graph, file: string): Set<string> {
  const found = new Set<string>();
  const queue = [...(graph.get(file) ?? [])];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    queue.push(...(graph.get(next) ?? []));
  }
  return found;
}

/** The two sides of the dialects never meet, whatever is between them. */
function violationsOfSides(graph: Graph, file: string): string[] {
  const part = partOf(file);
  const other = part === 'render' ? 'read' : part === 'read' ? 'render' : undefined;
  if (other === undefined) return [];
  return [...reachOf(graph, file)].filter(target => partOf(target) === other).map(target => `${file}: the ${part} side reaches the ${other} side (${target})`);
}

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined;
}
