import { WorkloadId } from '../../model/asked';
import { refuse } from '../../model/finding';
import { requirePort } from '../../model/port-number';
import { READINESS_PORT } from '../../synth/egress-proxy-objects';

/** The lowest port that needs no privilege. */
const UNPRIVILEGED = 1024;

/** The ports that a proxy has been told to give its callers. Throws `EGRESS_INVALID`, `PORT_OUT_OF_RANGE`. */
export function callerPortsOf(given: Readonly<Record<string, number>>): ReadonlyMap<string, number> {
  const callers = new Map<number, string>();
  for (const [caller, port] of Object.entries(given)) {
    requirePort(`callerPorts of \`${caller}\``, port);
    const other = callers.get(port);
    if (!/^[^/\s]+\/[^/\s]+$/.test(caller)) {
      refuse('EGRESS_INVALID', `callerPorts name \`${caller}\`, which is no caller: write the namespace and the name, as in \`shop/payments\``);
    }
    if (other !== undefined) {
      refuse('EGRESS_INVALID', `callerPorts give \`${other}\` and \`${caller}\` port \`${port}\`, and with it one list of names: give each its own`);
    }
    if (port < UNPRIVILEGED || port === READINESS_PORT) {
      refuse('EGRESS_INVALID', `callerPorts give \`${caller}\` port \`${port}\`, which ${port === READINESS_PORT ? 'tells the kubelet whether the proxy is ready' : 'needs a privilege'}: `
        + `give one from ${UNPRIVILEGED} on, but for ${READINESS_PORT}`);
    }
    callers.set(port, caller);
  }
  return new Map(Object.entries(given));
}

/** How a caller is named in `callerPorts`. */
export function callerText({ namespace, name }: WorkloadId): string {
  return `${namespace}/${name}`;
}
