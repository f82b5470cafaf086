import { RequestMatch } from '../../../../src/model/route';
import { backend, http, route } from '../asks';
import { Intent } from '../run';

const toCanary = { backends: [backend({ serviceName: 'canary' })] };
const header = { name: 'x-canary', value: 'yes', match: 'exact' } as const;

/** A condition beside the same path without it: its requests go to another Service. */
function beside(name: string, request: Partial<RequestMatch>): Intent {
  return { name, ask: (edge) => http(edge, { routes: [route(), route(request, toCanary)] }) };
}

export const MATCHES: readonly Intent[] = [
  beside('a method', { method: 'POST' }),
  beside('a header', { headers: [header] }),
  beside('a header by a pattern', { headers: [{ ...header, value: 'v[0-9]+', match: 'regex' }] }),
  beside('a query parameter', { query: [{ name: 'canary', value: '1', match: 'exact' }] }),
  beside('a method, two headers and a query parameter together', {
    method: 'GET', headers: [header, { name: 'x-team', value: 'a', match: 'exact' }], query: [{ name: 'q', value: '1', match: 'exact' }],
  }),
  { name: 'a method without another route', ask: (edge) => http(edge, { routes: [route({ path: '/hook', match: 'exact', method: 'POST' })] }) },
  {
    name: 'a method of gRPC',
    ask: (edge) => http(edge, {
      routes: [route({ path: '/shop.v1.Cart/Checkout', match: 'exact', grpc: { service: 'shop.v1.Cart', method: 'Checkout' } }, { backends: [backend({ appProtocol: 'grpc', servicePortName: 'grpc' })] })],
    }),
  },
  {
    name: 'a service of gRPC',
    ask: (edge) => http(edge, {
      routes: [route({ path: '/shop.v1.Cart', grpc: { service: 'shop.v1.Cart' } }, { backends: [backend({ appProtocol: 'grpc', servicePortName: 'grpc' })] })],
    }),
  },
];
