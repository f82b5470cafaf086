import { ApiObject, JsonPatch, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { DRESSED } from './dressed';
import { containerOf, IMAGE, make, Made, podOf, specOf, thrownBy } from './workload';
import { Port } from '../../../src/api/connections/port';
import { Health } from '../../../src/api/pod/health';
import { violations } from '../../dialects/workload/restricted';
import { expectValid } from '../../schemas/validate';

function codesOf({ workload }: Made): readonly string[] {
  return workload.findings().map(({ code, text }) => `${code}: ${text.replace(/, which the restricted.*$/, '')}`);
}

function patch(made: Made, ...patches: JsonPatch[]): void {
  ApiObject.of(made.workload.deployment).addJsonPatch(...patches);
}

const POD = '/spec/template/spec';

describe('what cdk8s-plus adds later', () => {
  test('is written beside what we render, by the names that the API has', () => {
    const made = make(DRESSED);
    const { deployment } = made.workload;
    const [main] = deployment.containers;
    main?.env.addVariable('ADDED', kplus.EnvValue.fromValue('$(HOST)'));
    main?.env.copyFrom(kplus.Env.fromConfigMap(kplus.ConfigMap.fromConfigMapName(made.chart, 'Extra', 'extra')));
    main?.mount('/cache', kplus.Volume.fromEmptyDir(made.chart, 'Cache', 'cache', { sizeLimit: Size.mebibytes(10) }));
    main?.addPort({ number: 7070, name: 'debug' });
    deployment.addVolume(kplus.Volume.fromPersistentVolumeClaim(made.chart, 'Claim', kplus.PersistentVolumeClaim.fromClaimName(made.chart, 'Pvc', 'pvc')));
    deployment.addContainer({ name: 'late', image: IMAGE, liveness: kplus.Probe.fromHttpGet('/x', { port: 1234 }) });
    deployment.addInitContainer({ name: 'early', image: IMAGE });
    deployment.addHostAlias({ ip: '10.0.0.1', hostnames: ['db'] });
    deployment.scheduling.tolerate(kplus.Node.tainted(kplus.NodeTaintQuery.exists('special')));
    deployment.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.exists('fast')));
    deployment.scheduling.separate(deployment, { topology: kplus.Topology.REGION, weight: 7 });
    deployment.dns.addNameserver('10.0.0.53');
    deployment.metadata.addLabel('extra', 'label');
    deployment.podMetadata.addAnnotation('example.com/extra', 'annotation');
    deployment.select(kplus.LabelSelector.of({ labels: { team: 'shop' } }));
    const [written] = Testing.synth(made.chart).filter(({ kind }: { kind: string }) => kind === 'Deployment');
    expect(written).toMatchSnapshot();
    expectValid([written]);
    expect(violations(podOf(made))).toEqual([]);
    expect(made.workload.findings()).toEqual([]);
  });

  test('of two variables or mounts the later one stays', () => {
    const made = make({ env: { PORT: '8080' } });
    const [main] = made.workload.deployment.containers;
    main?.env.addVariable('PORT', kplus.EnvValue.fromValue('9090'));
    main?.mount('/tmp', kplus.Volume.fromEmptyDir(made.chart, 'Tmp', 'mine'));
    expect(containerOf(made).env).toEqual([{ name: 'PORT', value: '9090' }]);
    expect(containerOf(made).volumeMounts).toEqual([{ name: 'mine', mountPath: '/tmp' }]);
    expect(podOf(made).volumes?.map(({ name }) => name)).toEqual(['mine']);
  });

  test('a volume keeps its name, and one of ours with that name gets another', () => {
    const made = make();
    made.workload.deployment.containers[0]?.mount('/cache', kplus.Volume.fromEmptyDir(made.chart, 'Cache', 'tmp'));
    expect(podOf(made).volumes?.map(({ name }) => name)).toEqual(['own-tmp', 'tmp']);
    expect(containerOf(made).volumeMounts).toEqual([{ name: 'own-tmp', mountPath: '/tmp' }, { name: 'tmp', mountPath: '/cache' }]);
  });

  test('a container is hardened where it says nothing else', () => {
    const made = make();
    made.workload.deployment.addContainer({ name: 'late', image: IMAGE, resources: {} });
    expect(containerOf(made, 'late').securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
    });
    expect(violations(podOf(made))).toEqual([]);
    expect(made.workload.findings()).toEqual([]);
  });

  test('a capability loses the prefix that the API does not take', () => {
    const made = make();
    const securityContext = { capabilities: { add: [kplus.Capability.NET_BIND_SERVICE] } };
    made.workload.deployment.addContainer({ name: 'late', image: IMAGE, securityContext });
    expect(containerOf(made, 'late').securityContext?.capabilities).toEqual({ add: ['NET_BIND_SERVICE'], drop: ['ALL'] });
    expect(made.workload.findings()).toEqual([]);
  });

  test('selectors of cdk8s-plus find the pods by a readable label', () => {
    const made = make();
    expect(made.workload.deployment.toPodSelectorConfig().labelSelector._toKube().matchLabels).toEqual({ 'cdk8s.io/metadata.addr': 'web' });
    expect(specOf(made).template.metadata.labels?.['cdk8s.io/metadata.addr']).toBe('web');
    expect(made.workload.deployment.matchLabels).toEqual(specOf(made).selector.matchLabels);
  });

  test('a Service of cdk8s-plus knows our ports', () => {
    const made = make({ ports: [Port.http(8080), Port.metrics(9100)] });
    const service = made.workload.deployment.exposeViaService();
    expect(service.ports.map(({ name, port }) => [name, port])).toEqual([['http', 8080], ['metrics', 9100]]);
  });

  test('an autoscaler takes the replicas over, unless the user gave a number', () => {
    const made = make();
    new kplus.HorizontalPodAutoscaler(made.chart, 'Hpa', { target: made.workload.deployment, maxReplicas: 10 });
    const [deployment] = Testing.synth(made.chart);
    expect(deployment.spec.replicas).toBeUndefined();
    const fixed = make({ replicas: 4 });
    new kplus.HorizontalPodAutoscaler(fixed.chart, 'Hpa', { target: fixed.workload.deployment, maxReplicas: 10 });
    expect(() => fixed.app.synthYaml()).toThrow(/cannot have a fixed number of replicas/);
  });

  test('a role binding names the account of the pods', () => {
    const made = make();
    expect(made.workload.deployment.toSubjectConfiguration()).toEqual({ kind: 'ServiceAccount', name: 'web', apiGroup: '', namespace: 'shop' });
  });

  test('a name or a port that another container has is refused at once', () => {
    const made = make(DRESSED);
    const { deployment } = made.workload;
    expect(thrownBy(() => deployment.addContainer({ name: 'app', image: IMAGE }))).toMatchObject({ code: 'CONTAINER_NAME_DUPLICATE' });
    expect(thrownBy(() => deployment.addInitContainer({ name: 'proxy', image: IMAGE }))).toMatchObject({ code: 'CONTAINER_NAME_DUPLICATE' });
    expect(thrownBy(() => deployment.addContainer({ name: 'late', image: IMAGE, ports: [{ number: 8080 }] }))).toMatchObject({ code: 'PORT_DUPLICATE' });
    expect(thrownBy(() => deployment.addInitContainer({ name: 'early', image: IMAGE, ports: [{ number: 1, name: 'db' }] })))
      .toMatchObject({ code: 'PORT_DUPLICATE' });
    expect(podOf(made).containers).toHaveLength(2);
  });
});

