import { refuse } from './finding';
import { isPort } from '../sets/ports';

/** The number of a port. Throws `PORT_OUT_OF_RANGE`. */
export function requirePort(what: string, number: number, where: string = ''): number {
  return isPort(number) ? number : refuse('PORT_OUT_OF_RANGE', `${what} \`${number}\`${where} is not a port: give a whole number from 1 to 65535`);
}
