import { CalicoPort, CalicoProtocol } from './kinds';
import { PortMatch } from '../../model/port';

/** Ports of one protocol: none named means all of it, and without a protocol all of every one. */
export interface ProtocolPorts {
  readonly protocol?: CalicoProtocol;
  readonly numbers: readonly CalicoPort[];
}

/** Ports as rules have them, each of which is about one protocol. */
export function protocolsOf(ports: readonly PortMatch[]): readonly ProtocolPorts[] {
  if (ports.length === 0) return [{ numbers: [] }];
  return [...new Set(ports.map(({ protocol }) => protocol))].map((protocol) => {
    const own = ports.filter((one) => one.protocol === protocol);
    return { protocol, numbers: own.some(({ port }) => port === undefined) ? [] : own.flatMap(numberOf) };
  });
}

function numberOf({ port, endPort }: PortMatch): CalicoPort[] {
  if (port === undefined) return [];
  return [endPort === undefined || endPort === port ? port : `${port}:${endPort}`];
}
