import { stream } from './gateway/exposures';
import { edge as ingressEdge } from './ingress/exposures';
import { gatewayEdgeOf } from '../../src/clusters/gateway-edge';
import { renderExposure } from '../../src/dialects/render-exposure';
import { EdgeModel, ListenerModel } from '../../src/model/edge';
import { StreamModel } from '../../src/model/exposure';
import { expectValid } from '../schemas/validate';

const LISTENERS: readonly ListenerModel[] = [
  { protocol: 'TCP', name: 'sql', port: 5432 }, { protocol: 'UDP', name: 'udp', port: 5432 }, { protocol: 'TLS', name: 'tls', port: 443 },
];
const ingress = (controller: 'traefik' | 'haproxy' | 'ingress-nginx'): EdgeModel => ({ ...ingressEdge(controller), listeners: LISTENERS });
const GATEWAY = gatewayEdgeOf('public', 'envoy-gateway', {
  parent: { kind: 'Gateway', namespace: 'infra', name: 'public' }, listeners: [...LISTENERS], certificates: 'parent', release: '1.6', channel: 'experimental',
});
const DNS = { prefix: 'external-dns.kubernetes.io/', ttlSeconds: 60, targets: ['192.0.2.1'] };
const TLS = { protocol: 'TLS', port: 443, hosts: ['db.example.com'], dns: DNS } as const;
const NAMED = { protocol: 'TCP', dns: { ...DNS, hosts: ['a.example.com', 'b.example.com'] } } as const;

type Asked = Partial<Pick<StreamModel, 'protocol' | 'port' | 'hosts' | 'dns'>>;

function rendered(edge: EdgeModel, asked: Asked) {
  const { objects, gaps } = renderExposure({ ...stream(), ...asked, edge });
  expectValid(objects);
  const records = objects.flatMap(({ metadata: { annotations = {} } }) => Object.entries(annotations).filter(([key]) => key.startsWith(DNS.prefix)));
  return { records: Object.fromEntries(records.map(([key, value]) => [key.slice(DNS.prefix.length), value])), gaps: gaps.map(({ text }) => text) };
}

describe('the records of a stream', () => {
  test.each([
    ['a TCPRoute', GATEWAY, NAMED, { hostname: 'a.example.com,b.example.com', ttl: '60' }, [expect.stringContaining('`dns.targets` is read on the Gateway alone')]],
    ['a UDPRoute', GATEWAY, { ...NAMED, protocol: 'UDP', dns: { ...NAMED.dns, targets: [] } }, { hostname: 'a.example.com,b.example.com', ttl: '60' }, []],
    ['an IngressRouteTCP', ingress('traefik'), NAMED, { hostname: 'a.example.com,b.example.com', target: '192.0.2.1', ttl: '60' }, []],
    ['an IngressRouteUDP', ingress('traefik'), { ...NAMED, protocol: 'UDP' }, { hostname: 'a.example.com,b.example.com', target: '192.0.2.1', ttl: '60' }, []],
    ['a TCP of HAProxy, which external-dns does not know', ingress('haproxy'), NAMED, {}, [expect.stringContaining('external-dns does not know the TCP of HAProxy')]],
    ['TLS through HAProxy', ingress('haproxy'), TLS, { hostname: 'db.example.com', target: '192.0.2.1', ttl: '60' }, []],
    ['TLS through ingress-nginx', ingress('ingress-nginx'), TLS, { hostname: 'db.example.com', target: '192.0.2.1', ttl: '60' }, []],
  ] as const)('are on its object, or told of: %s', (_, edge, asked, records, gaps) => {
    expect(rendered(edge, asked)).toEqual({ records, gaps });
  });

  test.each([['a TCPRoute', GATEWAY], ['an IngressRouteTCP', ingress('traefik')]])('need a name: %s', (_, edge) => {
    const { records, gaps } = rendered(edge, { dns: { prefix: DNS.prefix, targets: edge === GATEWAY ? [] : ['192.0.2.1'] } });
    expect(records['hostname']).toBeUndefined();
    expect(gaps).toEqual([expect.stringContaining("name some, as in `DnsRecord.of({ hosts: ['db.example.com'] })`")]);
  });
});
