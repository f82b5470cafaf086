import { ListEnd } from './end';
import { Workload } from '../../reachability/workload';
import { ALL_PROTOCOLS, PortSet } from '../../sets/ports';

/** An end as JSON. */
export function endJson(end: ListEnd): object {
  switch (end.kind) {
    case 'workload': return workloadJson(end.workload);
    case 'addresses': return { cidrs: end.addresses.blocks().map((block) => block.text) };
    case 'controller': return { controller: true };
  }
}

/** A workload as JSON. */
export function workloadJson({ kind, namespace, name }: Workload): object {
  return { kind, namespace, name };
}

/** Ports as JSON. */
export function portsJson(ports: PortSet): object[] {
  return ALL_PROTOCOLS.flatMap((protocol) => ports.ranges(protocol).map(({ first, last }) => ({ protocol, first, last })));
}
