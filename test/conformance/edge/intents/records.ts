import { DnsRecordModel } from '../../../../src/model/exposure';
import { http } from '../asks';
import { Intent } from '../run';

function records(name: string, more: Partial<DnsRecordModel>): Intent {
  return { name, ask: (edge) => http(edge, { dns: { prefix: 'external-dns.kubernetes.io/', targets: [], ...more } }), without: (edge) => http(edge) };
}

export const RECORDS: readonly Intent[] = [
  records('that last', { ttlSeconds: 60 }),
  records('that lead elsewhere', { targets: ['lb.example.net'] }),
];
