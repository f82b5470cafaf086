import { ifEnforced, isStaged } from '../dialects/read-staged';
import { Manifest } from '../files/manifest';
import { valueAt } from '../reachability/objects';

/** Manifests as they would be if whatever is staged were enforced, each in its place. */
export function enforcedManifests(manifests: readonly Manifest[]): Manifest[] {
  const values = ifEnforced(manifests.map(({ value }) => value));
  return manifests.flatMap((manifest, i) => {
    const value = values[i];
    if (value === manifest.value) return [manifest];
    return typeof value === 'object' && value !== null ? [withValue(manifest, value)] : [];
  });
}

/** How many policies only show what they would do, as a line that says where the first is; none, if there is none. */
export function stagedLines(manifests: readonly Manifest[]): string[] {
  const [first, ...others] = manifests.filter(({ value }) => isStaged(value));
  if (first === undefined) return [];
  const place = `${first.file}:${first.line}`;
  const what = others.length === 0 ? `1 policy is staged and does nothing yet (${place})` : `${others.length + 1} policies are staged and do nothing yet (the first at ${place})`;
  return [`${what}: --staged reads ${others.length === 0 ? 'it as if it were' : 'them as if they were'} enforced`];
}

/** Another object in the place of one. */
function withValue(manifest: Manifest, value: object): Manifest {
  const { namespace, name, file, line } = manifest;
  const textOf = (key: 'apiVersion' | 'kind') => String(valueAt(value, key) ?? manifest[key]);
  return { apiVersion: textOf('apiVersion'), kind: textOf('kind'), namespace, name, value, file, line, lineAt: (path) => manifest.lineAt(path) };
}
