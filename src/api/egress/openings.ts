import { ProxyOpening } from '../../model/egress-proxy';
import { refuse } from '../../model/finding';
import { describePorts, matchOf } from '../../model/intents';
import { PortModel } from '../../model/port';
import { RelayedTarget } from '../connections/binding';

/** What a proxy is asked to let through for a target. Throws `EGRESS_INVALID` for what no HTTP proxy carries. */
export function openingsOf({ dnsName, ports, isOfRequests }: RelayedTarget, proxy: string): ProxyOpening[] {
  if (isOfRequests) {
    refuse('EGRESS_INVALID', `proxy \`${proxy}\` cannot tell requests to \`${dnsName}\` apart: it looks at names and ports alone; leave \`http\` out`);
  }
  if (ports === 'all') {
    return refuse('EGRESS_INVALID', `proxy \`${proxy}\` cannot carry \`${dnsName}\` on every port: its list is of names and ports; name them, as in \`.on(Port.https())\``);
  }
  return ports.map((port) => openingOf(dnsName, port, proxy));
}

function openingOf(dnsName: string, port: PortModel, proxy: string): ProxyOpening {
  if (port.protocol !== 'TCP') {
    refuse('EGRESS_INVALID', `proxy \`${proxy}\` cannot carry \`${dnsName}\` on ${describePorts([matchOf(port)])}: an HTTP proxy carries TCP alone; `
      + 'give `EgressFallback.addresses(…)` for that port');
  }
  if (port.endPort !== undefined && port.endPort !== port.number) {
    refuse('EGRESS_INVALID', `proxy \`${proxy}\` cannot carry \`${dnsName}\` on the range ${describePorts([matchOf(port)])}: its list is of names and ports; name them one by one`);
  }
  return { dnsName, port: port.number, isPlain: port.scheme === 'http' };
}
