import { join } from 'path';
import * as ts from 'typescript';
import { ROOT } from './snippets';

const INDEX = join(ROOT, 'src', 'index.ts');

/** A program over the surface of the package, or over another entry. */
export function surfaceOf(entry: string = INDEX, host?: ts.CompilerHost): Surface {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, ROOT);
  const program = ts.createProgram([entry], options, host);
  const source = program.getSourceFile(entry);
  const checker = program.getTypeChecker();
  const module = source && checker.getSymbolAtLocation(source);
  const symbols = module === undefined ? [] : checker.getExportsOfModule(module).map(symbol => aliased(checker, symbol));
  return { checker, symbols };
}

export interface Surface {
  readonly checker: ts.TypeChecker;
  readonly symbols: readonly ts.Symbol[];
}

function aliased(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol; // eslint-disable-line no-bitwise -- how the compiler tells
}

/** The names that the package exports, sorted. */
export function exportedNames(): string[] {
  return surfaceOf().symbols.map(symbol => symbol.name).sort();
}

/** What the documentation of a surface lacks: one line each. */
export function undocumented({ checker, symbols }: Surface): string[] {
  return symbols.flatMap(symbol => [
    ...lacksOf(checker, symbol, symbol.name),
    ...membersOf(symbol).flatMap(member => lacksOf(checker, member, `${symbol.name}.${member.name}`)),
  ]).sort();
}

/** What a symbol of the surface declares itself, static members included. */
function membersOf(symbol: ts.Symbol): ts.Symbol[] {
  return [...(symbol.members?.values() ?? []), ...(symbol.exports?.values() ?? [])].filter(isPublicMember);
}

function isPublicMember(member: ts.Symbol): boolean {
  const declaration = member.declarations?.[0];
  if (declaration === undefined || member.name === 'prototype' || ts.isConstructorDeclaration(declaration)) return false;
  const isPrivate = ts.canHaveModifiers(declaration)
    && (ts.getModifiers(declaration) ?? []).some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword);
  return !isPrivate && !member.getJsDocTags().some(({ name }) => name === 'internal');
}

function lacksOf(checker: ts.TypeChecker, symbol: ts.Symbol, name: string): string[] {
  const summary = ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim();
  const byDefault = symbol.getJsDocTags(checker).find(tag => tag.name === 'default');
  const hasDefault = ts.displayPartsToString(byDefault?.text).trim() !== '';
  return [
    ...(summary === '' ? [`${name} has no docstring`] : []),
    ...(isOptionalOfStruct(symbol) && !hasDefault ? [`${name} is optional and has no @default`] : []),
  ];
}

function isOptionalOfStruct(symbol: ts.Symbol): boolean {
  const declaration = symbol.declarations?.[0];
  return declaration !== undefined && ts.isPropertySignature(declaration) && declaration.questionToken !== undefined;
}
