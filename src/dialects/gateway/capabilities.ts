import { Source, Support } from '../../model/capability';

const VERSIONING: Source = { url: 'https://gateway-api.sigs.k8s.io/reference/spec/', version: 'v1.6.1' };
const LISTENER_SET: Source = { url: 'https://gateway-api.sigs.k8s.io/api-types/listenerset/', version: 'v1.6.1' };
const TLS_ROUTE: Source = { url: 'https://gateway-api.sigs.k8s.io/api-types/tlsroute/', version: 'v1.6.1' };
const STREAMS: Source = { url: 'https://github.com/kubernetes-sigs/gateway-api/tree/v1.6.1/config/crd/standard', version: 'v1.6.1' };

/** The kinds of the standard channel, and since which release of the API each is in it as `v1`. Whether a Gateway serves it is its controller's to say. */
export const GATEWAY_CAPABILITIES: Readonly<Record<string, Support>> = {
  Gateway: { support: 'yes', source: VERSIONING },
  HTTPRoute: { support: 'yes', source: VERSIONING },
  GRPCRoute: { support: 'yes', source: VERSIONING },
  ListenerSet: { support: 'since', since: 'v1.5.0', source: LISTENER_SET },
  TLSRoute: { support: 'since', since: 'v1.5.0', source: TLS_ROUTE },
  ReferenceGrant: { support: 'since', since: 'v1.5.0', source: VERSIONING },
  TCPRoute: { support: 'since', since: 'v1.6.0', source: STREAMS },
  UDPRoute: { support: 'since', since: 'v1.6.0', source: STREAMS },
};
