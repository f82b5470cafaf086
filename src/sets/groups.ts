/** The list under a key, an empty one at first. */
export function listIn<K, V>(lists: Map<K, V[]>, key: K): V[] {
  const known = lists.get(key);
  if (known !== undefined) return known;
  const list: V[] = [];
  lists.set(key, list);
  return list;
}

/** Things in groups of one key each: the groups, and the things in each, in the order in which they come. */
export function groupedBy<T, K>(things: Iterable<T>, keyOf: (thing: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const thing of things) listIn(groups, keyOf(thing)).push(thing);
  return groups;
}
