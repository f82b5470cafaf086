import { CorsModel } from '../../../../src/model/traffic';
import { http } from '../asks';
import { Intent } from '../run';

function cors(name: string, more: Partial<CorsModel>): Intent {
  const whole: CorsModel = { origins: ['https://app.example.com'], methods: ['GET', 'POST'], headers: [], exposedHeaders: [], credentials: false, ...more };
  return { name, ask: (edge) => http(edge, { traffic: { cors: whole } }), without: (edge) => http(edge) };
}

export const CORS: readonly Intent[] = [
  cors('one origin', {}),
  cors('two origins', { origins: ['https://a.example.com', 'https://b.example.com'] }),
  cors('all origins below one', { origins: ['https://*.example.com'] }),
  cors('every origin', { origins: ['*'] }),
  cors('all that there is', { headers: ['content-type', 'x-tenant'], exposedHeaders: ['x-total'], credentials: true, maxAgeSeconds: 3600 }),
];
