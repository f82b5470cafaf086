import { Cidr, coverOf, everyAddress, IpFamily, isProblem, parseCidr } from '../../sets/cidr';
import { CidrSet } from '../../sets/cidr-set';

/** What has been written before: most lines of a cluster are about the same few sets. */
const TEXTS = new WeakMap<CidrSet, string>();

/** Addresses as a lock writes them, such as `0.0.0.0/0 except 10.0.0.0/8 192.168.0.0/16, ::/0`: equal sets have equal texts. */
export function lockAddressesText(addresses: CidrSet): string {
  const known = TEXTS.get(addresses);
  if (known !== undefined) return known;
  const text = ([4, 6] as const).flatMap((family) => familyText(family, addresses)).join(', ');
  TEXTS.set(addresses, text);
  return text;
}

/** A text that equal sets share, and that is made fast. */
export function addressesKey(addresses: CidrSet): string {
  return ([4, 6] as const).map((family) => addresses.intervals(family).map(({ start, end }) => `${start}-${end}`).join()).join('/');
}

/** Gives equal sets of addresses as one. */
export class SharedAddresses {
  private readonly known = new Map<string, CidrSet>();

  /** The set that was given first among those that equal it. */
  public of(addresses: CidrSet): CidrSet {
    const key = addressesKey(addresses);
    const known = this.known.get(key) ?? addresses;
    this.known.set(key, known);
    return known;
  }
}

/** The fewest blocks, or a whole family without some, whichever is shorter. */
function familyText(family: IpFamily, addresses: CidrSet): string[] {
  const intervals = addresses.intervals(family);
  if (intervals.length === 0) return [];
  const blocks = coverOf(family, intervals);
  const whole = everyAddress(family);
  const holes = coverOf(family, CidrSet.of([whole]).difference(addresses).intervals(family));
  const text = (some: readonly Cidr[]) => some.map((block) => block.text).join(' ');
  return [holes.length > 0 && holes.length + 1 < blocks.length ? `${whole.text} except ${text(holes)}` : text(blocks)];
}

/** Reads such a text; nothing if it is none. */
export function readLockAddresses(text: string): CidrSet | undefined {
  let sum = CidrSet.none;
  for (const part of text.split(', ')) {
    const [blocks, holes, ...more] = part.split(' except ').map(readBlocks);
    if (blocks === undefined || more.length > 0 || (holes === undefined && part.includes(' except '))) return undefined;
    sum = sum.union(blocks.difference(holes ?? CidrSet.none));
  }
  return sum.isEmpty() ? undefined : sum;
}

function readBlocks(text: string): CidrSet | undefined {
  const blocks = text.split(' ').map(parseCidr);
  const sound = blocks.flatMap((block) => (isProblem(block) ? [] : [block]));
  return sound.length === blocks.length ? CidrSet.of(sound) : undefined;
}
