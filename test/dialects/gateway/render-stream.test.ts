import { stringify } from 'yaml';
import { backend, edge, FULL, stream } from './exposures';
import { readGatewayRoutes } from '../../../src/dialects/gateway/read';
import { renderGatewayStream } from '../../../src/dialects/gateway/render';
import { admittedBy } from '../../../src/dialects/gateway/render-admitted';
import { gatewayProblems } from '../../schemas/gateway-api';

const gapsOf = (one: ReturnType<typeof stream>) => renderGatewayStream(one, FULL).gaps.map(({ text }) => text);
const tls = (hosts: string[]) => ({ protocol: 'TLS', port: 443, hosts } as const);

describe('a stream on a Gateway', () => {
  test('is a route at the listener of its port', () => {
    const found = [
      stream(),
      stream({ name: 'dns', protocol: 'UDP', port: 53 }),
      stream({ name: 'mq', ...tls(['*.mq.example.com', 'mq.example.com']), annotations: { team: 'mq' }, dns: { prefix: 'x/', targets: [] } }),
      stream({ name: 'split', backends: [backend({ weight: 9 }), backend({ namespace: 'lab', serviceName: 'new', weight: 1 })] }),
    ];
    const objects = found.flatMap((one) => renderGatewayStream(one, FULL).objects);
    expect(found.flatMap(gapsOf)).toEqual([]);
    expect(gatewayProblems('1.6', 'experimental', objects)).toEqual([]);
    expect(objects.map((object) => stringify(object)).join('---\n')).toMatchSnapshot();
  });

  test.each([
    ['1.4', 'TCPRoute', 'v1alpha2'], ['1.5', 'TCPRoute', 'v1alpha2'], ['1.6', 'TCPRoute', 'v1'],
    ['1.4', 'TLSRoute', 'v1alpha3'], ['1.5', 'TLSRoute', 'v1'], ['1.6', 'TLSRoute', 'v1'],
  ] as const)('in %s is a %s of %s', (release, kind, version) => {
    const own = { ...stream().edge, release };
    const { objects } = renderGatewayStream(kind === 'TLSRoute' ? stream({ edge: own, ...tls(['a.example']) }) : stream({ edge: own }), FULL);
    expect(objects.map((object) => [object.kind, object.apiVersion])).toEqual([[kind, `gateway.networking.k8s.io/${version}`]]);
    expect(gatewayProblems(release, 'experimental', objects)).toEqual([]);
  });

  test('is read back as it was asked', () => {
    const one = stream({ ...tls(['a.example', '*.b.example']), backends: [backend({ weight: 3 }), backend({ serviceName: 'new', weight: 1 })] });
    const { entries, problems } = readGatewayRoutes(renderGatewayStream(one, FULL).objects, new Map());
    expect(problems).toEqual([]);
    expect(entries.map(({ host, share, backend: { service } }) => [host, service, share?.weight]).sort()).toEqual([
      ['*.b.example', 'new', 1], ['*.b.example', 'web', 3], ['a.example', 'new', 1], ['a.example', 'web', 3],
    ]);
  });

  test('for more hosts than a route takes is several', () => {
    const hosts = Array.from({ length: 17 }, (_, i) => `h${i + 10}.example`);
    const names = (release: '1.5' | '1.6') => renderGatewayStream(stream({ ...tls(hosts), edge: { ...stream().edge, release } }), FULL).objects.map(({ metadata }) => metadata.name);
    expect(names('1.5')).toEqual(['db', 'db-2']);
    expect(names('1.6')).toEqual(['db']);
  });

  test.each([
    ['another port', { port: 5433 }, /no listener for TCP on port `5433`: add `EdgeListener\.tcp\('db', 5433\)`/],
    ['another protocol', { protocol: 'UDP' as const }, /no listener for UDP on port `5432`: add `EdgeListener\.udp/],
    ['a host that no listener passes through', { ...tls(['a.example']), edge: edge() }, /passes TLS for `a\.example` through on port `443`: add `EdgeListener\.tls\(\{ port: 443 \}\)`/],
    ['17 targets', { backends: Array.from({ length: 17 }, (_, i) => backend({ serviceName: `s${i}` })) }, /17 targets/],
    ['records of no name', { dns: { prefix: 'x/', targets: [] } }, /has no name to keep a record for/],
    ['a target of records', { ...tls(['a.example']), dns: { prefix: 'x/', targets: ['192.0.2.1'] } }, /read on the Gateway alone/],
  ])('with %s is a gap', (_, more, text) => {
    expect(gapsOf(stream(more))).toEqual([expect.stringMatching(text)]);
  });

  test('lets its namespace in at its listener alone', () => {
    const one = stream(tls(['a.example']));
    expect(admittedBy(one.edge, [one, stream({ namespace: 'data' })])).toEqual({ routes: new Map([['tls', ['shop']], ['postgres', ['data']]]), listenerSets: [] });
  });

  test('has what its controller puts beside it', () => {
    const { objects } = renderGatewayStream(stream(), {
      ...FULL,
      stream: (_, targets) => ({
        objects: targets.map(({ kind, name }) => ({ apiVersion: 'acme.example/v1', kind: 'Policy', metadata: { name: `${kind}-${name}` } })), annotations: { 'acme.example/a': 'b' }, gaps: [],
      }),
    });
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name} ${JSON.stringify(metadata.annotations)}`)).toEqual([
      'TCPRoute db {"acme.example/a":"b"}', 'Policy TCPRoute-db undefined',
    ]);
  });
});
