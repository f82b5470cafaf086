import { AddressBlock } from './endpoint';
import { refuse } from './finding';
import { Cidr, contains, isProblem, parseAddress, parseCidr } from '../sets/cidr';
import { CidrSet } from '../sets/cidr-set';

/** A block of addresses that the API server takes, in its canonical text. Throws `CIDR_INVALID`, `EXCEPT_OUTSIDE_BLOCK`. */
export function addressBlock(cidr: string, except: readonly string[]): AddressBlock {
  const block = soundCidr(cidr);
  const holes = except.map((text) => holeIn(block, text));
  return { cidr: block.text, except: [...new Set(holes.map((hole) => hole.text))].sort() };
}

/** Reads a block, or refuses it with the reason. */
export function soundCidr(text: string): Cidr {
  const parsed = parseCidr(text);
  return isProblem(parsed) ? refuse('CIDR_INVALID', `\`${text}\` ${parsed.detail}`) : parsed;
}

function holeIn(block: Cidr, text: string): Cidr {
  const hole = soundCidr(text);
  if (!contains(block, hole) || hole.prefix === block.prefix) {
    refuse('EXCEPT_OUTSIDE_BLOCK', `except \`${text}\` does not lie inside \`${block.text}\`: an exception is a smaller block within it, of the same family`);
  }
  return hole;
}

/** Whether a text is one address, v4 or v6. */
export function isAddress(text: string): boolean {
  return !isProblem(parseAddress(text));
}

/** The same addresses as blocks without exceptions, for APIs that have none. */
export function wholeBlocks(blocks: readonly AddressBlock[]): string[] {
  return CidrSet.ofBlocks(blocks).blocks().map(({ text }) => text);
}
