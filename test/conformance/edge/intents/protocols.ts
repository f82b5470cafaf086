import { BackendModel } from '../../../../src/model/route';
import { backend, http, route } from '../asks';
import { Intent } from '../run';

function speaking(name: string, more: Partial<BackendModel>): Intent {
  return { name, ask: (edge) => http(edge, { routes: [route({}, { backends: [backend(more)] })] }) };
}

export const PROTOCOLS: readonly Intent[] = [
  speaking('gRPC', { appProtocol: 'grpc', servicePortName: 'grpc' }),
  speaking('HTTP/2 without TLS', { appProtocol: 'kubernetes.io/h2c' }),
  speaking('websockets', { appProtocol: 'kubernetes.io/ws' }),
  speaking('HTTPS', { appProtocol: 'https', servicePortName: 'https', servicePort: 443 }),
  {
    name: 'HTTPS with an authority of its own',
    ask: (edge) => http(edge, {
      routes: [route({}, { backends: [backend({ appProtocol: 'https', servicePortName: 'https', servicePort: 443 })] })],
      traffic: { backendTls: { hostname: 'web.shop.svc', authority: { kind: 'configMap', name: 'shop-ca' } } },
    }),
    without: (edge) => http(edge, { routes: [route({}, { backends: [backend({ appProtocol: 'https', servicePortName: 'https', servicePort: 443 })] })] }),
  },
  {
    name: 'HTTP beside gRPC',
    // a path beside another one, too
    lacksMore: true,
    ask: (edge) => http(edge, {
      routes: [route(), route({ path: '/rpc' }, { backends: [backend({ serviceName: 'rpc', appProtocol: 'grpc', servicePortName: 'grpc' })] })],
    }),
  },
];
