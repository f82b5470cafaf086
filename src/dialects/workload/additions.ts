import { inOrder } from './env';
import { harden } from './hardening';
import { Affinity, Container, EnvVar, PodSpec, VolumeMount } from './kinds';

/** What somebody else added to a pod: a pod of its own, whose first containers stand for ours and carry only what is new. */
export interface Additions {
  readonly pod: PodSpec;
  /** How many of its containers and init containers stand for ours. */
  readonly containers: number;
  readonly initContainers: number;
}

/** Our pod with the additions: what we say stays, lists grow, and containers that are new are hardened. */
export function withAdditions(rendered: PodSpec, { pod, containers, initContainers }: Additions): PodSpec {
  const ours = withoutNames(rendered, new Set(pod.volumes?.map(({ name }) => name)));
  const all = joinedContainers(ours.containers, pod.containers, containers);
  const allInit = joinedContainers(ours.initContainers ?? [], pod.initContainers ?? [], initContainers);
  const mounted = new Set([...all, ...allInit].flatMap(({ volumeMounts = [] }) => volumeMounts.map(({ name }) => name)));
  return {
    ...pod,
    ...defined(ours),
    affinity: joinedAffinity(ours.affinity, pod.affinity),
    containers: all,
    initContainers: joined(allInit),
    volumes: joined(ours.volumes?.filter(({ name }) => mounted.has(name)), pod.volumes),
  };
}

/** Our pod with other names for the volumes whose names somebody else took: theirs are chosen, ours are not. */
function withoutNames(pod: PodSpec, taken: ReadonlySet<string>): PodSpec {
  const renamed = (name: string): string => (taken.has(name) ? renamed(`own-${name}`) : name);
  if (pod.volumes?.some(({ name }) => taken.has(name)) !== true) {
    return pod;
  }
  const remounted = (list: readonly Container[] | undefined): readonly Container[] | undefined => list?.map((container) => ({
    ...container,
    volumeMounts: container.volumeMounts?.map((mount) => ({ ...mount, name: renamed(mount.name) })),
  }));
  return {
    ...pod,
    containers: remounted(pod.containers) ?? [],
    initContainers: remounted(pod.initContainers),
    volumes: pod.volumes.map((volume) => ({ ...volume, name: renamed(volume.name) })),
  };
}

function joinedContainers(ours: readonly Container[], theirs: readonly Container[], shared: number): readonly Container[] {
  const kept = ours.map((container, index) => joinedContainer(container, theirs[index]));
  return [...kept, ...theirs.slice(shared).map(harden)];
}

function joinedContainer(ours: Container, added: Container | undefined): Container {
  if (added === undefined) {
    return ours;
  }
  return {
    ...ours,
    env: added.env === undefined ? ours.env : joinedEnv(ours.env ?? [], added.env),
    envFrom: joined(ours.envFrom, added.envFrom),
    ports: joined(ours.ports, added.ports),
    volumeMounts: joinedMounts(ours.volumeMounts, added.volumeMounts),
  };
}

/** A variable that is added later takes the place of one of the same name, as it does in cdk8s-plus. */
function joinedEnv(ours: readonly EnvVar[], added: readonly EnvVar[]): readonly EnvVar[] {
  const names = new Set(added.map(({ name }) => name));
  return inOrder([...ours.filter(({ name }) => !names.has(name)), ...added]);
}

/** A mount that is added later takes the place of one at the same path: two would be refused by the API server. */
function joinedMounts(ours: readonly VolumeMount[] | undefined, added: readonly VolumeMount[] | undefined): readonly VolumeMount[] | undefined {
  const paths = new Set(added?.map(({ mountPath }) => mountPath));
  return joined(ours?.filter(({ mountPath }) => !paths.has(mountPath)), added);
}

function joinedAffinity(ours: Affinity | undefined, added: Affinity | undefined): Affinity | undefined {
  const mine = ours?.podAntiAffinity;
  const theirs = added?.podAntiAffinity;
  if (added === undefined || ours === undefined) {
    return added ?? ours;
  }
  return {
    ...added,
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: joined(
        mine?.preferredDuringSchedulingIgnoredDuringExecution, theirs?.preferredDuringSchedulingIgnoredDuringExecution),
      requiredDuringSchedulingIgnoredDuringExecution: joined(
        mine?.requiredDuringSchedulingIgnoredDuringExecution, theirs?.requiredDuringSchedulingIgnoredDuringExecution),
    },
  };
}

function joined<T>(first: readonly T[] | undefined, second?: readonly T[]): readonly T[] | undefined {
  const list = [...first ?? [], ...second ?? []];
  return list.length === 0 ? undefined : list;
}

/** Without the fields that say nothing, so that they do not hide those of the other side. */
function defined(pod: PodSpec): PodSpec {
  // the fields that stay keep their types, and `containers` is always among them
  return Object.fromEntries(Object.entries(pod).filter(([, value]) => value !== undefined)) as unknown as PodSpec;
}
