import { lineIn, SourceDocument } from './document';
import { LIMITS } from './limits';
import { Manifest } from './manifest';
import { Key, offsetAt } from './yaml';
import { isClusterWide, isRead, replacementOf } from '../../dialects/read-kinds';
import { valueAt } from '../../reachability/objects';
import { InputProblem } from '../problem';

/** A value at its place in a document. */
export interface Found {
  readonly document: SourceDocument;
  readonly keys: readonly Key[];
  readonly value: unknown;
  /** What an item of a list of one kind need not say. */
  readonly inherited?: { readonly apiVersion: string; readonly kind: string };
}

/** The kinds and names of objects; a document that is no manifest at all is not one. */
export type Identified =
  | { readonly kind: 'manifest'; readonly manifest: Manifest }
  | { readonly kind: 'other' }
  | { readonly kind: 'problem'; readonly problem: InputProblem };

/** The objects of a document: the items of lists, and of lists in lists, stand for themselves. */
export function itemsOf(found: Found, depth = 0): (Found | InputProblem)[] {
  const { document, keys, value } = found;
  const kind = valueAt(value, 'kind');
  const items = valueAt(value, 'items');
  const isList = typeof kind === 'string' && kind.endsWith('List') && (Array.isArray(items) || isListOfRead(valueAt(value, 'apiVersion'), kind));
  if (!isList) return value === null && depth === 0 ? [] : [found];
  if (depth >= LIMITS.listDepth) return [problemAt(found, '', 'TOO_DEEP', `lists of objects nest deeper than ${LIMITS.listDepth} levels`)];
  if (items !== undefined && items !== null && !Array.isArray(items)) return [problemAt(found, 'items', 'NOT_AN_OBJECT', `\`items\` of a ${kind} must be a list`)];
  const apiVersion = valueAt(value, 'apiVersion');
  const inherited = kind === 'List' || typeof apiVersion !== 'string' ? undefined : { apiVersion, kind: kind.slice(0, -'List'.length) };
  return (items ?? []).flatMap((item: unknown, i) => itemsOf({ document, keys: [...keys, 'items', i], value: item, inherited }, depth + 1));
}

/** Whether a kind, even if it has no items, is a list of what is read, or of anything. */
function isListOfRead(apiVersion: unknown, kind: string): boolean {
  return kind === 'List' || (typeof apiVersion === 'string' && isRead(apiVersion, kind.slice(0, -'List'.length)));
}

/** Finds out what a value is. */
export function identified(found: Found): Identified {
  const { value, inherited } = found;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const text = value === null ? 'nothing' : Array.isArray(value) ? 'a list' : `the text \`${String(value).slice(0, 60)}\``;
    return refused(found, '', 'NOT_AN_OBJECT', `not a Kubernetes object, but ${text}`);
  }
  const isOther = !('kind' in value) && !('metadata' in value);
  if (isOther) return { kind: 'other' };
  const apiVersion = textAt(found, 'apiVersion') ?? inherited?.apiVersion;
  const kind = textAt(found, 'kind') ?? inherited?.kind;
  if (apiVersion === undefined || kind === undefined) {
    return refused(found, '', 'NOT_AN_OBJECT', `not a Kubernetes object: \`${kind === undefined ? 'kind' : 'apiVersion'}\` is missing, or no text`);
  }
  const replacement = replacementOf(apiVersion, kind);
  if (replacement !== undefined) {
    return refused(found, 'apiVersion', 'VERSION_UNSUPPORTED', `\`${apiVersion} ${kind}\` is not served; write \`${replacement}\``);
  }
  return named(found, { ...(inherited === undefined ? {} : { apiVersion, kind }), ...value }, apiVersion, kind);
}

/** What can be a name of any kind: what stands in a path, and can be printed. The rules of single kinds do not matter to an answer. */
const NAME = /^[!-~]{1,253}$/;

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#path-segment-names (Kubernetes 1.35) */
function isName(text: string): boolean {
  return NAME.test(text) && !/[/%]/.test(text) && text !== '.' && text !== '..';
}

function named(found: Found, value: object, apiVersion: string, kind: string): Identified {
  for (const path of ['name', 'namespace']) {
    const given = valueAt(value, 'metadata', path) ?? '';
    if (typeof given !== 'string') return refused(found, `metadata.${path}`, 'NAME_INVALID', `\`${JSON.stringify(given)}\` is no text; put the ${path} in quotes`);
  }
  const name = textAt(found, 'metadata', 'name') ?? '';
  const given = textAt(found, 'metadata', 'namespace') ?? '';
  const matters = isRead(apiVersion, kind);
  if (matters && name === '') {
    return refused(found, 'metadata', 'NAME_MISSING', `the ${kind} needs \`metadata.name\`${hasGenerated(found) ? '; `generateName` names it only once it is created' : ''}`);
  }
  for (const [path, text] of [['metadata.name', name], ['metadata.namespace', given]] as const) {
    if (text.includes('{{')) return refused(found, path, 'HELM_TEMPLATE', `\`${text}\` is an unrendered template; run \`helm template\` and read what it prints`);
    if (text !== '' && !isName(text)) return refused(found, path, 'NAME_INVALID', `\`${text}\` is no name: at most 253 letters, digits and signs of ASCII, no \`/\` or \`%\``);
  }
  const namespace = isClusterWide(apiVersion, kind) || given === '' ? 'default' : given;
  return { kind: 'manifest', manifest: new FoundManifest(apiVersion, kind, namespace, name, value, found) };
}

function hasGenerated({ value }: Found): boolean {
  return valueAt(value, 'metadata', 'generateName') !== undefined;
}

function textAt({ value }: Found, ...path: readonly string[]): string | undefined {
  const text = valueAt(value, ...path);
  return typeof text === 'string' ? text : undefined;
}

function refused(found: Found, path: string, code: string, text: string): Identified {
  return { kind: 'problem', problem: problemAt(found, path, code, text) };
}

/** A problem on the line of a field. */
export function problemAt(found: Found, path: string, code: string, text: string): InputProblem {
  return { file: found.document.file, line: lineOf(found, path), code, text };
}

/** Positions are looked for only when somebody asks: most objects are in order. */
function lineOf({ document, keys }: Found, path: string): number {
  const isBare = keys.length === 0 && path === '';
  return isBare || document.text.length > LIMITS.yamlLength ? lineIn(document) : lineIn(document, offsetAt(document, keys, path));
}

class FoundManifest implements Manifest {
  public constructor(
    public readonly apiVersion: string,
    public readonly kind: string,
    public readonly namespace: string,
    public readonly name: string,
    public readonly value: object,
    private readonly found: Found,
  ) {}

  public get file(): string {
    return this.found.document.file;
  }

  public get line(): number {
    return lineOf(this.found, '');
  }

  public lineAt(path: string): number {
    return lineOf(this.found, path);
  }
}
