import { IngressEdge, ListenerModel } from '../../model/edge';

/** The names that the official chart gives the entry points for HTTP and HTTPS. */
const CHART = { HTTP: 'web', HTTPS: 'websecure' } as const;

/**
 * The entry point for plain HTTP, or for HTTPS: the listener of that kind, or the chart's.
 *
 * @see https://github.com/traefik/traefik-helm-chart/blob/v41.3.0/traefik/values.yaml (`ports`)
 */
export function httpEntryPoint({ listeners }: IngressEdge, protocol: 'HTTP' | 'HTTPS'): string {
  return listeners.find((listener) => listener.protocol === protocol)?.name ?? CHART[protocol];
}

/** The entry point of a stream by its port; TLS may share that of HTTPS, where a name that is passed through goes before what is served. */
export function streamEntryPoint(edge: IngressEdge, protocol: 'TCP' | 'UDP' | 'TLS', port: number): string | undefined {
  const fits: readonly ListenerModel['protocol'][] = protocol === 'TLS' ? ['TLS', 'HTTPS', 'TCP'] : [protocol];
  const found = edge.listeners.find((listener) => listener.port === port && fits.includes(listener.protocol));
  return found?.name ?? (protocol === 'TLS' && port === 443 ? httpEntryPoint(edge, 'HTTPS') : undefined);
}
