import { TrafficModel } from '../../../../src/model/traffic';
import { http } from '../asks';
import { Intent } from '../run';

function asked(name: string, traffic: TrafficModel): Intent {
  return { name, ask: (edge) => http(edge, { traffic }), without: (edge) => http(edge) };
}

export const LIMITS: readonly Intent[] = [
  asked('the size of a body', { maxBodyBytes: 1_048_576 }),
  asked('requests per second and client', { rateLimit: { requests: 10, per: 'second', by: 'client' } }),
  asked('requests per minute and client', { rateLimit: { requests: 100, per: 'minute', by: 'client' } }),
  asked('requests per hour and client', { rateLimit: { requests: 1000, per: 'hour', by: 'client' } }),
  asked('requests per second in total', { rateLimit: { requests: 500, per: 'second', by: 'total' } }),
  asked('clients by their addresses, of both families', { sources: ['198.51.100.0/24', '2001:db8::/32'] }),
];
