import { WorkloadCase } from './workload';
import { Port } from '../../../src/api/connections/port';
import { Account } from '../../../src/api/pod/account';
import { Disruption } from '../../../src/api/pod/disruption';
import { EnvImport, EnvSource } from '../../../src/api/pod/env';
import { Health } from '../../../src/api/pod/health';
import { Mount } from '../../../src/api/pod/mount';
import { PreStop } from '../../../src/api/pod/pre-stop';
import { Probe } from '../../../src/api/pod/probe';
import { Rollout } from '../../../src/api/pod/rollout';
import { AppArmorProfile, SeccompProfile } from '../../../src/api/pod/security';
import { Spread } from '../../../src/api/pod/spread';

const DIGEST = 'a'.repeat(64);

/** A workload that uses nearly every property, and still meets the restricted profile. */
export const DRESSED: WorkloadCase = {
  image: `registry.example.com:5000/team/web:2.0.0@sha256:${DIGEST}`,
  command: ['/bin/web'],
  args: ['--listen', ':8080'],
  workingDir: '/srv',
  ports: [Port.http(8080, { servicePort: 80 }), Port.grpc(9000), Port.metrics(9100), Port.udp(5353)],
  env: { URL: 'http://$(HOST):$(PORT)', PORT: '8080', HOST: 'localhost' },
  envSources: {
    POD_IP: EnvSource.field('status.podIP'),
    TEAM: EnvSource.field("metadata.labels['team']"),
    MEMORY: EnvSource.resource('limits.memory', { divisor: '1Mi' }),
    LEVEL: EnvSource.configMap('settings', 'level', { optional: true }),
    PASSWORD: EnvSource.secret('credentials', 'password'),
  },
  envImports: [EnvImport.configMap('flags', { prefix: 'FLAG_' }), EnvImport.secret('keys', { optional: true })],
  health: Health.of({
    liveness: Probe.http('/livez', { https: true, port: 'http', headers: { 'X-Probe': 'live' }, terminationGracePeriodSeconds: 5 }),
    readiness: Probe.grpc({ port: 9000, service: 'ready', successThreshold: 2 }),
    startup: Probe.exec(['/bin/web', '--started'], { failureThreshold: 60 }),
  }),
  resources: { cpuRequest: '1', cpuLimit: 'none', memoryRequest: '1Gi', memoryLimit: '1Gi', ephemeralStorageLimit: '2Gi' },
  writablePaths: ['/var/cache/web'],
  mounts: [
    Mount.configMap('/etc/web', 'settings', { items: { 'web.yaml': 'web.yaml' } }),
    Mount.secret('/etc/tls', 'tls', { mode: 0o440, optional: true }),
    Mount.secret('/etc/key.pem', 'tls', { file: 'key.pem' }),
    Mount.emptyDir('/shared', { sharedName: 'shared', sizeLimit: '1Gi' }),
    Mount.persistentVolumeClaim('/data', 'web-data', { readOnly: true, subPath: 'web' }),
    Mount.serviceAccountToken('/var/run/secrets/vault', { audience: 'vault' }),
    Mount.csi('/mnt/secrets', 'secrets-store.csi.k8s.io', { attributes: { secretProviderClass: 'web' } }),
  ],
  security: { addCapabilities: ['NET_BIND_SERVICE'], appArmor: AppArmorProfile.localhost('web') },
  preStop: PreStop.exec(['/bin/web', '--drain']),
  replicas: 5,
  containerName: 'app',
  containers: [{
    name: 'exporter',
    image: 'ghcr.io/acme/exporter:0.3.0',
    ports: [Port.local(9900), Port.tcp(9101, { name: 'exporter' })],
    health: Health.http({ live: '/livez', ready: '/readyz', port: 'exporter' }),
    mounts: [Mount.emptyDir('/shared', { sharedName: 'shared', sizeLimit: '1Gi' }), Mount.configMap('/etc/flags', 'flags')],
  }],
  initContainers: [{ name: 'migrate', image: 'ghcr.io/acme/migrate:1.0.0', command: ['/bin/migrate'] }],
  sidecars: [{
    name: 'proxy',
    image: 'ghcr.io/acme/proxy:4.1.0',
    ports: [Port.local(5432, { name: 'db' })],
    preStop: PreStop.sleep(10),
    health: Health.exec({ live: ['/proxy', 'live'], ready: ['/proxy', 'ready'], startup: ['/proxy', 'started'] }),
  }],
  imagePullSecrets: ['registry'],
  drain: { sleepSeconds: 15, gracePeriodSeconds: 60 },
  rollout: Rollout.rollingUpdate({ maxSurge: 1, maxUnavailable: '10%' }),
  minReadySeconds: 10,
  progressDeadlineSeconds: 300,
  revisionHistoryLimit: 2,
  disruption: Disruption.minAvailable('50%', { evictUnhealthy: false }),
  spread: Spread.required({ maxSkew: 2 }),
  podSecurity: {
    user: 20000,
    group: 20001,
    fsGroup: 20002,
    supplementalGroups: [20004, 20003],
    seccomp: SeccompProfile.localhost('profiles/web.json'),
    appArmor: AppArmorProfile.runtimeDefault(),
    sysctls: { 'net.ipv4.tcp_keepalive_time': '120' },
  },
  serviceAccount: Account.own({ name: 'web-runner', annotations: { 'iam.example.com/role': 'web' } }),
  priorityClassName: 'important',
  runtimeClassName: 'sandbox',
  nodeSelector: { 'kubernetes.io/arch': 'arm64' },
  podLabels: { team: 'shop' },
  podAnnotations: { 'example.com/scrape': 'true' },
};
