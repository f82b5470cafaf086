import { violations } from './restricted';
import { Port } from '../../../src/api/connections/port';
import { podModel } from '../../../src/api/pod/pod-model';
import { WORKLOAD_CAPABILITIES } from '../../../src/dialects/workload/capabilities';
import { harden, weaknessesOf, weaknessesOfPod } from '../../../src/dialects/workload/hardening';
import { Container, Deployment } from '../../../src/dialects/workload/kinds';
import { renderWorkload } from '../../../src/dialects/workload/render';
import { DRESSED } from '../../api/pod/dressed';
import { IMAGE, make, specOf } from '../../api/pod/workload';
import { expectValid } from '../../schemas/validate';

const FRAME = {
  name: 'web',
  namespaceName: 'shop',
  labels: { app: 'web' },
  annotations: { note: 'x' },
  podLabels: { app: 'web' },
  podAnnotations: {},
  selectorLabels: { app: 'web' },
  ports: [Port.http(8080)._model()],
};

/** As JSON has it: without the fields that say nothing. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe('a workload as objects', () => {
  test('is its Deployment, its account and its budget, valid against the schemas', () => {
    const { objects, gaps } = renderWorkload(podModel(FRAME, { image: IMAGE }));
    expect(objects.map(({ kind, metadata: { name, namespace } }) => [kind, namespace, name])).toEqual([
      ['Deployment', 'shop', 'web'], ['ServiceAccount', 'shop', 'web'], ['PodDisruptionBudget', 'shop', 'web'],
    ]);
    expect(gaps.map(({ code }) => code)).toEqual(['HEALTH_MISSING']);
    expectValid(plain(objects) as object[]);
  });

  test('is what the constructs write', () => {
    const { ports = [], name: _, ...props } = DRESSED;
    const made = make(DRESSED);
    const selector = { 'app.kubernetes.io/instance': 'web', 'app.kubernetes.io/name': 'web' };
    const frame = { ...FRAME, ports: ports.map((port) => port._model()), podLabels: { ...selector, 'app.kubernetes.io/part-of': 'shop' }, selectorLabels: selector };
    const [deployment] = renderWorkload(podModel(frame, { image: IMAGE, ...props })).objects;
    // the first object is the Deployment, as the test above says
    const { spec } = deployment as Deployment;
    expect(plain(spec.template.spec)).toEqual(specOf(made).template.spec);
  });

  test('does not share what it renders with what it was given', () => {
    const model = podModel(FRAME, { image: IMAGE, args: ['x'] });
    expect(plain(renderWorkload(model))).toEqual(plain(renderWorkload(model)));
  });
});

describe('hardening', () => {
  const sound: Container = harden({ name: 'a' });
  const pod = { containers: [sound], securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } } as const;

  test('of a bare container leaves nothing to object to', () => {
    expect(weaknessesOf(sound, pod)).toEqual([]);
    expect(weaknessesOfPod(pod)).toEqual([]);
    expect(violations(pod)).toEqual([]);
  });

  test('of a bare container without it leaves much', () => {
    expect(weaknessesOf({ name: 'a' }, { containers: [] })).toEqual([
      'keeps capabilities', 'may gain privileges', 'may run as root', 'has no seccomp profile',
    ]);
  });

  test('does not overrule what a container says', () => {
    expect(harden({ name: 'a', securityContext: { privileged: true, capabilities: { drop: ['CAP_CHOWN'] } } }).securityContext).toMatchObject({
      privileged: true, capabilities: { drop: ['CHOWN'] },
    });
  });

  test.each<[string, Container['securityContext']]>([
    ['privileged', { privileged: true }], ['unconfined', { seccompProfile: { type: 'Unconfined' } }], ['root', { runAsUser: 0 }],
    ['nobody in particular', { runAsNonRoot: false }], ['armless', { appArmorProfile: { type: 'Unconfined' } }], ['unmasked', { procMount: 'Unmasked' }],
    ['capable', { capabilities: { drop: ['ALL'], add: ['SYS_TIME'] } }], ['binding', { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } }],
    ['local', { seccompProfile: { type: 'Localhost', localhostProfile: 'x' } }], ['lower case', { capabilities: { drop: ['all'] } }],
  ])('and the page of the restricted profile agree on a container that is %s', (_, context) => {
    const container = { ...sound, securityContext: { ...sound.securityContext, ...context } };
    expect(weaknessesOf(container, pod).length > 0).toBe(violations({ ...pod, containers: [container] }).length > 0);
  });

  test.each<[string, object]>([
    ['hostNetwork', { hostNetwork: true }], ['hostPID', { hostPID: true }], ['hostIPC', { hostIPC: true }],
    ['an NFS volume', { volumes: [{ name: 'x', nfs: {} }] }], ['a CSI volume', { volumes: [{ name: 'x', csi: {} }] }],
    ['a safe sysctl', { securityContext: { sysctls: [{ name: 'net.ipv4.tcp_rmem' }] } }],
    ['an unsafe sysctl', { securityContext: { sysctls: [{ name: 'net.core.somaxconn' }] } }],
    ['no AppArmor', { securityContext: { appArmorProfile: { type: 'Unconfined' } } }],
  ])('and the page of the restricted profile agree on a pod with %s', (_, change) => {
    const changed = { ...pod, ...change };
    const own = { ...changed, containers: [{ ...sound, securityContext: { ...sound.securityContext, ...pod.securityContext } }] };
    expect(weaknessesOfPod(changed).length > 0).toBe(violations(own).length > 0);
  });
});

test('every capability names a field, a version and a source', () => {
  for (const { field, since, otherwise, source } of WORKLOAD_CAPABILITIES) {
    expect(field).toMatch(/^[A-Z]/);
    expect(since).toBeGreaterThanOrEqual(27);
    expect(otherwise).not.toBe('');
    expect(source).toMatch(/^https:\/\/www\.kubernetes\.dev\/resources\/keps\/\d+\/$/);
  }
});
