import { backend, stream } from '../asks';
import { Intent } from '../run';

export const STREAMS: readonly Intent[] = [
  { name: 'of TCP', ask: (edge) => stream(edge) },
  { name: 'of UDP', ask: (edge) => stream(edge, { protocol: 'UDP', port: 5353 }) },
  { name: 'of TLS by a name', ask: (edge) => stream(edge, { protocol: 'TLS', port: 8443, hosts: ['db.example.com'] }) },
  { name: 'of TLS by a wildcard', ask: (edge) => stream(edge, { protocol: 'TLS', port: 8443, hosts: ['*.db.example.com'] }) },
  { name: 'shared out', ask: (edge) => stream(edge, { backends: [backend({ weight: 9 }), backend({ serviceName: 'zeta', weight: 1 })] }) },
  { name: 'for some clients alone', lacksMore: true, ask: (edge) => stream(edge, { sources: ['198.51.100.0/24'] }), without: (edge) => stream(edge) },
  { name: 'on a port that the edge does not have', lacksMore: true, ask: (edge) => stream(edge, { port: 9999 }) },
];
