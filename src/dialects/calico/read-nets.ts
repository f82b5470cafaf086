import { Field } from '../../fields/field';
import { Cidr, cidrOfAddress, isProblem, parseAddress, parseCidr } from '../../sets/cidr';

/** The blocks of a list. A single address is the block of itself, and bits behind the prefix are of no account, as Calico has it. */
export function readNets(field: Field): Cidr[] {
  return field.items().flatMap((item) => {
    const text = item.text();
    if (text === undefined) return [];
    const address = parseAddress(text);
    if (!isProblem(address)) return [cidrOfAddress(address)];
    const block = parseCidr(text);
    if (!isProblem(block)) return [block];
    const network = block.network === undefined ? block : parseCidr(block.network);
    if (!isProblem(network)) return [network];
    item.refuse('CIDR_INVALID', `\`${text}\` ${network.detail}`);
    return [];
  });
}
