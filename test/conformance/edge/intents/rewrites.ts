import { backend, http, route } from '../asks';
import { Intent } from '../run';

export const REWRITES: readonly Intent[] = [
  {
    name: 'of a prefix',
    ask: (edge) => http(edge, { routes: [route({ path: '/shop' }, { rewritePath: { kind: 'prefix', value: '/' } })] }),
    without: (edge) => http(edge, { routes: [route({ path: '/shop' })] }),
  },
  {
    name: 'of a prefix to another one',
    ask: (edge) => http(edge, { routes: [route({ path: '/shop' }, { rewritePath: { kind: 'prefix', value: '/store' } })] }),
    without: (edge) => http(edge, { routes: [route({ path: '/shop' })] }),
  },
  {
    name: 'of a whole path',
    ask: (edge) => http(edge, { routes: [route({ path: '/health', match: 'exact' }, { rewritePath: { kind: 'full', value: '/readyz' } })] }),
    without: (edge) => http(edge, { routes: [route({ path: '/health', match: 'exact' })] }),
  },
  {
    name: 'of two prefixes to different ones',
    ask: (edge) => http(edge, {
      routes: [
        route({ path: '/a' }, { rewritePath: { kind: 'prefix', value: '/' } }),
        route({ path: '/b' }, { rewritePath: { kind: 'prefix', value: '/c' }, backends: [backend({ serviceName: 'other' })] }),
      ],
    }),
    without: (edge) => http(edge, { routes: [route({ path: '/a' }), route({ path: '/b' }, { backends: [backend({ serviceName: 'other' })] })] }),
  },
  { name: 'of the host', ask: (edge) => http(edge, { routes: [route({}, { rewriteHost: 'web.internal.example' })] }), without: (edge) => http(edge) },
];
