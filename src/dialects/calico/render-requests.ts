import { CalicoHttpMatch, CalicoHttpPath } from './kinds';
import { FlowDirection } from '../../model/endpoint';
import { RequestModel, requestsText } from '../../model/request';

/**
 * Why Calico cannot tell some requests apart. It does so where they arrive alone, by method and path, the latter as it is or by how it begins.
 *
 * @see https://docs.tigera.io/calico/latest/network-policy/istio/http-methods (Calico 3.32)
 */
export function untoldRequests(direction: FlowDirection, requests: readonly RequestModel[]): string | undefined {
  if (direction === 'egress') return 'Calico tells requests apart where they arrive alone, and not where they are sent';
  const byHeader = requests.filter(({ headers }) => headers.length > 0);
  if (byHeader.length > 0) return `Calico tells requests apart by method and path, not by headers, as ${requestsText(byHeader)} asks for`;
  const byPattern = requests.filter(({ path }) => path?.match === 'regex');
  return byPattern.length === 0 ? undefined : `Calico tells paths apart by how they begin, not by patterns, as ${requestsText(byPattern)} asks for`;
}

/** A request as a rule has it. */
export function httpOf({ method, path }: RequestModel): CalicoHttpMatch {
  return { ...(method === undefined ? {} : { methods: [method] }), ...(path === undefined ? {} : { paths: pathsOf(path) }) };
}

/**
 * A beginning of ours is made of whole segments, and Calico's of characters: `/api` is itself, and whatever begins with `/api/`.
 *
 * @see https://github.com/projectcalico/calico/blob/v3.32.1/app-policy/checker/match.go (`matchHTTPPaths`)
 */
function pathsOf({ match, value }: NonNullable<RequestModel['path']>): CalicoHttpPath[] {
  if (match === 'exact') return [{ exact: value }];
  const whole = value.replace(/\/$/, '');
  return [...(whole === '' ? [] : [{ exact: whole }]), { prefix: `${whole}/` }];
}
