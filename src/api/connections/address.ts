import { PeerBinding, ServiceAddress, WorkloadSide } from './binding';
import { refuse } from '../../model/finding';
import { PortModel } from '../../model/port';

/** How an address is written into an environment variable. */
export enum AddressFormat {
  /** A URL for http and https ports, such as `http://payments:80`; `host:port` for the others. */
  URL = 'URL',
  /** `host:port`, such as `payments:80`. */
  HOST_PORT = 'HOST_PORT',
  /** The host alone, such as `payments`. */
  HOST = 'HOST',
}

/** The address of a callee as its caller should use it. */
export function addressText(
  caller: WorkloadSide,
  callee: PeerBinding,
  ports: readonly PortModel[] | 'all',
  format: AddressFormat,
  calleeName: string,
): string {
  const [port] = ports === 'all' ? [] : ports;
  if (port === undefined) {
    return refuse('PEER_WITHOUT_PORT', `the address of \`${calleeName}\` needs one port: name it, as in \`.on(Port.https())\``);
  }
  const { host, number } = located(caller, callee, port, calleeName);
  switch (format) {
    case AddressFormat.URL:
      return port.scheme === undefined ? `${host}:${number}` : `${port.scheme}://${host}:${number}`;
    case AddressFormat.HOST_PORT:
      return `${host}:${number}`;
    case AddressFormat.HOST:
      return host;
  }
}

function located(caller: WorkloadSide, callee: PeerBinding, port: PortModel, calleeName: string): { host: string; number: number } {
  if (callee.party.kind === 'dnsName') {
    if (callee.party.dnsName.startsWith('*')) {
      refuse('ENV_NOT_INJECTABLE', `\`${calleeName}\` stands for many hosts, and an address is that of one: name the host, or leave \`env\` out`);
    }
    return { host: callee.party.dnsName, number: port.number };
  }
  const address = callee.side?.services.addressOf(port);
  if (callee.side === undefined || address === undefined) {
    return refuse('SERVICE_MISSING', `\`${calleeName}\` has no Service for port \`${port.name}\`, so it has no address to inject: `
      + 'give it one, or leave \`env\` out');
  }
  return { host: hostOf(address, caller.party.namespace, callee.side.party.namespace), number: address.servicePort };
}

/**
 * The shortest name that resolves: the Service's alone within a namespace, with the namespace from another one.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#namespaces-of-services (v1.35)
 */
function hostOf(address: ServiceAddress, callerNamespace: string, calleeNamespace: string): string {
  return callerNamespace === calleeNamespace ? address.serviceName : `${address.serviceName}.${calleeNamespace}.svc`;
}
