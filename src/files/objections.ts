import type { Alias, Pair } from 'yaml';
import * as yaml from 'yaml';
import { SourceDocument } from './document';
import { depthText, duplicateText } from './json';
import { LIMITS } from './limits';

/** What is wrong with a document, at an offset of its text. */
export interface YamlObjection {
  readonly offset: number;
  readonly code: 'ALIASES_EXCESSIVE' | 'HELM_TEMPLATE' | 'KEY_DUPLICATE' | 'NOT_YAML' | 'TOO_DEEP';
  readonly text: string;
}

/** What is said about a template that nobody has rendered. */
export const HELM = 'is an unrendered template; run `helm template` and read what it prints';

/** What yaml does not object to: too deep a nesting, equal keys, keys that are no texts, which is how a template reads, and endless aliases. */
export class Objections {
  /** What stands at each anchor, as far as the text has been read. */
  private readonly anchors = new Map<string, unknown>();
  private readonly around: unknown[] = [];
  private aliases = 0;

  public constructor(private readonly source: SourceDocument) {}

  /** The first objection to a node, in the order of the text. */
  public to(node: unknown): YamlObjection | undefined {
    if (yaml.isAlias(node)) return this.toAlias(node);
    if (yaml.isNode(node) && node.anchor !== undefined) this.anchors.set(node.anchor, node);
    if (!yaml.isCollection(node)) return undefined;
    if (this.around.length >= LIMITS.depth) return { offset: offsetOf(node), code: 'TOO_DEEP', text: depthText() };
    this.around.push(node);
    const objection = this.toItems(node.items);
    this.around.pop();
    return objection;
  }

  private toAlias(alias: Alias): YamlObjection | undefined {
    if (++this.aliases > LIMITS.aliasesInAll) {
      return { offset: offsetOf(alias), code: 'ALIASES_EXCESSIVE', text: `more than ${LIMITS.aliasesInAll} aliases in one document; write the values out` };
    }
    return this.around.includes(this.valueOf(alias)) ? endless(alias) : undefined;
  }

  private toItems(items: readonly unknown[]): YamlObjection | undefined {
    const keys = new Keys();
    for (const item of items) {
      const objection = yaml.isPair(item) ? this.toKey(item, keys) ?? this.to(item.value) : this.to(item);
      if (objection !== undefined) return objection;
    }
    return undefined;
  }

  private toKey({ key, value }: Pair, keys: Keys): YamlObjection | undefined {
    if (!yaml.isScalar(key)) return keyObjection(this.source, key);
    if (isMerge(key)) return this.toMerge(key, value, keys);
    const name = String(key.value);
    if (keys.own.has(name)) return { offset: offsetOf(key), code: 'KEY_DUPLICATE', text: duplicateText(name) };
    keys.own.add(name);
    return undefined;
  }

  /**
   * What is merged yields to keys of the mapping itself; but `kubectl` lets whatever is written last hold, so that nobody can tell where they are written before.
   *
   * @see https://github.com/kubernetes-sigs/yaml/blob/master/goyaml.v2/decode.go (`mapping`)
   */
  private toMerge(key: unknown, value: unknown, keys: Keys): YamlObjection | undefined {
    const merged = this.keysOf(value);
    const twice = merged.find((name) => keys.own.has(name) || keys.merged.has(name));
    keys.merged = new Set([...keys.merged, ...merged]);
    if (twice === undefined) return undefined;
    const mend = keys.own.has(twice) ? 'write `<<` before it' : 'write one `<<` with a list';
    return { offset: offsetOf(key), code: 'KEY_DUPLICATE', text: `${duplicateText(twice)}; ${mend}` };
  }

  /** The keys that a mapping, or several of them, would bring. */
  private keysOf(node: unknown): string[] {
    const value = yaml.isAlias(node) ? this.valueOf(node) : node;
    if (yaml.isSeq(value)) return value.items.flatMap((item) => this.keysOf(item));
    return yaml.isMap(value) ? value.items.flatMap(({ key }) => (yaml.isScalar(key) && !isMerge(key) ? [String(key.value)] : [])) : [];
  }

  private valueOf({ source }: Alias): unknown {
    return this.anchors.get(source);
  }
}

const NONE: ReadonlySet<string> = new Set();

/** The keys of a mapping, as far as it has been read. */
class Keys {
  public readonly own = new Set<string>();
  public merged = NONE;
}

function endless(alias: Alias): YamlObjection {
  return { offset: offsetOf(alias), code: 'ALIASES_EXCESSIVE', text: `the alias \`${alias.source}\` stands inside what it stands for, without end` };
}

function isMerge(key: { readonly value: unknown }): boolean {
  return typeof key.value === 'symbol';
}

function keyObjection({ text }: SourceDocument, key: unknown): YamlObjection {
  const offset = offsetOf(key);
  const template = text.lastIndexOf('{{', offset + 1);
  return template >= 0 && template >= offset - 1
    ? { offset, code: 'HELM_TEMPLATE', text: `\`${lineAround(text, offset)}\` ${HELM}` }
    : { offset, code: 'NOT_YAML', text: 'not a manifest: a key must be a text' };
}

/** Where a node begins. */
export function offsetOf(node: unknown): number {
  return (yaml.isNode(node) ? node.range?.[0] : undefined) ?? 0;
}

/** The line around an offset, as far as it fits into a message. */
export function lineAround(text: string, offset: number): string {
  return wholeLine(text, offset).slice(0, 60);
}

/** The line around an offset. */
export function wholeLine(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(start, end < 0 ? text.length : end).trim();
}
