import { objectText } from './objects';
import { Departure, LeavesBy } from './rules/source-addresses';
import { IpFamily } from '../sets/address';
import { selectorText } from '../sets/selector';

/** How a connection to addresses of a family leaves, as the end of a sentence: equal texts mean the same way, whatever object says so. */
export function wayText(departure: Departure, family: IpFamily): string {
  if (departure.kind === 'node') return 'by the address that its node gives it';
  const { nodes, leavesBy } = departure.gateway;
  return `by ${leavesByText(leavesBy, family)} of the first node ${nodesText(selectorText(nodes))}`;
}

/** The same, with the object that says so, behind which there may be its place. */
export function departureText(departure: Departure, family: IpFamily, place = ''): string {
  return departure.kind === 'node' ? wayText(departure, family) : `${wayText(departure, family)}, as ${objectText(departure.origin)}${place} says`;
}

/** The nodes of a gateway, by the text of their selector. */
export function nodesText(selector: string): string {
  return selector === '*' ? 'by name' : `with ${selector}`;
}

/** The address that a connection to addresses of a family has outside: nothing but its family can be said of one that somebody else has chosen. */
export function leavesByText(leavesBy: LeavesBy, family: IpFamily): string {
  switch (leavesBy.kind) {
    case 'address': return leavesBy.address.family === family ? leavesBy.address.text : `the first IPv${family} address beside ${leavesBy.address.text}`;
    case 'interface': return `the first IPv${family} address of interface ${leavesBy.name}`;
    case 'defaultRoute': return `the first IPv${family} address of the interface of the default route`;
  }
}
