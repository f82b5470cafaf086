import type { Alias, Document, Pair, YAMLMap } from 'yaml';
import * as yaml from 'yaml';
import { SourceDocument } from './document';
import { depthText } from './json';
import { LIMITS } from './limits';
import { HELM, lineAround, Objections, offsetOf, wholeLine, YamlObjection } from './objections';
import { tagsOfKubectl } from './tags';

/** The syntax tree of a document, in the dialect of kubectl, which is YAML 1.1: `on` is true, `010` is 8, and `<<` merges. */
export function parsedYaml({ text }: SourceDocument): Document {
  const document = parsed(text);
  if (document.errors[0]?.code !== 'BAD_INDENT' || !text.includes('\t')) return document;
  // inside brackets kubectl does not mind how a line is indented, and tabs are met there; elsewhere they are another error
  const untabbed = parsed(text.replace(/^[ \t]+/gm, (run) => ' '.repeat(run.length)));
  return untabbed.errors.length === 0 ? untabbed : document;
}

function parsed(text: string): Document {
  const { stackTraceLimit } = Error;
  // there may be a million mistakes, each an error of which nobody looks where it was made
  Error.stackTraceLimit = 0;
  try {
    return yaml.parseDocument(text, {
      schema: 'yaml-1.1',
      merge: true,
      customTags: tagsOfKubectl,
      uniqueKeys: false, // the check of yaml takes quadratic time
      prettyErrors: false,
      logLevel: 'silent',
    });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The value of a YAML document, or the first objection to it: what comes behind it is mostly its consequence. */
export function readYaml(source: SourceDocument): { readonly value: unknown } | YamlObjection {
  const document = parsedYaml(source);
  const [error] = [...document.errors, ...document.warnings];
  if (error !== undefined) return syntaxObjection(source, error.message, error.pos[0]);
  const objection = new Objections(source).to(document.contents);
  if (objection !== undefined) return objection;
  try {
    return { value: document.toJS({ maxAliasCount: LIMITS.aliases }) };
  } catch (thrown) {
    const text = messageOf(thrown);
    return /excessive alias/i.test(text)
      ? { offset: source.contents, code: 'ALIASES_EXCESSIVE', text: `aliases repeat their anchors more than ${LIMITS.aliases} times; write the values out` }
      : { offset: source.contents, code: 'NOT_YAML', text: `not YAML: ${text.charAt(0).toLowerCase()}${text.slice(1)}` };
  }
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function syntaxObjection({ text }: SourceDocument, message: string, offset: number): YamlObjection {
  if (/call stack/i.test(message)) return { offset, code: 'TOO_DEEP', text: depthText() };
  const template = templateIn(text);
  if (template >= 0) return { offset: template, code: 'HELM_TEMPLATE', text: `\`${lineAround(text, template)}\` ${HELM}` };
  if (/^[^#]*[^#-]---$/.test(wholeLine(text, offset))) {
    return { offset, code: 'NOT_YAML', text: 'not YAML: `---` begins a document at the start of a line only; the file before it may lack its last line break' };
  }
  return { offset, code: 'NOT_YAML', text: `not YAML: ${message.charAt(0).toLowerCase()}${message.slice(1).split('\n')[0] ?? ''}` };
}

/** What may be before a template that is a value or a line. */
const BEFORE_TEMPLATE = /^[ \t]*(?:- +)*(?:[^\s:'"#]+:[ \t]+)?$/;

/** Where a template is that is the value or the beginning of a line, unquoted; quoted ones may well be meant. */
function templateIn(text: string): number {
  for (let at = text.indexOf('{{'); at >= 0;) {
    const start = text.lastIndexOf('\n', at) + 1;
    if (at - start < 1000 && BEFORE_TEMPLATE.test(text.slice(start, at))) return at;
    const end = text.indexOf('\n', at);
    at = end < 0 ? -1 : text.indexOf('{{', end);
  }
  return -1;
}

/** The tree of the document that was asked about last: its problems are mostly many, or none. */
let last: { readonly source: SourceDocument; readonly document: Document } | undefined;

function treeOf(source: SourceDocument): Document {
  if (last?.source !== source) last = { source, document: parsedYaml(source) };
  return last.document;
}

/** A step from a mapping or a list into it. */
export type Key = string | number;

/** The offset of the field at a path below some keys, or of the nearest one around it that is there. */
export function offsetAt(source: SourceDocument, keys: readonly Key[], path: string): number {
  const document = treeOf(source);
  let [offset, node]: [number, unknown] = [source.contents, document.contents];
  const enter = (step: readonly [offset: number, node: unknown] | undefined) => {
    if (step === undefined) return false;
    [offset, node] = [step[0], yaml.isAlias(step[1]) ? resolved(step[1], document) : step[1]];
    return true;
  };
  for (const key of keys) if (!enter(stepBy(node, key))) return offset;
  let rest = path;
  while (rest !== '') {
    const index = /^\[(\d+)\]\.?/.exec(rest);
    const key = index === null ? longestKey(node, rest) : Number(index[1]);
    if (key === undefined || !enter(stepBy(node, key))) return offset;
    rest = index === null ? rest.slice(String(key).length).replace(/^\./, '') : rest.slice(index[0].length);
  }
  return offset;
}

function resolved(alias: Alias, document: Document): unknown {
  return alias.resolve(document);
}

function stepBy(node: unknown, key: Key): [number, unknown] | undefined {
  if (yaml.isSeq(node) && typeof key === 'number') {
    const item = node.items[key];
    return item === undefined ? undefined : [offsetOf(item), item];
  }
  const pair = yaml.isMap(node) ? pairOf(node, String(key)) : undefined;
  return pair === undefined ? undefined : [offsetOf(pair.key), pair.value];
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => yaml.isScalar(pair.key) && String(pair.key.value) === key);
}

/** The key of a mapping that a path continues with; keys of labels have points in them. */
function longestKey(node: unknown, path: string): string | undefined {
  if (!yaml.isMap(node)) return undefined;
  const keys = node.items.flatMap(({ key }) => (yaml.isScalar(key) ? [String(key.value)] : []));
  const fitting = keys.filter((key) => path.startsWith(key) && /^(?:$|[.[])/.test(path.slice(key.length)));
  return fitting.sort((a, b) => b.length - a.length)[0];
}
