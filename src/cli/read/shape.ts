import { isLabelKey, isLabelValue } from '../../sets/selector';

/** Of what type the fields of an object are, as far as they are read: those that are not named may be anything. */
export type Shape =
  | 'anything'
  | 'flag'
  | 'labels'
  | 'number'
  | 'text'
  | { readonly list: Shape }
  | { readonly oneOf: readonly string[] }
  | { readonly fields: Readonly<Record<string, Shape>>; readonly needs?: readonly string[] };

/** A field of another type than the API server takes. */
export interface Misshape {
  readonly path: string;
  /** The value in backticks, and what it must be. */
  readonly text: string;
}

/** What is not of its shape; `null` counts as absent, as it does on the API server. */
export function misshapes(value: unknown, shape: Shape, path = ''): Misshape[] {
  if (value === undefined || value === null || shape === 'anything') return [];
  if (shape === 'flag' || shape === 'number' || shape === 'text') return typeof value === TYPES[shape].type ? [] : [{ path, text: `${quoted(value)} must be ${TYPES[shape].text}` }];
  if (shape === 'labels') return misshapenLabels(value, path);
  if ('list' in shape) return misshapenItems(value, shape.list, path);
  if ('oneOf' in shape) return shape.oneOf.some((one) => one === value) ? [] : [{ path, text: `${quoted(value)} must be one of ${shape.oneOf.filter((one) => one !== '').join(', ')}` }];
  const mapping = mappingOf(value);
  if (mapping === undefined) return [{ path, text: `${quoted(value)} must be a mapping` }];
  const below = (key: string) => (path === '' ? key : `${path}.${key}`);
  const missing = (shape.needs ?? []).filter((key) => (mapping.get(key) ?? null) === null);
  return [
    ...missing.map((key) => ({ path: below(key), text: `\`${key}\` is missing` })),
    ...Object.entries(shape.fields).flatMap(([key, own]) => misshapes(mapping.get(key), own, below(key))),
  ];
}

const TYPES = {
  flag: { type: 'boolean', text: 'true or false, without quotes' },
  number: { type: 'number', text: 'a number, without quotes' },
  text: { type: 'string', text: 'a string, in quotes where YAML takes it for something else' },
} as const;

function misshapenItems(value: unknown, shape: Shape, path: string): Misshape[] {
  if (!Array.isArray(value)) return [{ path, text: `${quoted(value)} must be a list` }];
  return value.flatMap((item: unknown, i) => (item === null ? [{ path: `${path}[${i}]`, text: 'an item of this list must not be empty' }] : misshapes(item, shape, `${path}[${i}]`)));
}

/** What is no mapping, and values that are no texts, are left to whoever reads the labels. */
function misshapenLabels(value: unknown, path: string): Misshape[] {
  return [...mappingOf(value) ?? []].flatMap(([key, label]) => {
    const place = `${path}.${key}`;
    if (!isLabelKey(key)) return [{ path: place, text: `\`${key}\` is not a label key: an optional DNS name and \`/\`, then at most 63 letters, digits, \`-\`, \`_\` or \`.\`` }];
    if (typeof label !== 'string' || isLabelValue(label)) return [];
    return [{ path: place, text: `\`${label}\` is not a label value: at most 63 letters, digits, \`-\`, \`_\` or \`.\`, a letter or digit at both ends` }];
  });
}

function mappingOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  return typeof value !== 'object' || value === null || Array.isArray(value) ? undefined : new Map<string, unknown>(Object.entries(value));
}

function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}