describe('a JSON patch', () => {
  test('keeps fields that no version knows yet', () => {
    const made = make();
    patch(made, JsonPatch.add('/spec/futureField', { deep: [1] }), JsonPatch.add(`${POD}/containers/0/futureField`, 'x'));
    expect(ApiObject.of(made.workload.deployment).toJson()).toMatchObject({
      spec: { futureField: { deep: [1] }, template: { spec: { containers: [{ futureField: 'x', name: 'web' }] } } },
    });
    expect(made.workload.findings()).toEqual([]);
  });

  test('can make a native sidecar, a sleep and an AppArmor profile of its own', () => {
    const made = make();
    const sidecar = {
      name: 'late',
      image: IMAGE,
      restartPolicy: 'Always',
      lifecycle: { preStop: { sleep: { seconds: 1 } } },
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, appArmorProfile: { type: 'RuntimeDefault' } },
    };
    patch(made, JsonPatch.add(`${POD}/initContainers`, [sidecar]));
    expect(podOf(made).initContainers).toEqual([sidecar]);
    expectValid([ApiObject.of(made.workload.deployment).toJson()]);
    expect(made.workload.findings()).toEqual([]);
  });

  test('that cannot be applied is no finding: the synth itself says so', () => {
    const made = make();
    patch(made, JsonPatch.replace('/spec/no/such/path', 1));
    expect(made.workload.findings()).toEqual([]);
    expect(() => Testing.synth(made.chart)).toThrow(/Failed serializing construct/);
  });
});

