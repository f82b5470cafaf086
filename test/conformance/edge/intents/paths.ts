import { backend, http, route } from '../asks';
import { Intent } from '../run';

export const PATHS: readonly Intent[] = [
  { name: 'an exact path', ask: (edge) => http(edge, { routes: [route({ path: '/status', match: 'exact' })] }) },
  { name: 'two prefixes, the longer one served by another', ask: (edge) => http(edge, { routes: [route(), route({ path: '/api' }, { backends: [backend({ serviceName: 'api' })] })] }) },
  {
    name: 'an exact path beside the prefix of the same text',
    ask: (edge) => http(edge, { routes: [route({ path: '/a', match: 'exact' }), route({ path: '/a' }, { backends: [backend({ serviceName: 'api' })] })] }),
  },
  { name: 'a pattern', ask: (edge) => http(edge, { routes: [route({ path: '/v[0-9]+/items', match: 'regex' })] }) },
  { name: 'a pattern beside a prefix', ask: (edge) => http(edge, { routes: [route(), route({ path: '/v[0-9]+', match: 'regex' }, { backends: [backend({ serviceName: 'api' })] })] }) },
];
