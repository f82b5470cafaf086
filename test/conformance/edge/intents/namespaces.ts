import { backend, http, route, stream } from '../asks';
import { Intent } from '../run';

const elsewhere = { backends: [backend({ namespace: 'backend', serviceName: 'api' })] };

export const NAMESPACES: readonly Intent[] = [
  { name: 'a backend in another one', ask: (edge) => http(edge, { routes: [route(), route({ path: '/api' }, elsewhere)] }) },
  { name: 'a share in another one', ask: (edge) => http(edge, { routes: [route({}, { backends: [...elsewhere.backends, backend({ weight: 3 })] })] }) },
  { name: 'a stream to another one', ask: (edge) => stream(edge, elsewhere) },
];
