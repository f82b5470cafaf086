import { Testing } from 'cdk8s';
import { DRESSED } from './dressed';
import { containerOf, make, podOf, specOf, thrownBy } from './workload';
import { Port } from '../../../src/api/connections/port';
import { Account } from '../../../src/api/pod/account';
import { Disruption } from '../../../src/api/pod/disruption';
import { Mount } from '../../../src/api/pod/mount';
import { Rollout } from '../../../src/api/pod/rollout';
import { Spread } from '../../../src/api/pod/spread';
import { CONTROL_COUNT, violations } from '../../dialects/workload/restricted';
import * as fc from '../../property';
import { expectValid } from '../../schemas/validate';

describe('a workload that says only its image, its port and its health', () => {
  const made = make();

  test('is a Deployment, a ServiceAccount and a disruption budget that a person can read', () => {
    expect(Testing.synth(made.chart)).toMatchSnapshot();
  });

  test('is valid against the schemas', () => {
    expectValid(Testing.synth(made.chart));
  });

  test('meets the restricted Pod Security Standard, at the pod and at the container', () => {
    expect(CONTROL_COUNT).toBe(16);
    expect(violations(podOf(made))).toEqual([]);
    expect(violations({ ...podOf(made), securityContext: undefined })).toEqual([]);
  });

  test('has nothing to report', () => {
    expect(made.workload.findings()).toEqual([]);
  });

  test('has the fields for which scanners look', () => {
    const pod = podOf(made);
    expect(specOf(made).replicas).toBeGreaterThanOrEqual(3);
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(pod.securityContext?.runAsUser).toBeGreaterThan(10000);
    expect(containerOf(made).securityContext?.runAsUser).toBeGreaterThan(10000);
    expect(containerOf(made).imagePullPolicy).toBe('Always');
    expect(Object.keys(containerOf(made).resources?.limits ?? {})).toEqual(['cpu', 'ephemeral-storage', 'memory']);
    expect(pod.topologySpreadConstraints?.map(({ topologyKey }) => topologyKey)).toEqual(['kubernetes.io/hostname', 'topology.kubernetes.io/zone']);
    expect(containerOf(made).livenessProbe).not.toEqual(containerOf(made).readinessProbe);
  });
});

describe('a workload that uses nearly every property', () => {
  const made = make(DRESSED);

  test('writes all of them', () => {
    expect(Testing.synth(made.chart)).toMatchSnapshot();
  });

  test('is valid against the schemas', () => {
    expectValid(Testing.synth(made.chart));
  });

  test('meets the restricted Pod Security Standard', () => {
    expect(violations(podOf(made))).toEqual([]);
  });

  test('keeps the fields that came after Kubernetes 1.27', () => {
    expect(containerOf(made, 'proxy').restartPolicy).toBe('Always');
    expect(containerOf(made, 'proxy').lifecycle?.preStop).toEqual({ sleep: { seconds: 10 } });
    expect(containerOf(made, 'exporter').lifecycle?.preStop).toEqual({ sleep: { seconds: 15 } });
    expect(podOf(made).securityContext?.appArmorProfile).toEqual({ type: 'RuntimeDefault' });
    expect(containerOf(made, 'app').securityContext?.appArmorProfile).toEqual({ type: 'Localhost', localhostProfile: 'web' });
  });

  test('puts sidecars before the init containers that may need them', () => {
    expect(podOf(made).initContainers?.map(({ name }) => name)).toEqual(['proxy', 'migrate']);
  });

  test('puts a variable behind those to which it refers, and all others by name', () => {
    const names = containerOf(made, 'app').env?.map(({ name }) => name);
    expect(names).toEqual(['HOST', 'LEVEL', 'MEMORY', 'PASSWORD', 'POD_IP', 'PORT', 'TEAM', 'URL']);
  });

  test('shares one directory between the containers that give it one name', () => {
    const mounts = ['app', 'exporter'].map((name) => containerOf(made, name).volumeMounts?.find(({ mountPath }) => mountPath === '/shared'));
    expect(mounts[0]).toEqual(mounts[1]);
    expect(podOf(made).volumes?.filter(({ name }) => name === 'shared')).toHaveLength(1);
  });

  test('declares local ports on their container', () => {
    expect(containerOf(made, 'exporter').ports?.map(({ containerPort }) => containerPort)).toContain(9900);
  });
});

