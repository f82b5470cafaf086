import { BlastEnd, StepPorts } from './blast';
import { NarrowedPorts, Reach } from '../../reachability/connectivity';
import { workloadText } from '../../reachability/workload';
import { nameText } from '../../sets/names';
import { SymbolicPorts } from '../list/ports';
import { outsidersText, symbolicText } from '../list/words';
import { passingOnText } from '../words/requests';
import { addressesText } from '../words/text';

/** An end as a text; equal ends have equal texts. */
export function blastEndText(end: BlastEnd): string {
  switch (end.kind) {
    case 'workload': return workloadText(end.workload);
    case 'addresses': return addressesText(end.addresses);
    case 'name': return nameText(end.name);
    case 'pods': return outsidersText(end.outsiders);
    case 'entry': return end.name;
  }
}

/** The ports of a step: those that are open, those that perhaps are, and those that are so for some requests alone. */
export function stepPortsText({ narrowed = [], ...ports }: StepPorts): string {
  if (narrowed.length === 0) return openText(ports);
  return `${openText(ports)} (${narrowed.map((one) => passingOnText(symbolicText(one.ports), one.told)).join(', ')})`;
}

function openText({ allowed, unknown }: StepPorts): string {
  if (unknown.isEmpty()) return symbolicText(allowed);
  return allowed.isEmpty() ? `perhaps ${unknown.toString()}` : `${symbolicText(allowed)}, perhaps ${unknown.toString()}`;
}

/** Ports by number as those of a step. */
export function numbered({ allowed, unknown, narrowed = [] }: Reach & { readonly narrowed?: readonly NarrowedPorts[] }): StepPorts {
  const told = narrowed.map((one) => ({ ...one, ports: SymbolicPorts.numbered(one.ports) }));
  return { allowed: SymbolicPorts.numbered(allowed), unknown, ...(told.length === 0 ? {} : { narrowed: told }) };
}
