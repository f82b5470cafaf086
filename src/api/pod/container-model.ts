import { ContainerProps } from './container-props';
import { resourcesModel } from './resources-model';
import { containerSecurityModel } from './security-model';
import { refuse } from '../../model/finding';
import { imageReference } from '../../model/image';
import { DEFAULT_SIZE_LIMIT, mountPath } from '../../model/mount-path';
import { dnsLabel1123, envName } from '../../model/name';
import { ContainerModel, ContainerRole, EnvModel, HealthModel, MountModel, PodSecurityModel, PreStopModel } from '../../model/pod';
import { PortModel } from '../../model/port';

/** Where nearly every program expects to be able to write. */
const SCRATCH = '/tmp';

/** What a container takes from its pod. */
export interface ContainerPlace {
  readonly role: ContainerRole;
  readonly name: string;
  readonly ports: readonly PortModel[];
  readonly podSecurity: PodSecurityModel;
  /** What a container that serves does before its signal. */
  readonly preStop: PreStopModel;
}

/** A container with its defaults. Refuses with the code of whatever is wrong. */
export function containerModel(place: ContainerPlace, props: ContainerProps): ContainerModel {
  const { role, ports } = place;
  const name = dnsLabel1123('the name of a container,', place.name);
  const { digest } = imageReference(`the image of container \`${name}\``, props.image);
  const security = containerSecurityModel(name, props.security, place.podSecurity);
  return {
    role,
    name,
    image: props.image,
    imagePullPolicy: props.imagePullPolicy ?? (digest === undefined ? 'Always' : 'IfNotPresent'),
    command: props.command ?? [],
    args: props.args ?? [],
    workingDir: props.workingDir,
    ports,
    env: envOf(name, props),
    envImports: (props.envImports ?? []).map((source) => source._model()),
    resources: resourcesModel(name, props.resources),
    health: healthOf(place, props),
    mounts: mountsOf(name, props, security.readOnlyRootFilesystem),
    security,
    preStop: preStopOf(place, props),
  };
}

function envOf(container: string, props: ContainerProps): Readonly<Record<string, EnvModel>> {
  const env: Record<string, EnvModel> = {};
  const what = `a variable of container \`${container}\``;
  for (const [name, value] of Object.entries(props.env ?? {})) {
    env[envName(what, name)] = { kind: 'value', value };
  }
  for (const [name, source] of Object.entries(props.envSources ?? {})) {
    if (env[envName(what, name)] !== undefined) {
      refuse('ENV_DUPLICATE', `\`${name}\` of container \`${container}\` is in env and in envSources: leave one of them out`);
    }
    env[name] = source._model();
  }
  return env;
}

function healthOf({ role, name, ports }: ContainerPlace, { health }: ContainerProps): HealthModel {
  if (health !== undefined && role === 'init') {
    refuse('HEALTH_INVALID', `init container \`${name}\` runs to its end, so it cannot be asked for its health: leave health out, or make it a sidecar`);
  }
  return health?._model(name, ports) ?? {};
}

function mountsOf(container: string, props: ContainerProps, readOnlyRoot: boolean): readonly MountModel[] {
  const mounts = (props.mounts ?? []).map((mount) => mount._model());
  const writable = (props.writablePaths ?? []).map((path) => scratch(mountPath(path)));
  const all = [...mounts, ...writable];
  const paths = new Set<string>();
  for (const { path } of all) {
    if (paths.has(path)) {
      refuse('MOUNT_INVALID', `container \`${container}\` mounts \`${path}\` twice: give each path once, over mounts and writablePaths`);
    }
    paths.add(path);
  }
  return readOnlyRoot && !paths.has(SCRATCH) ? [...all, scratch(SCRATCH)] : all;
}

function scratch(path: string): MountModel {
  return { path, volume: { kind: 'emptyDir', sizeLimit: DEFAULT_SIZE_LIMIT, inMemory: false }, readOnly: false };
}

function preStopOf({ role, name, preStop }: ContainerPlace, props: ContainerProps): PreStopModel {
  if (props.preStop !== undefined && role === 'init') {
    refuse('DRAIN_INVALID', `init container \`${name}\` runs to its end, so nothing can come before its signal: leave preStop out`);
  }
  return props.preStop?._model() ?? (role === 'main' || role === 'additional' ? preStop : { kind: 'none' });
}
