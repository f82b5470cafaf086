import { ifEnforced, isStaged } from '../dialects/read-staged';
import { Manifest } from '../files/manifest';

/** Manifests as they would be if whatever is staged were enforced, each in its place. */
export function enforcedManifests(manifests: readonly Manifest[]): Manifest[] {
  const values = ifEnforced(manifests.map(({ value }) => value));
  return manifests.flatMap((manifest, i) => {
    const value = values[i];
    if (value === manifest.value) return [manifest];
    return typeof value === 'object' && value !== null ? [{ ...manifest, ...headOf(value), value }] : [];
  });
}

/** How many policies only show what they would do. */
export function stagedCount(manifests: readonly Manifest[]): number {
  return manifests.filter(({ value }) => isStaged(value)).length;
}

function headOf(value: object): Partial<Pick<Manifest, 'apiVersion' | 'kind'>> {
  return {
    ...('apiVersion' in value && typeof value.apiVersion === 'string' ? { apiVersion: value.apiVersion } : {}),
    ...('kind' in value && typeof value.kind === 'string' ? { kind: value.kind } : {}),
  };
}
