import { Entry } from '../../reachability/rules/entries';
import { IngressEntry } from '../../reachability/rules/ingresses';

const PREFIX = 'nginx.ingress.kubernetes.io';

/** The total that counts where a smaller one, or none, is given. */
const LEAST_TOTAL = 100;

/**
 * What requests ingress-nginx sends to the backends of a canary, beside those of the Ingress that it is for: a share of them, or those that somebody
 * has marked; nothing for an Ingress that is no canary.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/docs/user-guide/nginx-configuration/annotations.md#canary
 */
export function canaryOf(annotation: IngressEntry['annotation']): Pick<Entry, 'conditions' | 'share'> | undefined {
  const said = (name: string) => annotation(`${PREFIX}/${name}`);
  if (said('canary') !== 'true') return undefined;
  const share = { weight: countOf(said('canary-weight')) ?? 0, of: Math.max(countOf(said('canary-weight-total')) ?? 0, LEAST_TOTAL) };
  const [header, cookie] = [said('canary-by-header'), said('canary-by-cookie')];
  const marks = [
    ...(header === undefined ? [] : [headerText(header, said('canary-by-header-value'), said('canary-by-header-pattern'))]),
    ...(cookie === undefined ? [] : [`cookie ${cookie} = always`]),
  ];
  if (marks.length === 0) return { share };
  return { conditions: [[...marks, ...(share.weight === 0 ? [] : [`${share.weight} of ${share.of} others`])].join(', or ')] };
}

/** A pattern is looked for anywhere in the value; one that is held at both ends is the pattern of a whole value. */
function headerText(header: string, value: string | undefined, pattern: string | undefined): string {
  if (value !== undefined || pattern === undefined) return `header ${header} = ${value ?? 'always'}`;
  return `header ${header} ~ ${/^\^\(\?:(.*)\)\$$/s.exec(pattern)?.[1] ?? pattern}`;
}

function countOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
