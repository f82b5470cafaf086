import { CiliumPort, CiliumPortRule } from './kinds';
import { PortMatch } from '../../model/port';

/** An entry has at most so many ports. @see https://docs.cilium.io/en/stable/security/policy/language/#layer-4-examples (Cilium 1.18) */
const PORTS_MAX = 40;

/** The ports of a flow, as many entries as it takes; nothing where every port is meant. */
export function renderPorts(ports: readonly PortMatch[], rules?: CiliumPortRule['rules']): readonly CiliumPortRule[] | undefined {
  if (ports.length === 0) return undefined;
  const written = ports.map(renderPort);
  const entries = Array.from({ length: Math.ceil(written.length / PORTS_MAX) }, (_, i) => written.slice(i * PORTS_MAX, (i + 1) * PORTS_MAX));
  return entries.map((entry) => ({ ports: entry, ...(rules === undefined ? {} : { rules }) }));
}

/** A port is a text; `0` is every port of its protocol. */
function renderPort({ protocol, port = 0, endPort }: PortMatch): CiliumPort {
  return { ...(endPort === undefined ? {} : { endPort }), port: String(port), protocol };
}