describe('defaults that follow what is given', () => {
  test('an image with a digest need not be pulled each time', () => {
    expect(containerOf(make({ image: `ghcr.io/acme/web@sha256:${'0'.repeat(64)}` })).imagePullPolicy).toBe('IfNotPresent');
  });

  test('a range of ports is no container port', () => {
    const made = make({ ports: [Port.http(8080), Port.udp(10000, { endPort: 10100 })] });
    expect(containerOf(made).ports).toEqual([{ name: 'http', containerPort: 8080, protocol: 'TCP' }]);
  });

  test.each([
    [{ cpuRequest: '2' }, { request: '2', limit: '2' }],
    [{ cpuLimit: '50m' }, { request: '50m', limit: '50m' }],
    [{ cpuLimit: '0.2' }, { request: '100m', limit: '0.2' }],
    [{ cpuLimit: 'none' }, { request: '100m', limit: undefined }],
  ])('a guessed request or limit gives way to what is given: %j', (resources, { request, limit }) => {
    const { requests, limits } = containerOf(make({ resources })).resources ?? {};
    expect({ request: requests?.['cpu'], limit: limits?.['cpu'] }).toEqual({ request, limit });
  });

  test('a root filesystem that can be written needs no directory for scratch files', () => {
    expect(podOf(make({ security: { readOnlyRootFilesystem: false } })).volumes).toBeUndefined();
  });

  test('a mount of the user at /tmp takes the place of ours', () => {
    const made = make({ mounts: [Mount.emptyDir('/tmp/', { sizeLimit: '1Gi', inMemory: true })] });
    expect(podOf(made).volumes).toEqual([{ name: 'tmp', emptyDir: { sizeLimit: '1Gi', medium: 'Memory' } }]);
  });

  test('a platform that assigns users is told none, and still none that is root', () => {
    const made = make({ podSecurity: { platformAssignsUser: true } });
    const text = JSON.stringify(podOf(made));
    expect(text).not.toMatch(/runAsUser|runAsGroup|fsGroup/);
    expect(violations(podOf(made))).toEqual([]);
  });

  test('an existing account is used and not made', () => {
    const made = make({ serviceAccount: Account.existing('shared') });
    expect(podOf(made).serviceAccountName).toBe('shared');
    expect(made.workload.serviceAccount).toBeUndefined();
  });

  test('a token that is wanted is mounted by pod and account', () => {
    const made = make({ mountServiceAccountToken: true });
    expect(podOf(made).automountServiceAccountToken).toBe(true);
    expect(made.workload.serviceAccount?.toJson().automountServiceAccountToken).toBe(true);
  });

  test('no budget, no spread and no sleep are written where none is wanted', () => {
    const made = make({ disruption: Disruption.none(), spread: Spread.none(), drain: { sleepSeconds: 0 }, rollout: Rollout.recreate() });
    expect(made.workload.disruptionBudget).toBeUndefined();
    expect(podOf(made).affinity).toBeUndefined();
    expect(podOf(made).topologySpreadConstraints).toBeUndefined();
    expect(containerOf(made).lifecycle).toBeUndefined();
    expect(specOf(made).strategy).toEqual({ type: 'Recreate' });
  });
});

describe('what deserves a look', () => {
  test('a container without probes', () => {
    const { workload } = make({ health: undefined });
    expect(workload.findings()).toEqual([{
      code: 'HEALTH_MISSING',
      text: "container `web` has no liveness and no readiness probe, so Kubernetes cannot tell when it hangs or is not ready for calls: give it `health`, such as Health.http({ live: '/livez', ready: '/readyz' })",
    }]);
  });

  test('a port below 1024, which the pod may listen on without privileges', () => {
    const made = make({ ports: [Port.http(80)] });
    expect(podOf(made).securityContext?.sysctls).toEqual([{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }]);
    expect(violations(podOf(made))).toEqual([]);
    expect(made.workload.findings().map(({ code }) => code)).toEqual(['PORT_PRIVILEGED']);
    expect(made.workload.findings()[0]?.text).toMatch(/^`web` listens on `80`, below 1024/);
  });
});

describe('an injected variable', () => {
  test('stands among the others, once for equal values', () => {
    const made = make({ env: { PORT: '8080' } });
    made.workload.injectEnv('BACKEND_URL', 'http://backend');
    made.workload.injectEnv('BACKEND_URL', 'http://backend');
    expect(containerOf(made).env).toEqual([{ name: 'BACKEND_URL', value: 'http://backend' }, { name: 'PORT', value: '8080' }]);
  });

  test('is in what is written even if something was written before', () => {
    const made = make();
    expect(containerOf(made).env).toBeUndefined();
    made.workload.injectEnv('BACKEND_URL', 'http://backend');
    expect(containerOf(made).env).toHaveLength(1);
  });

  test('cannot change a value that is there', () => {
    const { workload } = make({ env: { PORT: '8080' } });
    workload.injectEnv('BACKEND_URL', 'http://backend');
    expect(thrownBy(() => workload.injectEnv('BACKEND_URL', 'http://other'))).toMatchObject({ code: 'ENV_DUPLICATE' });
    expect(thrownBy(() => workload.injectEnv('PORT', '80'))).toMatchObject({ code: 'ENV_DUPLICATE' });
    expect(thrownBy(() => workload.injectEnv('1PORT', '80'))).toMatchObject({ code: 'ENV_NAME_INVALID' });
  });
});

describe('the order of declarations', () => {
  test('of variables, mounts, labels and sources never changes the output', () => {
    const env = Object.entries({ A: '$(Z)', B: 'b', C: '$(A)', Z: 'z' });
    const labels = Object.entries({ team: 'shop', tier: 'front', zone: 'a' });
    const mounts = [
      Mount.configMap('/a', 'settings', { items: { x: 'x', y: 'y' } }),
      Mount.configMap('/b', 'settings', { items: { y: 'y', x: 'x' } }),
      Mount.configMap('/c', 'settings'),
      Mount.secret('/d', 'settings'),
      Mount.emptyDir('/e'),
    ];
    const written = (...order: [typeof env, typeof labels, typeof mounts]): string => {
      const [variables, podLabels, files] = order;
      const made = make({ env: Object.fromEntries(variables), podLabels: Object.fromEntries(podLabels), mounts: files });
      return JSON.stringify(Testing.synth(made.chart));
    };
    const expected = written(env, labels, mounts);
    const shuffled = <T>(list: T[]): fc.Arbitrary<T[]> => fc.shuffledSubarray(list, { minLength: list.length });
    fc.assert(fc.property(shuffled(env), shuffled(labels), shuffled(mounts), (...order) => written(...order) === expected), { numRuns: 30 });
  });
});
