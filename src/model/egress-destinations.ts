import { AddressBlock } from './endpoint';
import { Cidr, cidrsAmong, compareCidrs } from '../sets/cidr';
import { CidrSet } from '../sets/cidr-set';

/** Addresses to which connections leave through a gateway. */
export interface LedBlocks {
  readonly gateway: string;
  readonly blocks: readonly AddressBlock[];
}

/** What is written for one gateway: the destinations, and what of them does not count. */
export interface WrittenDestinations {
  readonly destinations: readonly string[];
  readonly excluded: readonly string[];
}

interface Part {
  readonly gateway: string;
  readonly block: Cidr;
  readonly except: readonly Cidr[];
}

/** The addresses that go through each gateway: where blocks lie within each other the longer one counts, but for its exceptions. */
export function destinationsOf(led: readonly LedBlocks[]): Map<string, CidrSet> {
  const found = new Map<string, CidrSet>();
  for (const { gateway, own } of sharesOf(led)) found.set(gateway, (found.get(gateway) ?? CidrSet.none).union(own));
  return found;
}

/**
 * What is written for each gateway. A network plugin that goes by the longest prefix takes an exception for one, whatever it is an exception of: so a block is written as it
 * was declared, unless one of its exceptions takes in what goes through a gateway; then it is cut into blocks that need no exceptions, without what longer ones take in.
 */
export function writtenDestinations(led: readonly LedBlocks[]): Map<string, WrittenDestinations> {
  const shares = sharesOf(led);
  const through = shares.reduce((sum, { own }) => sum.union(own), CidrSet.none);
  const isAsDeclared = ({ except }: Share) => CidrSet.of(except).intersection(through).isEmpty();
  return new Map([...new Set(shares.map(({ gateway }) => gateway))].map((gateway) => {
    const own = shares.filter((share) => share.gateway === gateway);
    const declared = own.filter(isAsDeclared);
    const cut = own.filter((share) => !isAsDeclared(share)).flatMap((share) => share.own.blocks());
    const destinations = textsOf([...declared.map(({ block }) => block), ...cut]);
    return [gateway, { destinations, excluded: textsOf(declared.flatMap(({ except }) => except)) }];
  }));
}

/** Whether all of some addresses are in others. */
export function isWithin(blocks: readonly AddressBlock[], cidrs: readonly string[]): boolean {
  return blocks.length > 0 && CidrSet.ofBlocks(blocks).difference(CidrSet.of(cidrsAmong(cidrs))).isEmpty();
}

/** The block that two gateways would share; nothing where they do not. */
export function sharedBlock(led: readonly LedBlocks[], next: LedBlocks): { readonly block: string; readonly gateway: string } | undefined {
  const others = partsOf(led.filter(({ gateway }) => gateway !== next.gateway));
  for (const { block, except } of partsOf([next])) {
    const own = CidrSet.of([block]).difference(CidrSet.of(except));
    const other = others.find((one) => one.block.text === block.text && !own.difference(CidrSet.of(one.except)).isEmpty());
    if (other !== undefined) return { block: block.text, gateway: other.gateway };
  }
  return undefined;
}

/** A declared block, and what of it goes through its gateway. */
interface Share extends Part {
  readonly own: CidrSet;
}

/** The longest first, so that what one has taken is never given to a shorter one. */
function sharesOf(led: readonly LedBlocks[]): Share[] {
  let taken = CidrSet.none;
  return partsOf(led).sort((a, b) => b.block.prefix - a.block.prefix).map((part) => {
    const all = CidrSet.of([part.block]).difference(CidrSet.of(part.except));
    const own = all.difference(taken);
    taken = taken.union(all);
    return { ...part, own };
  });
}

function partsOf(led: readonly LedBlocks[]): Part[] {
  return led.flatMap(({ gateway, blocks }) => blocks.flatMap(({ cidr, except }) => (
    cidrsAmong([cidr]).map((block): Part => ({ gateway, block, except: cidrsAmong(except) }))
  )));
}

/** By their addresses, as a person would look for them. */
function textsOf(blocks: readonly Cidr[]): string[] {
  return [...new Set([...blocks].sort(compareCidrs).map(({ text }) => text))];
}
