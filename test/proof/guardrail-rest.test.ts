import { Captured, proofOf } from './captured';
import { guarded } from './guarded';
import { copies, Manifest, mapping, Mapping } from './manifest';
import { GuardrailBaseline, GuardrailCallers, NetworkPlugin, Port, SystemPath, Tenants } from '../../src';
import { proofText } from '../../src/compare/verify/text';

const CALICO = NetworkPlugin.calico({ version: '3.32' });
const BASELINE = guarded(CALICO, { callers: GuardrailCallers.PODS, systemPaths: [SystemPath.dns()] });
const EVERYWHERE: Mapping = { namespaces: {} };

/** The findings of guardrails, whole, after a change of the spec of one object of theirs. */
function found(example: Captured, name: string, change: (spec: Mapping) => void, others: readonly Manifest[] = []): string[] {
  const objects = copies(example.objects);
  objects.filter(({ metadata }) => metadata.name === name).forEach((object) => change(mapping(object, 'spec')));
  const { findings, world } = proofOf(example, [...objects, ...others]);
  return findings.filter(({ kind }) => kind === 'guardrailBroken').map((finding) => proofText(finding, world)).map(({ text, details }) => [text, ...details].join('\n'));
}

const toEverywhere = (spec: Mapping) => void (spec['subject'] = EVERYWHERE);

/** A policy of the whole cluster that is nobody's here. */
function ofSomebodyElse(action: 'Accept' | 'Deny'): Manifest {
  return {
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: { name: 'of-somebody-else', namespace: 'default' },
    spec: {
      tier: 'Admin',
      priority: 900,
      subject: { namespaces: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } },
      ingress: [{ action, from: [{ namespaces: {} }], protocols: [{ tcp: { destinationPort: { number: 10250 } } }] }],
    },
  };
}

test('guardrails that shut pods of the platform are broken', () => {
  expect(found(BASELINE, 'platform-baseline', toEverywhere)).toMatchSnapshot();
});

test('guardrails that open pods of the platform, which a policy there shuts, are broken', () => {
  expect(found(BASELINE, 'platform-system', toEverywhere)).toMatchSnapshot();
});

test('guardrails that hold a namespace which is not among theirs are broken', () => {
  const some = guarded(NetworkPlugin.kubeRouter(), { namespaces: ['shop'], systemPaths: [] });
  expect(found(some, 'platform-baseline', () => undefined)).toEqual([]);
  const named = guarded(CALICO, { namespaces: ['shop'], callers: GuardrailCallers.PODS, systemPaths: [] });
  expect(found(named, 'platform-baseline', toEverywhere)).toMatchSnapshot();
});

test('guardrails that keep a tenant from the platform, or from itself, are broken', () => {
  const tenants = guarded(CALICO, { tenants: Tenants.byLabel('acme.dev/tenant', ['blue']), baseline: GuardrailBaseline.NONE, systemPaths: [] });
  expect(found(tenants, 'platform-tenant-blue', () => undefined)).toEqual([]);
  expect(found(tenants, 'platform-tenant-blue', (spec) => void (spec['egress'] = [{ action: 'Deny', to: [{ namespaces: {} }] }]))).toMatchSnapshot();
});

test('tenants by label are kept apart in namespaces that are named, whatever label these have, which nobody has to say', () => {
  const named = guarded(CALICO, { namespaces: ['elsewhere', 'shop'], tenants: Tenants.byLabel('acme.dev/tenant', ['blue', 'green']), baseline: GuardrailBaseline.NONE, systemPaths: [] });
  const apart = (name: string, change: (spec: Mapping) => void) => found(named, name, change).map((text) => text.split('\n')[0]);
  expect(apart('platform-tenant-blue', () => undefined)).toEqual([]);
  expect(apart('platform-tenant-blue', (spec) => void (spec['egress'] = [{ action: 'Pass', to: [{ namespaces: {} }] }]))).toMatchSnapshot();
  const ofOne = { namespaces: { matchLabels: { 'acme.dev/tenant': 'blue', 'kubernetes.io/metadata.name': 'shop' } } };
  expect(apart('platform-tenant-blue', (spec) => void (spec['subject'] = ofOne))).toMatchSnapshot();
});

test('guardrails that shut ports which nobody has named are broken, where the baseline does not shut them', () => {
  const ports = guarded(CALICO, { neverOpen: [Port.tcp(22)], callers: GuardrailCallers.PODS, baseline: GuardrailBaseline.NONE, systemPaths: [] });
  const also = (spec: Mapping) => void (spec['ingress'] = [{ action: 'Deny', from: [{ namespaces: {} }], protocols: [{ tcp: { destinationPort: { range: { start: 22, end: 23 } } } }] }]);
  expect(found(ports, 'platform-never-open', () => undefined)).toEqual([]);
  expect(found(ports, 'platform-never-open', also)).toMatchSnapshot();
});

test.each(['Accept', 'Deny'] as const)('what a policy of somebody else does to the platform is no affair of guardrails: %s', (action) => {
  expect(found(BASELINE, 'platform-baseline', () => undefined, [ofSomebodyElse(action)])).toEqual([]);
  expect(found(BASELINE, 'platform-baseline', toEverywhere, [ofSomebodyElse(action)]).join('\n')).toContain('leave pods alone that they do not guard');
});

test('a namespace of the platform may carry the label of a tenant', () => {
  const tenants = guarded(CALICO, { tenants: Tenants.byLabel('acme.dev/tenant', ['blue']), baseline: GuardrailBaseline.NONE, systemPaths: [] });
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-system', namespace: '', labels: { 'acme.dev/tenant': 'blue' } } };
  expect(found(tenants, '', () => undefined, [namespace])).toEqual([]);
  const byLabel = (spec: Mapping) => void (spec['subject'] = { namespaces: { matchLabels: { 'acme.dev/tenant': 'blue' } } });
  expect(found(tenants, 'platform-tenant-blue', byLabel, [namespace]).join('\n')).toContain('every pod of namespace kube-system may not');
  expect(found(tenants, 'platform-tenant-blue', byLabel).join('\n')).toContain('every pod of namespaces acme.dev/tenant=blue,kubernetes.io/metadata.name=calico-apiserver may not');
});
