import { PathMatch, RouteModel } from '../../model/route';

/** What its admission takes in a path of type Exact or Prefix, and what of a path is compared as it is written: percent signs are decoded before. */
export const STRICT_PATH = /^\/[A-Za-z0-9._\-/]*$/;

/** What of a path can stand in `rewrite-target`: no variables but those that are written here. */
export const TARGET_PATH = /^\/[A-Za-z0-9._~:\-/]*$/;

/** A path as a pattern, and how the rest behind its beginning is put behind another beginning; none for what has no rest. */
export interface PathPattern {
  readonly text: string;
  readonly behind?: (beginning: string) => string;
}

/**
 * A path as it is written where the host has patterns: they are compared from the beginning of the path, whatever the case, in the order of their
 * lengths. `(?-i)` brings the case back; a beginning matches by whole segments; the comment makes a whole path longer than the same beginning,
 * and so the first of the two. A slash at the end of a beginning, which means nothing, is
 * kept in the order of `(/|$)`, so that all beginnings have one length more than their text.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/docs/user-guide/ingress-path-matching.md
 */
export function patternOf({ path, match }: Pick<RouteModel, 'path' | 'match'>): PathPattern {
  switch (match) {
    case 'exact':
      return { text: `/(?-i)${literal(path.slice(1))}$(?#exact)` };
    case 'regex':
      return { text: ownPattern(path) };
    case 'prefix':
      return path === '/'
        ? { text: '/(?-i)(.*)', behind: (beginning) => `${stem(beginning)}/$1` }
        : {
          text: `/(?-i)${literal(stem(path).slice(1))}${path.endsWith('/') ? '($|/)' : '(/|$)'}(.*)`,
          behind: (beginning) => (stem(beginning) === '' ? '/$2' : `${stem(beginning)}$1$2`),
        };
  }
}

/** A pattern of the user, of which no part may leave the anchor, nor the slash that the API server wants to see first. */
function ownPattern(pattern: string): string {
  return pattern.includes('|') || /^\/[?*+{]/.test(pattern) ? `/{0}(?-i)(?:${pattern})` : `/(?-i)${pattern.slice(1)}`;
}

function literal(path: string): string {
  return path.replace(/\./g, '\\.');
}

/** A path without the slash at its end. */
function stem(path: string): string {
  return path.replace(/\/$/, '');
}

/** Whether a route makes patterns of all paths of its host. */
export function needsPatterns({ match, action }: { readonly match: PathMatch; readonly action: RouteModel['action'] }): boolean {
  return match === 'regex' || (action.kind === 'serve' && action.rewritePath !== undefined);
}
