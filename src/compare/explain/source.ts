/** Where an object is, as the loader remembers it. */
export interface SourcePlace {
  readonly file: string;
  /** The line on which the object begins, from 1. */
  readonly line: number;
  /** The line of a field such as `spec.ingress[0].ports`, where the loader knows it. */
  readonly lineAt?: (path: string) => number;
}

/** Finds the place of an object; the namespace is absent for what is cluster-wide. */
export type SourceLookup = (kind: string, namespace: string | undefined, name: string) => SourcePlace | undefined;

/** Where a field is, as a file and the best line that is known. */
export function fieldPlace(place: SourcePlace | undefined, path: string): { readonly file: string; readonly line: number } | undefined {
  return place === undefined ? undefined : { file: place.file, line: place.lineAt?.(path) ?? place.line };
}
