import { Field } from './field';

/** How many items a list may have. */
export interface Limits {
  readonly atLeast?: number;
  readonly atMost: number;
  /** What an item is called, such as `peer`. */
  readonly item: string;
}

/** The items of a list, which is refused as a whole if there are too few or too many. */
export function readList(field: Field, { atLeast = 0, atMost, item }: Limits): Field[] {
  const items = field.items();
  if (items.length < atLeast && !field.isMistyped()) field.refuse('LIST_EMPTY', `at least one ${item} is needed here`);
  if (items.length > atMost) field.refuse('LIST_TOO_LONG', `${items.length} ${item}s are too many; at most ${atMost} are allowed`);
  return items;
}

/** The texts of a list in which none may come twice. */
export function readTextSet(field: Field, limits: Limits): Field[] {
  const items = readList(field, limits);
  const seen = new Set<string>();
  for (const item of items) {
    const text = item.text();
    if (text === undefined) {
      if (!item.isPresent()) item.refuse('FIELD_TYPE', `a ${limits.item} must be a string`);
      continue;
    }
    if (seen.has(text)) item.refuse('ITEM_DUPLICATE', `\`${text}\` is there twice; name it once`);
    seen.add(text);
  }
  return items;
}
