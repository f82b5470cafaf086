import { Field } from './field';
import { Cidr, isProblem, parseCidr } from '../sets/cidr';

/** The block of a field, read strictly; nothing if the field is absent or has been refused. */
export function readCidr(field: Field): Cidr | undefined {
  const text = field.text();
  if (text === undefined) return undefined;
  const cidr = parseCidr(text);
  if (!isProblem(cidr)) return cidr;
  field.refuse('CIDR_INVALID', `\`${text}\` ${cidr.detail}`);
  return undefined;
}