describe('what is not hardened is reported', () => {
  test.each<[string, kplus.ContainerSecurityContextProps, string]>([
    ['privileged', { privileged: true, allowPrivilegeEscalation: true }, 'is privileged, may gain privileges'],
    ['escalating', { allowPrivilegeEscalation: true }, 'may gain privileges'],
    ['root', { ensureNonRoot: false, user: 0 }, 'may run as root'],
    ['capable', { capabilities: { add: [kplus.Capability.SYS_ADMIN] } }, 'adds the capability SYS_ADMIN'],
    ['keeping', { capabilities: { drop: [kplus.Capability.CHOWN] } }, 'keeps capabilities'],
  ])('a %s container that was added', (name, securityContext, expected) => {
    const made = make();
    made.workload.deployment.addContainer({ name, image: IMAGE, securityContext });
    expect(codesOf(made)).toEqual([`CONTAINER_NOT_HARDENED: container \`${name}\` of \`web\` was added or patched and ${expected}`]);
  });

  test('a container that came by a patch', () => {
    const made = make();
    patch(made, JsonPatch.add(`${POD}/containers/-`, { name: 'raw', image: IMAGE, ports: [{ containerPort: 1, hostPort: 1 }] }));
    expect(codesOf(made)).toEqual([
      'CONTAINER_NOT_HARDENED: container `raw` of `web` was added or patched and keeps capabilities, may gain privileges, takes a port of its node',
    ]);
  });

  test('our own container where a patch lowers its guard', () => {
    const made = make();
    patch(made, JsonPatch.replace(`${POD}/containers/0/securityContext`, { procMount: 'Unmasked' }));
    expect(codesOf(made)).toEqual([
      'CONTAINER_NOT_HARDENED: container `web` of `web` was added or patched and keeps capabilities, may gain privileges, unmasks /proc',
    ]);
  });

  test('the pod where it shares something with its node', () => {
    const made = make();
    const { deployment } = made.workload;
    deployment.containers[0]?.mount('/host', kplus.Volume.fromHostPath(made.chart, 'Host', 'host', { path: '/' }));
    patch(made, JsonPatch.add(`${POD}/hostNetwork`, true), JsonPatch.add(`${POD}/securityContext/sysctls`, [{ name: 'kernel.msgmax', value: '1' }]));
    expect(codesOf(made)).toEqual([
      'CONTAINER_NOT_HARDENED: the pod of `web` was added or patched and shares a namespace of its node, sets an unsafe sysctl, mounts a hostPath volume',
    ]);
  });

  test('but not what the user lowered by our own properties', () => {
    const made = make({
      security: { privileged: true, runAsNonRoot: false, user: 0, dropCapabilities: [] },
      podSecurity: { runAsNonRoot: false, sysctls: { 'kernel.msgmax': '65536' } },
    });
    patch(made, JsonPatch.add('/metadata/annotations', { patched: 'yes' }));
    expect(violations(podOf(made))).not.toEqual([]);
    expect(made.workload.findings()).toEqual([]);
  });

  test('a container that says itself what the user lowered only for the pod', () => {
    const made = make({ podSecurity: { runAsNonRoot: false } });
    made.workload.deployment.addContainer({ name: 'root', image: IMAGE, securityContext: { ensureNonRoot: false } });
    expect(codesOf(made)).toEqual(['CONTAINER_NOT_HARDENED: container `root` of `web` was added or patched and may run as root']);
  });

  test('every finding agrees with the restricted profile as its page has it', () => {
    const lowered: kplus.ContainerSecurityContextProps[] = [
      {}, { privileged: true }, { user: 0 }, { user: 5 }, { ensureNonRoot: false }, { readOnlyRootFilesystem: false },
      { capabilities: { add: [kplus.Capability.NET_ADMIN] } },
    ];
    for (const securityContext of lowered) {
      const made = make({ health: Health.tcp() });
      made.workload.deployment.addContainer({ name: 'late', image: IMAGE, securityContext });
      expect(made.workload.findings().length > 0).toBe(violations(podOf(made)).length > 0);
    }
  });
});
