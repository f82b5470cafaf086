import { order } from './order';

/** One path of an Ingress, by the path as it was asked for and what the name of its Ingress says of it. */
export interface NamedWay {
  readonly word: string;
  readonly path: string;
}

/** The path by which the ways of one Ingress stand in order, and are named. */
export function firstPath(ways: readonly NamedWay[]): string {
  return ways.map(({ path }) => path).sort(order)[0] ?? '/';
}

/** What the names of the Ingresses of one exposure end with. The first has the name of the exposure; the others say what they do, and for which path. */
export function sliceSuffixes(groups: readonly (readonly NamedWay[])[]): (string | undefined)[] {
  const taken = new Set<string>();
  return groups.map((ways, i) => {
    if (i === 0) return undefined;
    const base = `-${ways[0]?.word ?? ''}-${slug(firstPath(ways))}`;
    const suffix = [base, ...groups.map((_, n) => `${base}-${n + 2}`)].find((one) => !taken.has(one)) ?? base;
    taken.add(suffix);
    return suffix;
  });
}

function slug(path: string): string {
  return path.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 40).replace(/-$/, '') || 'root';
}
