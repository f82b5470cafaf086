import { BlastEnd, StepPorts } from './blast';
import { workloadText } from '../../reachability/workload';
import { nameText } from '../../sets/names';
import { PortSet } from '../../sets/ports';
import { SymbolicPorts } from '../list/ports';
import { outsidersText, symbolicText } from '../list/words';
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

/** The ports of a step: those that are open, and those that perhaps are. */
export function stepPortsText({ allowed, unknown }: StepPorts): string {
  if (unknown.isEmpty()) return symbolicText(allowed);
  return allowed.isEmpty() ? `perhaps ${unknown.toString()}` : `${symbolicText(allowed)}, perhaps ${unknown.toString()}`;
}

/** Ports by number as those of a step. */
export function numbered({ allowed, unknown }: { readonly allowed: PortSet; readonly unknown: PortSet }): StepPorts {
  return { allowed: SymbolicPorts.numbered(allowed), unknown };
}
