import { Entry } from '../../reachability/rules/entries';

/** What a path stands for. */
export type Way = Pick<Entry, 'path' | 'pathMatch'>;

/** What is compared letter by letter in a pattern. */
const LITERAL = /^(?:[A-Za-z0-9\-_/]|\\[.\-])*$/;

/**
 * What a path means where the paths of its host are patterns: it is looked for at the beginning of a path, whatever the case and whatever its type.
 * What minds the case and ends at a segment is the beginning or the whole of a path, as the API has them.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/controller/template/template.go (`buildLocation`)
 */
export function wayOfPattern({ path, pathMatch }: Way): Way {
  if (path === undefined || path === '/') return path === undefined ? {} : { path, pathMatch: 'prefix' };
  const minded = /^\/(?:\{0\})?\(\?-i\)(.*)$/s.exec(path)?.[1];
  if (minded === undefined) return { path: pathMatch === 'exact' || pathMatch === 'prefix' ? escaped(path) : path, pathMatch: 'regex' };
  const whole = /^\(\?:(.*)\)$/s.exec(minded)?.[1];
  if (path.startsWith('/{0}')) return { path: whole ?? minded, pathMatch: 'regex' };
  if (minded === '(.*)') return { path: '/', pathMatch: 'prefix' };
  const [, beginning, end] = /^(.*?)\((?:\?:)?(\/\|\$|\$\|\/)\)(?:\(\.\*\))?$/s.exec(minded) ?? [];
  if (beginning !== undefined && LITERAL.test(beginning)) return { path: `/${unescaped(beginning)}${end === '$|/' ? '/' : ''}`, pathMatch: 'prefix' };
  const all = /^(.*?)\$(?:\(\?#[^)]*\))?$/s.exec(minded)?.[1];
  if (all !== undefined && LITERAL.test(all)) return { path: `/${unescaped(all)}`, pathMatch: 'exact' };
  return { path: `/${minded}`, pathMatch: 'regex' };
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}

function escaped(text: string): string {
  return text.replace(/[.$()+]/g, '\\$&');
}
