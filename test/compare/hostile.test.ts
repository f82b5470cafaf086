import { readFileSync } from 'fs';
import { join } from 'path';
import { lint } from '../../src/compare/lint/lint';
import { LIST_FORMATS, listText } from '../../src/compare/list/text';
import { readEntries } from '../../src/dialects/read-entries';
import { readRules } from '../../src/dialects/read-rules';
import { readServices } from '../../src/dialects/service/read';
import { connectivityOf } from '../../src/reachability/engine/connectivity-of';
import { snapshotOf } from '../../src/reachability/snapshot';
import * as fc from '../property';
import { objectsOf } from '../reachability/world';

const KINDS: readonly (readonly [apiVersion: string, kind: string])[] = [
  ['v1', 'Service'], ['v1', 'Pod'], ['v1', 'Secret'], ['apps/v1', 'DaemonSet'],
  ['networking.k8s.io/v1', 'Ingress'], ['networking.k8s.io/v1', 'IngressClass'], ['networking.k8s.io/v1', 'NetworkPolicy'],
  ['route.openshift.io/v1', 'Route'],
  ...['Gateway', 'ListenerSet', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute', 'ReferenceGrant'].map((kind): [string, string] => ['gateway.networking.k8s.io/v1', kind]),
  ['cert-manager.io/v1', 'Certificate'], ['cert-manager.io/v1', 'ClusterIssuer'],
  ['monitoring.coreos.com/v1', 'ServiceMonitor'], ['monitoring.coreos.com/v1', 'PodMonitor'], ['monitoring.coreos.com/v1', 'Prometheus'],
];

/** The fields that are looked at, and names that every object has by itself. */
const FIELDS = [
  'rules', 'http', 'paths', 'path', 'pathType', 'backend', 'service', 'resource', 'defaultBackend', 'port', 'number', 'name', 'tls', 'hosts', 'secretName', 'host',
  'to', 'alternateBackends', 'weight', 'wildcardPolicy', 'termination', 'listeners', 'protocol', 'hostname', 'allowedRoutes', 'namespaces', 'from', 'selector', 'kinds',
  'parentRefs', 'backendRefs', 'matches', 'filters', 'type', 'requestMirror', 'backendRef', 'certificateRefs', 'group', 'kind', 'namespace', 'endpoints',
  'podMetricsEndpoints', 'targetPort', 'matchLabels', 'matchExpressions', 'key', 'operator', 'values', 'ports', 'externalIPs', 'externalName', 'template', 'spec',
  'containers', 'image', 'livenessProbe', 'httpGet', 'issuerRef', 'acme', 'solvers', 'http01', 'podSelector', 'ingress', 'annotations', 'constructor', '__proto__', 'length', 'toString', 'valueOf',
];

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, '', 'web', '*', 'a.example', 'All', 'Selector', 'HTTP', 'UDP', 'RequestMirror', 'Service', 'Exact', 'edge', 'ExternalName', '\u001b[31m'),
    fc.constantFrom(0, -1, 80, 65536, 1.5, 1e400, true, { toString: 1, toJSON: 1 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...FIELDS), tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

const place = fc.record({ name: fc.constantFrom('web', 'edge', 'toString'), namespace: fc.constantFrom('shop', 'infra') });
const manifest = fc.tuple(fc.constantFrom(...KINDS), place, value, value, value)
  .map(([[apiVersion, kind], named, spec, labels, annotations]) => ({ apiVersion, kind, metadata: { ...named, labels, annotations }, spec }));

/** Sound objects: what every lint example of the guide holds, among them entries of every kind. */
const SOUND = objectsOf(...readFileSync(join(__dirname, '..', '..', 'docs', 'findings.md'), 'utf8').split(/^```yaml\n# wrong\n/m).slice(1)
  .map((rest) => (rest.split('\n```')[0] ?? '').replace('# right\n', '---\n')));

/** The paths of all values below a value. */
function pathsOf(whole: unknown): string[][] {
  if (typeof whole !== 'object' || whole === null) return [[]];
  return [[], ...Object.entries(whole).flatMap(([key, part]) => pathsOf(part).map((path) => [key, ...path]))];
}

function replaced(whole: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined || typeof whole !== 'object' || whole === null) return by;
  if (Array.isArray(whole)) return whole.map((part: unknown, i) => (`${i}` === key ? replaced(part, rest, by) : part));
  return Object.fromEntries(Object.entries(whole).map(([name, part]): [string, unknown] => [name, name === key ? replaced(part, rest, by) : part]));
}

/** The places of an object that may hold anything: whoever reads files takes no object without its identity. */
function placesOf(sound: unknown): string[][] {
  return pathsOf(sound).filter((path) => !['', 'apiVersion', 'kind', 'metadata', 'metadata.name', 'metadata.namespace'].includes(path.join('.')));
}

function inputOf(objects: readonly unknown[]) {
  const snapshot = snapshotOf(objects);
  const { services } = readServices(objects);
  return { objects, snapshot, rules: readRules(objects).rules, services, ...readEntries(objects, snapshot.namespaces), connect: connectivityOf };
}

test('a sound object with one wrong value is reported, or read without it', () => {
  let [count, reported] = [0, 0];
  for (const sound of SOUND) {
    for (const path of placesOf(sound)) {
      for (const wrong of [null, 0, 'x', [null], { toString: 1, toJSON: 1 }]) {
        const input = inputOf([replaced(sound, path, wrong)]);
        expect(Array.isArray(lint(input))).toBe(true);
        count += 1;
        reported += input.problems.length > 0 ? 1 : 0;
      }
    }
  }
  expect([count > 4000, reported > 500]).toEqual([true, true]);
});

const spoiled = fc.constantFrom(...SOUND).chain((sound) => (
  fc.tuple(fc.constantFrom(...placesOf(sound)), value).map(([path, by]) => replaced(sound, path, by))
));

const seen = { entries: 0, omissions: 0, problems: 0, findings: 0 };

test('whatever manifests hold, a list and findings come of it', () => {
  fc.assert(fc.property(fc.array(fc.oneof(manifest, spoiled, fc.constantFrom(...SOUND)), { maxLength: 6 }), (objects) => {
    const input = inputOf(objects);
    const findings = lint(input);
    for (const { text, path } of input.problems) expect([text, path].every((one) => one !== '')).toBe(true);
    for (const { text, mend, path } of findings) expect([text, mend, path].every((one) => one !== '')).toBe(true);
    for (const format of LIST_FORMATS) expect(typeof listText(input, format, { services: true })).toBe('string');
    seen.entries += input.entries.length;
    seen.omissions += input.omissions.length;
    seen.problems += input.problems.length;
    seen.findings += findings.length;
  }), { numRuns: 150 });
  expect(Object.values(seen).every((times) => times > 0)).toBe(true);
});
