import { folder, invoke } from '../invoke';

/** What is said about an object, each line without its file and code. */
async function said(apiVersion: string, kind: string, rest: object): Promise<string[]> {
  const object = { apiVersion, kind, metadata: { name: 'a' }, ...rest };
  const { code, out, err } = await invoke(folder({ 'a.json': JSON.stringify(object) }), ['list', 'a.json']);
  if (code === 0) return [];
  expect([code, out]).toEqual([2, '']);
  return err.trimEnd().split('\n').map((line) => line.replace(/^a\.json:1: /, '').replace(/ \(FIELD_INVALID\)$/, ''));
}

const deployment = (template: unknown) => ['apps/v1', 'Deployment', { spec: { template } }] as const;
const service = (spec: unknown) => ['v1', 'Service', { spec }] as const;
const ingress = (spec: unknown) => ['networking.k8s.io/v1', 'Ingress', { spec }] as const;

const MAPPING = 'must be a mapping';
const STRING = 'must be a string, in quotes where YAML takes it for something else';

const TABLE: readonly [sentence: string, args: readonly [string, string, object], ...said: string[]][] = [
  ['a controller without anything', ['apps/v1', 'StatefulSet', {}], 'StatefulSet default/a: spec: `spec` is missing'],
  ['a controller without a template', ['batch/v1', 'Job', { spec: { templat: {} } }], 'Job default/a: spec.template: `template` is missing'],
  ['a CronJob without a template', ['batch/v1', 'CronJob', { spec: { jobTemplate: { spec: null } } }], 'CronJob default/a: spec.jobTemplate.spec: `spec` is missing'],
  ['a spec that is a text', ['apps/v1', 'DaemonSet', { spec: 'hello' }], `DaemonSet default/a: spec: \`hello\` ${MAPPING}`],
  ['labels that are a list', deployment({ metadata: { labels: ['a'] } }), 'Deployment default/a: spec.template.metadata.labels: `["a"]` is no mapping of labels to their values'],
  ['labels that are a text', ['v1', 'Pod', { metadata: { name: 'a', labels: 'hello' } }], 'Pod default/a: metadata.labels: `"hello"` is no mapping of labels to their values'],
  ['labels that are none', ['v1', 'Namespace', { metadata: { name: 'a', labels: { 'a b': 'c', 'd': '{{ .x }}' } } }],
    'Namespace a: metadata.labels.a b: `a b` is not a label key: an optional DNS name and `/`, then at most 63 letters, digits, `-`, `_` or `.`',
    'Namespace a: metadata.labels.d: `{{ .x }}` is not a label value: at most 63 letters, digits, `-`, `_` or `.`, a letter or digit at both ends'],
  ['containers that are no list', deployment({ spec: { containers: { name: 'c' } } }), 'Deployment default/a: spec.template.spec.containers: `{"name":"c"}` must be a list'],
  ['containers that are none', deployment({ spec: { containers: [null, 5, { ports: {} }] } }),
    'Deployment default/a: spec.template.spec.containers[0]: an item of this list must not be empty',
    `Deployment default/a: spec.template.spec.containers[1]: \`5\` ${MAPPING}`,
    'Deployment default/a: spec.template.spec.containers[2].ports: `{}` must be a list'],
  ['the host network as a text', deployment({ spec: { hostNetwork: 'true' } }), 'Deployment default/a: spec.template.spec.hostNetwork: `true` must be true or false, without quotes'],
  ['addresses of pods that are no texts', ['v1', 'Pod', { status: { podIP: ['10.0.0.1'], podIPs: { ip: '10.0.0.1' } } }],
    `Pod default/a: status.podIP: \`["10.0.0.1"]\` ${STRING}`, 'Pod default/a: status.podIPs: `{"ip":"10.0.0.1"}` must be a list'],
  ['a Service that is none', service('hello'), `Service default/a: spec: \`hello\` ${MAPPING}`],
  ['a selector that is a list', service({ selector: ['app'] }), 'Service default/a: spec.selector: `["app"]` is no mapping of labels to their values'],
  ['ports that are no list', service({ ports: { port: 80 } }), 'Service default/a: spec.ports: `{"port":80}` must be a list'],
  ['source ranges that are no list, which would let everybody in', service({ type: 'LoadBalancer', loadBalancerSourceRanges: '10.0.0.0/8' }),
    'Service default/a: spec.loadBalancerSourceRanges: `10.0.0.0/8` must be a list'],
  ['an unknown traffic policy', service({ externalTrafficPolicy: 'local' }),
    'Service default/a: spec.externalTrafficPolicy: `local` must be one of Cluster, Local'],
  ['a target that is a number in quotes', service({ ports: [{ port: 80, targetPort: '8080' }] }),
    'Service default/a: spec.ports[0].targetPort: `"8080"` is neither a port from 1 to 65535 nor a name'],
  ['rules that are no list', ingress({ rules: { host: 'a' } }), 'Ingress default/a: spec.rules: `{"host":"a"}` must be a list'],
  ['a host that is a number', ingress({ rules: [{ host: 1.2, http: { paths: {} } }] }),
    `Ingress default/a: spec.rules[0].host: \`1.2\` ${STRING}`, 'Ingress default/a: spec.rules[0].http.paths: `{}` must be a list'],
  ['a Route whose target is a text', ['route.openshift.io/v1', 'Route', { spec: { to: 'web' } }],
    `Route default/a: spec.to: \`web\` ${MAPPING}`,
    'Route default/a: spec.to.name: a target needs the name of a Service'],
  ['addresses of a Node that are no list', ['v1', 'Node', { status: { addresses: {} } }], 'Node a: status.addresses: `{}` must be a list'],
];

describe('a field of another type than the API server takes is refused, since it would count as absent', () => {
  it.each(TABLE)('%s', async (_sentence, [apiVersion, kind, rest], ...lines) => {
    expect(await said(apiVersion, kind, rest)).toEqual(lines);
  });

  it('but null, which is absent there, too', async () => {
    expect(await said('v1', 'Service', { spec: null })).toEqual([]);
    const template = { metadata: { creationTimestamp: null, labels: null }, spec: { containers: null, hostNetwork: null } };
    expect(await said(...deployment(template))).toEqual([]);
  });
});
