import { valueAt } from '../../reachability/objects';
import { Entry } from '../../reachability/rules/entries';

const PREFIX = 'nginx.ingress.kubernetes.io';

/**
 * What requests ingress-nginx sends to the backends of a canary, beside those of the Ingress that it is for: a share of them, or those
 * that somebody has marked. Other controllers do not know the annotations; that it is ingress-nginx shows in the name of the class.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/dbb11b92ddb77bee9c35e462479129354c84f939/docs/user-guide/nginx-configuration/annotations.md#canary
 */
export function canaryOf(value: unknown, className: string | undefined): Pick<Entry, 'conditions' | 'share'> {
  const annotation = (name: string) => {
    const text = valueAt(value, 'metadata', 'annotations', `${PREFIX}/${name}`);
    return typeof text === 'string' && text !== '' ? text : undefined;
  };
  if (annotation('canary') !== 'true' || className?.includes('nginx') === false) return {};
  const share = { weight: countOf(annotation('canary-weight')) ?? 0, of: countOf(annotation('canary-weight-total')) ?? 100 };
  const [header, cookie] = [annotation('canary-by-header'), annotation('canary-by-cookie')];
  const marks = [
    ...(header === undefined ? [] : [headerText(header, annotation('canary-by-header-value'), annotation('canary-by-header-pattern'))]),
    ...(cookie === undefined ? [] : [`cookie ${cookie} = always`]),
  ];
  if (marks.length === 0) return { share };
  return { conditions: [[...marks, ...(share.weight === 0 ? [] : [`${share.weight} of ${share.of} others`])].join(', or ')] };
}

function headerText(header: string, value: string | undefined, pattern: string | undefined): string {
  return value === undefined && pattern !== undefined ? `header ${header} ~ ${pattern}` : `header ${header} = ${value ?? 'always'}`;
}

function countOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
