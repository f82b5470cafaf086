import { IMAGE, make, thrownBy, WorkloadCase } from './workload';
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

const SAME = { periodSeconds: 10, timeoutSeconds: 1, failureThreshold: 3 };

/** What a user may get wrong, when it is refused, and with which words. */
const TABLE: readonly (readonly [string, string, RegExp, () => WorkloadCase])[] = [
  ['an image without a tag', 'IMAGE_UNTAGGED', /`nginx` names no version/, () => ({ image: 'nginx' })],
  ['an image tagged latest', 'IMAGE_UNTAGGED', /tagged `latest`/, () => ({ image: 'nginx:latest' })],
  ['an image with a scheme', 'IMAGE_INVALID', /begins with a scheme/, () => ({ image: 'https://ghcr.io/acme/web:1' })],
  ['negative replicas', 'REPLICAS_INVALID', /replicas `-1`/, () => ({ replicas: -1 })],
  ['half a replica', 'REPLICAS_INVALID', /replicas `1.5`/, () => ({ replicas: 1.5 })],
  ['a name in capitals', 'NAME_INVALID', /`Web`/, () => ({ name: 'Web' })],
  ['a container name with a dot', 'NAME_INVALID', /`we.b`/, () => ({ containerName: 'we.b' })],
  ['a pull secret with a space', 'NAME_INVALID', /`my secret`/, () => ({ imagePullSecrets: ['my secret'] })],
  ['a priority class in capitals', 'NAME_INVALID', /`High`/, () => ({ priorityClassName: 'High' })],
  ['an account in capitals', 'NAME_INVALID', /`Runner`/, () => ({ serviceAccount: Account.existing('Runner') })],
  ['an account with a bad annotation', 'ANNOTATION_INVALID', /`a b`/, () => ({ serviceAccount: Account.own({ annotations: { 'a b': '' } }) })],
  ['a pod annotation that is no key', 'ANNOTATION_INVALID', /`a\/b\/c`/, () => ({ podAnnotations: { 'a/b/c': '' } })],
  ['a pod label that is no key', 'LABEL_INVALID', /`-a`/, () => ({ podLabels: { '-a': '' } })],
  ['a pod label with a long value', 'LABEL_INVALID', /not a label value/, () => ({ podLabels: { a: 'x'.repeat(64) } })],
  ['a pod label by which pods are selected', 'LABEL_INVALID', /selected by `web`/, () => ({ podLabels: { 'app.kubernetes.io/name': 'other' } })],
  ['a node selector that is no key', 'LABEL_INVALID', /node selector/, () => ({ nodeSelector: { '': 'x' } })],

  ['two ports of one number', 'PORT_DUPLICATE', /`8080` over TCP is declared twice/, () => ({ ports: [Port.http(8080), Port.tcp(8080)] })],
  ['two ports of one name', 'PORT_DUPLICATE', /named `http` is declared twice/, () => ({ ports: [Port.http(8080), Port.http(8081)] })],
  ['a port that a sidecar has', 'PORT_DUPLICATE', /container `proxy` and container `web`|container `web` and container `proxy`/, () => ({
    sidecars: [{ name: 'proxy', image: IMAGE, ports: [Port.local(8080)] }],
  })],
  ['two containers of one name', 'CONTAINER_NAME_DUPLICATE', /named `web`/, () => ({ containers: [{ name: 'web', image: IMAGE }] })],
  ['an init container of the same name', 'CONTAINER_NAME_DUPLICATE', /named `a`/, () => ({
    sidecars: [{ name: 'a', image: IMAGE }],
    initContainers: [{ name: 'a', image: IMAGE }],
  })],

  ['a variable that begins with a digit', 'ENV_NAME_INVALID', /`1A`/, () => ({ env: { '1A': '' } })],
  ['a variable in both lists', 'ENV_DUPLICATE', /in env and in envSources/, () => ({ env: { A: '' }, envSources: { A: EnvSource.field('status.podIP') } })],
  ['a variable of an unknown field', 'ENV_SOURCE_INVALID', /`spec.containers`/, () => ({ envSources: { A: EnvSource.field('spec.containers') } })],
  ['a variable of an unknown resource', 'ENV_SOURCE_INVALID', /`limits.gpu`/, () => ({ envSources: { A: EnvSource.resource('limits.gpu') } })],
  ['a variable of a key with a slash', 'ENV_SOURCE_INVALID', /`a\/b`/, () => ({ envSources: { A: EnvSource.secret('s', 'a/b') } })],
  ['a variable of a Secret in capitals', 'NAME_INVALID', /`S`/, () => ({ envSources: { A: EnvSource.secret('S', 'a') } })],
  ['an import with a bad prefix', 'ENV_NAME_INVALID', /`9_`/, () => ({ envImports: [EnvImport.configMap('c', { prefix: '9_' })] })],

  ['a probe of an undeclared port', 'HEALTH_INVALID', /declares `http` \(8080\)/, () => ({ health: Health.tcp({ port: 81 }) })],
  ['a probe of an unknown name', 'HEALTH_INVALID', /`grpc`, which the container does not declare/, () => ({ health: Health.grpc({ port: 'grpc' }) })],
  ['a probe of a local port', 'HEALTH_INVALID', /local port `9000`/, () => ({ ports: [Port.local(9000)], health: Health.tcp({ port: 9000 }) })],
  ['a probe without a port', 'HEALTH_INVALID', /has no port to ask/, () => ({ ports: [Port.metrics(9100)] })],
  ['a probe of a UDP port', 'HEALTH_INVALID', /over TCP/, () => ({ ports: [Port.udp(53)], health: Health.tcp({ port: 53 }) })],
  ['a probe path without a slash', 'HEALTH_INVALID', /`livez`/, () => ({ health: Health.http({ live: 'livez', ready: '/readyz' }) })],
  ['a probe header with a colon', 'HEALTH_INVALID', /`X:`/, () => ({ health: Health.http({ live: '/l', ready: '/r', headers: { 'X:': '' } }) })],
  ['a probe without a command', 'HEALTH_INVALID', /has none/, () => ({ health: Health.exec({ live: [], ready: ['x'] }) })],
  ['identical probes', 'HEALTH_INVALID', /identical/, () => ({ health: Health.of({ liveness: Probe.tcp(SAME), readiness: Probe.tcp(SAME) }) })],
  ['a probe every 0 seconds', 'HEALTH_INVALID', /`0` as periodSeconds/, () => ({ health: Health.of({ liveness: Probe.tcp({ periodSeconds: 0 }) }) })],
  ['liveness with two successes', 'HEALTH_INVALID', /only readiness/, () => ({ health: Health.of({ liveness: Probe.tcp({ successThreshold: 2 }) }) })],
  ['readiness with a grace period', 'HEALTH_INVALID', /readiness ends no container/, () => ({
    health: Health.of({ readiness: Probe.tcp({ terminationGracePeriodSeconds: 2 }) }),
  })],
  ['health of an init container', 'HEALTH_INVALID', /runs to its end/, () => ({
    initContainers: [{ name: 'a', image: IMAGE, health: Health.exec({ live: ['a'], ready: ['b'] }) }],
  })],

  ['a quantity that is none', 'QUANTITY_INVALID', /`lots`/, () => ({ resources: { cpuRequest: 'lots' } })],
  ['a request above its limit', 'QUANTITY_INVALID', /`2Gi` is above the limit `1Gi`/, () => ({ resources: { memoryRequest: '2Gi', memoryLimit: '1Gi' } })],
  ['memory in thousandths', 'QUANTITY_INVALID', /`400m` is too fine/, () => ({ resources: { memoryLimit: '400m' } })],
  ['no CPU at all', 'QUANTITY_INVALID', /`0` is nothing/, () => ({ resources: { cpuLimit: '0' } })],
  ['a directory of no size', 'QUANTITY_INVALID', /`0Mi` is nothing/, () => ({ mounts: [Mount.emptyDir('/a', { sizeLimit: '0Mi' })] })],

  ['a path that is mounted twice', 'MOUNT_INVALID', /mounts `\/a` twice/, () => ({ writablePaths: ['/a/'], mounts: [Mount.emptyDir('/a')] })],
  ['a relative path', 'MOUNT_INVALID', /`a`/, () => ({ writablePaths: ['a'] })],
  ['the root', 'MOUNT_INVALID', /`\/`/, () => ({ writablePaths: ['/'] })],
  ['a path with dots', 'MOUNT_INVALID', /`\/a\/\.\.\/b`/, () => ({ writablePaths: ['/a/../b'] })],
  ['a mode above 0o777', 'MOUNT_INVALID', /outside 0 to 0o777/, () => ({ mounts: [Mount.secret('/a', 's', { mode: 440 + 512 })] })],
  ['a file outside its volume', 'MOUNT_INVALID', /leaves its volume/, () => ({ mounts: [Mount.configMap('/a', 'c', { items: { k: '../x' } })] })],
  ['a key that is none', 'MOUNT_INVALID', /`a b`/, () => ({ mounts: [Mount.configMap('/a', 'c', { items: { 'a b': 'x' } })] })],
  ['a token for a minute', 'MOUNT_INVALID', /`60` seconds/, () => ({ mounts: [Mount.serviceAccountToken('/a', { expirationSeconds: 60 })] })],
  ['one shared directory of two sizes', 'MOUNT_INVALID', /`1Gi` in one container and `64Mi`/, () => ({
    mounts: [Mount.emptyDir('/a', { sharedName: 's', sizeLimit: '1Gi' }), Mount.emptyDir('/b', { sharedName: 's' })],
  })],

  ['root that must not be root', 'SECURITY_INVALID', /`0` of the pod is root/, () => ({ podSecurity: { user: 0 } })],
  ['a container as root', 'SECURITY_INVALID', /`0` of container `web` is root/, () => ({ security: { user: 0 } })],
  ['a negative group', 'SECURITY_INVALID', /group `-1`/, () => ({ podSecurity: { group: -1 } })],
  ['a user beside the platform\'s', 'SECURITY_INVALID', /platformAssignsUser/, () => ({ podSecurity: { platformAssignsUser: true, user: 1 } })],
  ['a capability with a prefix', 'SECURITY_INVALID', /`CAP_CHOWN`/, () => ({ security: { addCapabilities: ['CAP_CHOWN'] } })],
  ['privileged without escalation', 'SECURITY_INVALID', /API server refuses/, () => ({ security: { privileged: true, allowPrivilegeEscalation: false } })],
  ['a profile outside its folder', 'SECURITY_INVALID', /`\.\.\/x`/, () => ({ podSecurity: { seccomp: SeccompProfile.localhost('../x') } })],
  ['a profile without a name', 'SECURITY_INVALID', /``/, () => ({ podSecurity: { appArmor: AppArmorProfile.localhost('') } })],
  ['a sysctl with a space', 'SECURITY_INVALID', /`a b`/, () => ({ podSecurity: { sysctls: { 'a b': '1' } } })],

  ['a rollout that cannot begin', 'ROLLOUT_INVALID', /both nothing/, () => ({ rollout: Rollout.rollingUpdate({ maxSurge: '0%' }) })],
  ['a surge that is no share', 'ROLLOUT_INVALID', /`many`/, () => ({ rollout: Rollout.rollingUpdate({ maxSurge: 'many' }) })],
  ['a deadline before pods are ready', 'ROLLOUT_INVALID', /would fail/, () => ({ minReadySeconds: 10, progressDeadlineSeconds: 10 })],
  ['a history below zero', 'ROLLOUT_INVALID', /`-1`/, () => ({ revisionHistoryLimit: -1 })],
  ['a budget of nothing', 'DISRUPTION_INVALID', /no node could be drained/, () => ({ disruption: Disruption.maxUnavailable(0) })],
  ['a budget of everything', 'DISRUPTION_INVALID', /`100%`/, () => ({ disruption: Disruption.minAvailable('100%') })],
  ['a budget of all replicas', 'DISRUPTION_INVALID', /`3` of 3 replicas/, () => ({ disruption: Disruption.minAvailable(3) })],
  ['a budget above 100%', 'DISRUPTION_INVALID', /`120%`/, () => ({ disruption: Disruption.maxUnavailable('120%') })],
  ['a spread over nothing', 'SCHEDULING_INVALID', /no topologyKeys/, () => ({ spread: Spread.preferred({ topologyKeys: [] }) })],
  ['a skew of 0', 'SCHEDULING_INVALID', /`0`/, () => ({ spread: Spread.required({ maxSkew: 0 }) })],
  ['a spread by a bad key', 'LABEL_INVALID', /`a b`/, () => ({ spread: Spread.required({ topologyKeys: ['a b'] }) })],

  ['a sleep longer than the grace', 'DRAIN_INVALID', /killed before it can end/, () => ({ drain: { sleepSeconds: 30 } })],
  ['a sleep below zero', 'DRAIN_INVALID', /`-1`/, () => ({ drain: { sleepSeconds: -1 } })],
  ['no grace', 'DRAIN_INVALID', /`0`/, () => ({ drain: { gracePeriodSeconds: 0 } })],
  ['a hook that sleeps for nothing', 'DRAIN_INVALID', /`0` seconds/, () => ({ preStop: PreStop.sleep(0) })],
  ['a hook without a command', 'DRAIN_INVALID', /has none/, () => ({ preStop: PreStop.exec([]) })],
  ['a hook with a bad port', 'DRAIN_INVALID', /`70000`/, () => ({ preStop: PreStop.http('/stop', 70000) })],
  ['a hook of an init container', 'DRAIN_INVALID', /runs to its end/, () => ({ initContainers: [{ name: 'a', image: IMAGE, preStop: PreStop.none() }] })],
];

describe('a bad argument is refused at once', () => {
  test.each(TABLE)('%s: %s', (_, code, text, props) => {
    const thrown = thrownBy(() => make(props()));
    expect(thrown).toMatchObject({ code });
    expect(String(thrown)).toMatch(text);
    // a person reads: lower case first, the code last
    expect(String(thrown)).toMatch(new RegExp(`^ReachError: [^A-Z].* \\(${code}\\)$`, 's'));
  });
});
