import { RouteModel } from '../../../../src/model/route';
import { http, route } from '../asks';
import { Intent } from '../run';

function redirect(action: Partial<Extract<RouteModel['action'], { kind: 'redirect' }>>): Intent['ask'] {
  const { action: _, ...request } = route({ path: '/old' });
  return (edge) => http(edge, { routes: [route(), { ...request, action: { kind: 'redirect', status: 302, ...action } }] });
}

export const REDIRECTS: readonly Intent[] = [
  { name: 'to another path', ask: redirect({ path: { kind: 'full', value: '/new' } }), without: (edge) => http(edge) },
  { name: 'to another path for good', ask: redirect({ path: { kind: 'full', value: '/new' }, status: 301 }), without: (edge) => http(edge) },
  { name: 'of a prefix', ask: redirect({ path: { kind: 'prefix', value: '/new' } }), without: (edge) => http(edge) },
  { name: 'to another host over HTTPS', ask: redirect({ host: 'www.example.com', scheme: 'https', status: 301 }), without: (edge) => http(edge) },
  {
    name: 'of plain HTTP to HTTPS, with a certificate of the edge',
    ask: (edge) => http(edge, { tls: { kind: 'edge' }, httpsRedirect: true }),
    without: (edge) => http(edge, { tls: { kind: 'edge' } }),
  },
  {
    name: 'of plain HTTP to HTTPS, with a Secret',
    // a Gateway of another namespace does not have it
    lacksMore: true,
    ask: (edge) => http(edge, { tls: { kind: 'secret', secretName: 'edge-tls' }, httpsRedirect: true }),
    without: (edge) => http(edge, { tls: { kind: 'secret', secretName: 'edge-tls' } }),
  },
];
