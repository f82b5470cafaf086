/** One object with the place where it was written, so that whatever is said about it can be found. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  /** A missing namespace means `default`; of kinds that have none it says nothing. */
  readonly namespace: string;
  readonly name: string;
  readonly value: object;
  /** The file as it was named; `-` is the standard input. */
  readonly file: string;
  /** The line on which the object begins, from 1. */
  readonly line: number;
  /** The line of a field such as `spec.ingress[0].ports`, or of the nearest one around it that is there. */
  readonly lineAt: (path: string) => number;
}

/** Kinds that were read as objects, and that no answer takes into account. */
export interface UnreadKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly count: number;
  /** The first of them, as `file:line`. */
  readonly first: string;
  /** Whether it may decide about connections, so that an answer without it may be wrong. */
  readonly mayMatter: boolean;
}

/** Says of a kind that it is not read, and whether that matters. */
export function unreadText({ kind, apiVersion, count, first, mayMatter }: UnreadKind): string {
  const what = mayMatter ? 'may decide about connections, and is not read' : 'has no part in the answer';
  return `${kind} (${apiVersion}) ${what}: ${count}, the first at ${first}`;
}
