import { copies, isMapping, Manifest, nameOf, Value } from './manifest';

/** The way to a field: names of members, and places in lists. */
export type Place = readonly (string | number)[];

/** Every field below a value, with its place. */
function placesIn(value: Value | undefined, at: Place = []): Place[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => [[...at, i], ...placesIn(item, [...at, i])]);
  return isMapping(value) ? Object.entries(value).flatMap(([key, member]) => [[...at, key], ...placesIn(member, [...at, key])]) : [];
}

function placeText(place: Place): string {
  return place.reduce<string>((text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`), '');
}

/** Another value of the same type; nothing for a list or a mapping. */
function changed(value: Value): Value | undefined {
  if (typeof value === 'string') return value === 'true' ? 'false' : /^\d+$/.test(value) ? String(Number(value) + 1) : `${value}x`;
  if (typeof value === 'number') return value + 1;
  return typeof value === 'boolean' ? !value : undefined;
}

interface Holder {
  readonly holder: Value[] | { [key: string]: Value };
  readonly key: string | number;
}

function holderOf(object: Manifest, place: Place): Holder {
  const key = place.at(-1) ?? '';
  const below = (value: Value, one: string | number) => {
    if (Array.isArray(value)) return value[Number(one)] ?? null;
    return isMapping(value) ? value[one] ?? null : null;
  };
  const holder = place.slice(0, -1).reduce<Value>(below, object);
  if (Array.isArray(holder) || isMapping(holder)) return { holder, key };
  throw new Error(`nothing holds ${placeText(place)}`);
}

/** All objects, with one damage. */
export interface Damaged {
  /** The object that is damaged, as `namespace/name`. */
  readonly at: string;
  readonly what: string;
  readonly objects: readonly Manifest[];
}

/** What is damaged, and by what else than by being taken away or changed a little. */
export interface DamagePlan {
  /** Absent means every object. */
  readonly isTarget?: (object: Manifest) => boolean;
  /** Where the fields of an object are: its spec and its annotations by default. */
  readonly below?: (object: Manifest) => readonly Place[];
  /** Values that a field might have by a mistake of somebody: none by default. */
  readonly mistakes?: (value: Value | undefined, place: Place, object: Manifest) => readonly Value[];
}

const EVERYWHERE: readonly Place[] = [['spec'], ['metadata', 'annotations']];

/** Each field, of the spec and the annotations if nothing else is said, taken away and changed, one at a time; and each object taken away. */
export function fieldDamages(
  objects: readonly object[], { isTarget = () => true, below = () => EVERYWHERE, mistakes = () => [] }: DamagePlan = {},
): Damaged[] {
  const originals = copies(objects);
  return originals.flatMap((original, i): Damaged[] => {
    if (!isTarget(original)) return [];
    const damaged = (what: string, damage: (all: Manifest[], object: Manifest) => void): Damaged => {
      const all = copies(originals);
      const object = all[i];
      if (object !== undefined) damage(all, object);
      return { at: nameOf(original), what: `${original.kind} ${what}`, objects: all };
    };
    const fields = below(original).flatMap((place) => placesIn(valueAt(original, place), place));
    return [
      damaged('', (all) => void all.splice(i, 1)),
      ...fields.flatMap((place): Damaged[] => {
        const value = valueAt(original, place);
        const slightly = value === undefined ? undefined : changed(value);
        const others = [...(slightly === undefined ? [] : [slightly]), ...mistakes(value, place, original)];
        return [
          damaged(placeText(place), (_, object) => take(object, place)),
          ...others.map((other) => damaged(`${placeText(place)} = ${JSON.stringify(other)}`, (_, object) => put(object, place, other))),
        ];
      }),
    ];
  });
}

function valueAt(object: Manifest, place: Place): Value | undefined {
  const { holder, key } = holderOf(object, place);
  return Array.isArray(holder) ? holder[Number(key)] : holder[key];
}

function take(object: Manifest, place: Place): void {
  const { holder, key } = holderOf(object, place);
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder, key);
}

function put(object: Manifest, place: Place, value: Value): void {
  const { holder, key } = holderOf(object, place);
  if (Array.isArray(holder)) holder[Number(key)] = value;
  else holder[key] = value;
}
