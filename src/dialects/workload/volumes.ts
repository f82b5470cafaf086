import { KeyToPath, Volume, VolumeMount } from './kinds';
import { ContainerModel, Items, MountModel, VolumeModel } from '../../model/pod';

/** The longest name of a volume. */
const NAME_MAX = 63;

/** What a pod mounts, and where each container mounts it. */
export interface MountPlan {
  readonly volumes: readonly Volume[];
  /** By the name of the container. */
  readonly mounts: ReadonlyMap<string, readonly VolumeMount[]>;
}

interface Wanted {
  readonly key: string;
  readonly name: string;
  /** Whether the user chose the name. */
  readonly chosen: boolean;
  readonly volume: VolumeModel;
}

/**
 * The volumes of a pod: one for equal sources, whoever mounts them, and one for each directory that a container has for itself.
 *
 * Names come from the source or the path and are numbered where they meet, in an order that depends on the sources alone.
 */
export function planMounts(containers: readonly ContainerModel[]): MountPlan {
  const wanted = new Map<string, Wanted>();
  for (const container of containers) {
    for (const mount of container.mounts) {
      const want = wantedBy(container, mount);
      wanted.set(want.key, want);
    }
  }
  const names = nameAll([...wanted.values()]);
  const volumes = [...wanted.values()].map(({ key, volume }) => renderVolume(names.get(key) ?? key, volume));
  const mounts = containers.map((container): [string, readonly VolumeMount[]] => [container.name, mountsOf(container, names)]);
  return { volumes: volumes.sort((a, b) => (a.name < b.name ? -1 : 1)), mounts: new Map(mounts) };
}

function mountsOf(container: ContainerModel, names: ReadonlyMap<string, string>): readonly VolumeMount[] {
  const byPath = [...container.mounts].sort((a, b) => (a.path < b.path ? -1 : 1));
  return byPath.map((mount) => {
    const { key } = wantedBy(container, mount);
    return { name: names.get(key) ?? key, mountPath: mount.path, readOnly: mount.readOnly ? true : undefined, subPath: mount.subPath };
  });
}

function wantedBy(container: ContainerModel, { path, volume }: MountModel): Wanted {
  switch (volume.kind) {
    case 'emptyDir': {
      const own = container.role === 'main' ? path : `${container.name}${path}`;
      const name = volume.name ?? slug(own);
      return { key: volume.name === undefined ? `own ${container.name} ${path}` : `shared ${name}`, name, chosen: volume.name !== undefined, volume };
    }
    case 'configMap':
      return { key: stableText(volume), name: slug(`config-${volume.name}`), chosen: false, volume };
    case 'secret':
      return { key: stableText(volume), name: slug(`secret-${volume.name}`), chosen: false, volume };
    case 'claim':
      return { key: stableText(volume), name: slug(`claim-${volume.name}`), chosen: false, volume };
    case 'token':
      return { key: stableText(volume), name: slug(`token-${volume.audience ?? 'api'}`), chosen: false, volume };
    case 'csi':
      return { key: stableText(volume), name: slug(`csi-${volume.driver}`), chosen: false, volume };
  }
}

/** Chosen names stay as they are; the others are numbered from 2 on where they meet one that is taken. */
function nameAll(wanted: readonly Wanted[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const ordered = [...wanted].sort((a, b) => Number(b.chosen) - Number(a.chosen) || (a.name + a.key < b.name + b.key ? -1 : 1));
  for (const { key, name } of ordered) {
    let free = name;
    for (let number = 2; taken.has(free); number++) {
      const suffix = `-${number}`;
      free = `${name.slice(0, NAME_MAX - suffix.length).replace(/-+$/, '')}${suffix}`;
    }
    taken.add(free);
    names.set(key, free);
  }
  return names;
}

function slug(text: string): string {
  const cleaned = text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return cleaned.slice(0, NAME_MAX).replace(/-+$/, '') || 'root';
}

/** The text of a flat source, whatever the order in which its fields were given. */
function stableText(volume: VolumeModel): string {
  return JSON.stringify(Object.entries(volume).sort(([a], [b]) => (a < b ? -1 : 1)).map(([field, value]) => [field, stableField(value)]));
}

function stableField(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value;
}

function renderVolume(name: string, volume: VolumeModel): Volume {
  switch (volume.kind) {
    case 'emptyDir':
      return { name, emptyDir: { sizeLimit: volume.sizeLimit, medium: volume.inMemory ? 'Memory' : undefined } };
    case 'configMap':
      return { name, configMap: { name: volume.name, items: renderItems(volume.items), defaultMode: volume.mode, optional: volume.optional } };
    case 'secret':
      return { name, secret: { secretName: volume.name, items: renderItems(volume.items), defaultMode: volume.mode, optional: volume.optional } };
    case 'claim':
      return { name, persistentVolumeClaim: { claimName: volume.name, readOnly: volume.readOnly ? true : undefined } };
    case 'token':
      return {
        name,
        projected: {
          sources: [{ serviceAccountToken: { audience: volume.audience, expirationSeconds: volume.expirationSeconds, path: volume.file } }],
        },
      };
    case 'csi':
      return { name, csi: renderCsi(volume) };
  }
}

function renderCsi(volume: VolumeModel & { readonly kind: 'csi' }): Volume['csi'] {
  return {
    driver: volume.driver,
    readOnly: volume.readOnly,
    volumeAttributes: Object.keys(volume.attributes).length === 0 ? undefined : volume.attributes,
    nodePublishSecretRef: volume.secretName === undefined ? undefined : { name: volume.secretName },
  };
}

function renderItems(items: Items | undefined): readonly KeyToPath[] | undefined {
  return items && Object.keys(items).sort().map((key) => ({ key, path: items[key] ?? key }));
}
