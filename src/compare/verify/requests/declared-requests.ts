import { AskedFlow } from '../../../model/asked';
import { RequestModel } from '../../../model/request';
import { PathMatch, RequestMatch, segmentsOf } from '../../../sets/requests/request';
import { ALL_REQUESTS, NO_REQUEST, Requests, requestsOf, unionOfRequests } from '../../../sets/requests/request-set';

/** The requests that some flows declare together. */
export function declaredRequests(flows: readonly AskedFlow[]): Requests {
  return flows.map(({ requests }) => requestsMeant(requests)).reduce(unionOfRequests, NO_REQUEST);
}

/** The requests that a declaration means; all of them where it names none. */
export function requestsMeant(requests: readonly RequestModel[] | undefined): Requests {
  return requests === undefined ? ALL_REQUESTS : requestsOf(requests.map(matchOf));
}

/** A path is declared without a query, so that any may be behind it. */
function matchOf({ method, path, headers }: RequestModel): RequestMatch {
  return {
    ...(method === undefined ? {} : { methods: [{ kind: 'exact', text: method }] }),
    ...(path === undefined ? {} : { path: pathOf(path) }),
    headers: headers.map(({ name, value, match }) => ({ name, value: { kind: match === 'exact' ? 'exact' : 'expression', text: value } })),
  };
}

function pathOf({ match, value }: NonNullable<RequestModel['path']>): PathMatch {
  switch (match) {
    case 'exact': return { anyOf: [{ kind: 'exact', text: value }], withQuery: false };
    case 'regex': return { anyOf: [{ kind: 'expression', text: value }], withQuery: false };
    case 'prefix': return { anyOf: segmentsOf(value), withQuery: false };
  }
}
