/**
 * An object as JSON, indented by two spaces, with the items of one of its lists worked out one by one: the whole may be longer than a text can be.
 *
 * @param list The name of the list; what the object has in its place does not count.
 */
export function* jsonParts(object: object, list: string, items: Iterable<object>): Iterable<string> {
  // no text has a line break in JSON, so that this is no part of one
  const [before = '', after = ''] = JSON.stringify({ ...object, [list]: [] }, undefined, 2).split(`\n  "${list}": []`);
  yield `${before}\n  "${list}": [`;
  let isEmpty = true;
  for (const item of items) {
    yield `${isEmpty ? '' : ','}\n${JSON.stringify(item, undefined, 2).replace(/^/gm, '    ')}`;
    isEmpty = false;
  }
  yield `${isEmpty ? '' : '\n  '}]${after}\n`;
}
