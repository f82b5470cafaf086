import { BackendModel } from './route';

/** How a controller has to talk to the pods of a route; `unknown` is an `appProtocol` that no Ingress carries. */
export type BackendProtocol = 'http' | 'https' | 'grpc' | 'h2c' | 'unknown';

/**
 * Reads the `appProtocol` of a route's Service port; none means HTTP/1.1.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol (v1.35)
 */
export function backendProtocol({ appProtocol }: BackendModel): BackendProtocol {
  switch (appProtocol) {
    case undefined:
    case 'http':
    case 'kubernetes.io/ws':
      return 'http';
    case 'https':
    case 'kubernetes.io/wss':
      return 'https';
    case 'grpc':
      return 'grpc';
    case 'kubernetes.io/h2c':
      return 'h2c';
    default:
      return 'unknown';
  }
}

/** The protocols of some routes, each once, in one order. */
export function protocolsOf(routes: readonly BackendModel[]): BackendProtocol[] {
  return [...new Set(routes.map(backendProtocol))].sort();
}

/** The one protocol of all routes, or none where they differ. */
export function uniformProtocol(routes: readonly BackendModel[]): BackendProtocol | undefined {
  const protocols = protocolsOf(routes);
  return protocols.length === 1 ? protocols[0] : undefined;
}

/** The `appProtocol` of a port as the user has written it, in a sentence. */
export function spokenProtocol({ serviceName, servicePortName, appProtocol }: BackendModel): string {
  return `port \`${servicePortName}\` of \`${serviceName}\` (\`appProtocol: ${appProtocol ?? 'http'}\`)`;
}
