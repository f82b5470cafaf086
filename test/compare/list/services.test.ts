import { strictSchema } from './schema';
import { listInput } from './shop';
import { listOf } from '../../../src/compare/list/answer';
import { listJson } from '../../../src/compare/list/json';
import { Narrowing } from '../../../src/compare/list/narrowing';
import { listText } from '../../../src/compare/list/text';

const pod = (name: string, labels: string, ports: string) => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { ${labels} } }
spec: { containers: [{ name: a, ports: [${ports}] }] }
---
`;

const PODS = pod('old', 'app: web', '{ name: http, containerPort: 8080 }') + pod('new', 'app: web, v: "2"', '{ name: http, containerPort: 3000 }, { name: sql, containerPort: 5432 }');

const service = (name: string, spec: string) => `apiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: shop }\nspec: { ${spec} }\n`;

/** The rows of the table, cell by cell. */
function rowsOf(spec: string, narrowing: Narrowing = {}): string[] {
  const table = listText(listInput(`${PODS}${service('web', spec)}`), 'table', { services: true, narrowing }).split('\n');
  const start = table.indexOf('services:');
  const end = table.indexOf('', start);
  return start < 0 ? [] : table.slice(start + 2, end).map((line) => line.split(/ {2,}/).join(' | '));
}

describe('a list of Services', () => {
  test('tells the container port of each workload behind a port', () => {
    expect(rowsOf('selector: { app: web }, ports: [{ name: http, port: 80, targetPort: http }]')).toEqual([
      'shop/web | ClusterIP | 80/TCP (http) | shop/new[Pod] | TCP 3000',
      'shop/web | ClusterIP | 80/TCP (http) | shop/old[Pod] | TCP 8080',
    ]);
    expect(rowsOf('selector: { v: "2" }, ports: [{ name: a, port: 80, targetPort: 8080 }, { name: b, port: 53, protocol: UDP }]')).toEqual([
      'shop/web | ClusterIP | 80/TCP (a) | shop/new[Pod] | TCP 8080',
      'shop/web | ClusterIP | 53/UDP (b) | shop/new[Pod] | UDP 53',
    ]);
  });

  test('tells where a port leads nowhere', () => {
    expect(rowsOf('selector: { app: web }, ports: [{ port: 5432, targetPort: sql }]')).toEqual([
      'shop/web | ClusterIP | 5432/TCP | shop/new[Pod] | TCP 5432',
      'shop/web | ClusterIP | 5432/TCP | shop/old[Pod] | leads nowhere: no port sql of TCP',
    ]);
    expect(rowsOf('selector: { app: none }, ports: [{ port: 80 }]')).toEqual(['shop/web | ClusterIP | 80/TCP | - | leads nowhere: selects nobody']);
    expect(rowsOf('ports: [{ port: 80 }]')).toEqual(['shop/web | ClusterIP | 80/TCP | - | somebody else keeps the endpoints']);
  });

  test.each([
    ['type: NodePort, selector: { v: "2" }, ports: [{ port: 80, targetPort: http, nodePort: 30080 }]', 'NodePort | 80/TCP, node port 30080 | shop/new[Pod] | TCP 3000'],
    ['type: LoadBalancer, selector: { v: "2" }, ports: [{ port: 80, targetPort: http }]', 'LoadBalancer | 80/TCP | shop/new[Pod] | TCP 3000'],
    ['clusterIP: None, selector: { v: "2" }, ports: [{ port: 80, targetPort: http }]', 'headless | 80/TCP | shop/new[Pod] | TCP 3000'],
    ['clusterIP: None, selector: { v: "2" }', 'headless | - | shop/new[Pod] | all'],
    ['externalIPs: [192.0.2.1], selector: { v: "2" }, ports: [{ port: 80 }]', 'ClusterIP, external addresses 192.0.2.1 | 80/TCP | shop/new[Pod] | TCP 80'],
    ['type: ExternalName, externalName: bank.example.com', 'ExternalName | - | bank.example.com (outside) | leads out of the cluster'],
    ['type: ExternalName, externalName: bank.example.com, ports: [{ port: 443 }]', 'ExternalName | 443/TCP | bank.example.com (outside) | leads out of the cluster'],
  ])('tells each type: %s', (spec, row) => {
    expect(rowsOf(spec)).toEqual([`shop/web | ${row}`]);
    const json: unknown = JSON.parse(JSON.stringify(listJson(listOf(listInput(`${PODS}${service('web', spec)}`), { services: true }))));
    expect(strictSchema(json)).toEqual([]);
  });

  test('is as narrow as somebody asks', () => {
    const spec = 'selector: { app: web }, ports: [{ name: http, port: 80, targetPort: http }, { name: sql, port: 5432, targetPort: sql }]';
    expect(rowsOf(spec, { to: ['shop/old'] })).toEqual([
      'shop/web | ClusterIP | 80/TCP (http) | shop/old[Pod] | TCP 8080', 'shop/web | ClusterIP | 5432/TCP (sql) | shop/old[Pod] | leads nowhere: no port sql of TCP',
    ]);
    expect(rowsOf(spec, { port: { port: 3000 } })).toEqual(['shop/web | ClusterIP | 80/TCP (http) | shop/new[Pod] | TCP 3000']);
    expect(rowsOf('type: ExternalName, externalName: bank.example.com', { to: ['shop/old'] })).toEqual([]);
  });

  test('is there only if somebody asks, in every format that is ours', () => {
    const input = listInput(`${PODS}${service('web', 'selector: { v: "2" }, ports: [{ port: 80, targetPort: http }]')}`);
    for (const format of ['table', 'md', 'csv', 'json'] as const) {
      expect(listText(input, format)).not.toMatch(/services|^service/im);
      expect(listText(input, format, { services: true })).toMatch(/services|^service/im);
    }
    expect(listText(input, 'csv', { services: true })).toContain('service,ClusterIP shop/web 80/TCP,shop/new[Pod],TCP 3000,,,\n');
    expect(listText(input, 'md', { services: true })).toContain('| shop/web | ClusterIP | 80/TCP | shop/new[Pod] | TCP 3000 |\n');
    const { services } = JSON.parse(listText(input, 'json', { services: true })) as { services: object[] };
    expect(services).toEqual([{
      service: { namespace: 'shop', name: 'web' },
      type: 'ClusterIP',
      headless: false,
      port: { number: 80, protocol: 'TCP', target: 'http' },
      destination: { kind: 'Pod', namespace: 'shop', name: 'new' },
      containerPorts: [{ protocol: 'TCP', first: 3000, last: 3000 }],
    }]);
  });
});
