import { listAt, ReadObject, valueAt } from '../../reachability/objects';
import { Entry } from '../../reachability/rules/entries';
import { isPort } from '../../sets/ports';

/**
 * The entries of a TCP: one for each port on which each of its services listens.
 *
 * @see https://github.com/haproxytech/kubernetes-ingress/blob/v3.2.11/documentation/custom-resource-tcp.md
 */
export function tcpOf({ apiVersion, kind, namespace, name, value, report }: ReadObject): Entry[] {
  if (kind !== 'TCP' || !/^ingress\.v[13]\.haproxy\.org\/v[13]$/.test(apiVersion)) return [];
  const className = valueAt(value, 'metadata', 'annotations', 'ingress.class');
  return listAt(value, 'spec').flatMap((service, i): Entry[] => {
    const place = `spec[${i}].service`;
    const [target, port] = [valueAt(service, 'service', 'name'), valueAt(service, 'service', 'port')];
    if (typeof target !== 'string' || target === '' || typeof port !== 'number' || !isPort(port)) {
      report(place, 'a TCP needs the name of a Service and the number of its port');
      return [];
    }
    return portsOf(valueAt(service, 'frontend', 'binds')).map((listening) => ({
      origin: { kind, namespace, name },
      at: place,
      clients: 'controller',
      port: listening,
      ...(typeof className === 'string' && className !== '' ? { className } : {}),
      backend: { namespace, service: target, port: { kind: 'number', number: port } },
    }));
  });
}

/** Version 1 has a list of binds, version 3 a mapping. */
function portsOf(binds: unknown): number[] {
  const all = Array.isArray(binds) ? binds : typeof binds === 'object' && binds !== null ? Object.values(binds) : [];
  const ports = all.map((bind) => valueAt(bind, 'port')).flatMap((port) => (typeof port === 'number' && isPort(port) ? [port] : []));
  return [...new Set(ports)].sort((a, b) => a - b);
}
