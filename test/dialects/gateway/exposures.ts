import { gatewayEdgeOf, GatewayEdgeInput } from '../../../src/clusters/gateway-edge';
import { API_FEATURES } from '../../../src/dialects/gateway/capabilities';
import { Source, Support } from '../../../src/model/capability';
import { GatewayController } from '../../../src/model/controller';
import { GatewayEdge } from '../../../src/model/edge';
import { ExposureModel, GatewayExposure, OnEdge, StreamModel } from '../../../src/model/exposure';
import { EdgeCapabilities, EXPOSURE_FEATURES } from '../../../src/model/feature';
import { BackendModel, RequestMatch, RouteAction, RouteModel } from '../../../src/model/route';

/** An edge `public` by a Gateway `infra/public` with a listener for HTTP and one for HTTPS. */
export function edge(more: Partial<GatewayEdgeInput> = {}): GatewayEdge {
  return gatewayEdgeOf('public', 'envoy-gateway', {
    parent: { kind: 'Gateway', namespace: 'infra', name: 'public' },
    listeners: [{ protocol: 'HTTP', name: 'http', port: 80 }, { protocol: 'HTTPS', name: 'https', port: 443 }],
    certificates: 'parent',
    release: '1.6',
    channel: 'experimental',
    ...more,
  });
}

/** A Service port that serves. */
export function backend(more: Partial<BackendModel> = {}): BackendModel {
  return { namespace: 'shop', serviceName: 'web', servicePortName: 'http', servicePort: 80, appProtocol: 'http', weight: 1, ...more };
}

/** A route to one backend, or with another answer. */
export function route(more: Partial<RequestMatch & { readonly action: RouteAction }> = {}): RouteModel {
  return { path: '/', match: 'prefix', headers: [], query: [], action: { kind: 'serve', backends: [backend()] }, ...more };
}

/** An exposure over HTTPS with the edge's own certificate, unless told otherwise. */
export function exposure(more: Partial<Omit<ExposureModel, 'kind' | 'edge'> & { readonly edge: GatewayEdge }> = {}): GatewayExposure {
  return {
    kind: 'http',
    name: 'web',
    namespace: 'shop',
    labels: { 'app.kubernetes.io/name': 'web' },
    annotations: {},
    edge: edge(),
    hosts: ['shop.example.com'],
    routes: [route()],
    tls: { kind: 'edge' },
    httpsRedirect: true,
    traffic: {},
    ...more,
  };
}

/** A stream of TCP on port 5432. */
export function stream(more: Partial<Omit<StreamModel, 'kind' | 'edge'> & { readonly edge: GatewayEdge }> = {}): OnEdge<StreamModel, GatewayEdge> {
  return {
    kind: 'stream',
    name: 'db',
    namespace: 'shop',
    labels: {},
    annotations: {},
    edge: edge({ listeners: [{ protocol: 'TCP', name: 'postgres', port: 5432 }, { protocol: 'UDP', name: 'dns', port: 53 }, { protocol: 'TLS', name: 'tls', port: 443 }] }),
    protocol: 'TCP',
    port: 5432,
    hosts: [],
    backends: [backend({ serviceName: 'db', servicePort: 5432, servicePortName: 'postgres' })],
    ...more,
  };
}

const TEST: Source = { url: 'https://example.com', version: 'test' };

/** A controller that understands all words of the API, and has none of its own. */
export const FULL: GatewayController = {
  title: 'a full controller',
  // fromEntries cannot tell that every key of the closed list is there
  capabilities: Object.fromEntries(EXPOSURE_FEATURES.map((feature): [string, Support] => [
    feature, API_FEATURES[feature].support === 'none' ? { support: 'no', source: TEST } : { support: 'yes', source: TEST },
  ])) as EdgeCapabilities,
  own: [],
  part: () => ({ objects: [], filters: () => [], annotations: {}, gaps: [] }),
};
