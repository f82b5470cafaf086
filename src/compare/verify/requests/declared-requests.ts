import { AskedFlow } from '../../../model/asked';
import { RequestModel } from '../../../model/request';
import { PathMatch, RequestMatch, TextMatch } from '../../../sets/requests/request';
import { ALL_REQUESTS, NO_REQUEST, Requests, requestsOf, unionOfRequests } from '../../../sets/requests/request-set';

/** The requests that some flows declare together. */
export function declaredRequests(flows: readonly AskedFlow[]): Requests {
  const ofFlows = flows.map(({ requests }) => (requests === undefined ? ALL_REQUESTS : requestsOf(requests.map(matchOf))));
  return ofFlows.reduce(unionOfRequests, NO_REQUEST);
}

/** A path is declared without a query, so that any may be behind it. */
function matchOf({ method, path, headers }: RequestModel): RequestMatch {
  return {
    ...(method === undefined ? {} : { methods: [{ kind: 'exact', text: method }] }),
    ...(path === undefined ? {} : { path: pathOf(path) }),
    headers: headers.map(({ name, value, match }) => ({ name, value: { kind: match === 'exact' ? 'exact' : 'expression', text: value } })),
  };
}

/** A beginning is made of whole segments: `/api` is itself, and whatever is below it. */
function pathOf({ match, value }: NonNullable<RequestModel['path']>): PathMatch {
  switch (match) {
    case 'exact': return { anyOf: [{ kind: 'exact', text: value }], withQuery: false };
    case 'regex': return { anyOf: [{ kind: 'expression', text: value }], withQuery: false };
    case 'prefix': {
      const whole = value.replace(/\/$/, '');
      const itself: TextMatch[] = whole === '' ? [] : [{ kind: 'exact', text: whole }];
      return { anyOf: [...itself, { kind: 'prefix', text: `${whole}/` }], withQuery: false };
    }
  }
}
