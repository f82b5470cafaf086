import { CiliumHttpRule } from './kinds';
import { pathPattern } from './path-pattern';
import { Flow } from '../../model/endpoint';
import { Finding } from '../../model/finding';
import { RequestModel, requestModelText } from '../../model/request';

/** What becomes of the requests of a flow; an empty list of rules would let all of them through, so there is none where no request can be said. */
export interface RenderedRequests {
  readonly http: readonly CiliumHttpRule[];
  readonly gaps: readonly Finding[];
}

/** The requests of a flow as rules, any of which lets a request through. */
export function renderRequests({ key, ports }: Flow, requests: readonly RequestModel[]): RenderedRequests {
  const isSingle = ports.length > 0 && ports.every(({ protocol, port, endPort = port }) => protocol === 'TCP' && port !== undefined && endPort === port);
  if (!isSingle) {
    return { http: [], gaps: [closed(key, 'tells requests apart on single ports of TCP, not on ranges of them', 'name the ports one by one')] };
  }
  const rendered = requests.map((request) => renderRequest(key, request));
  return { http: rendered.flatMap(({ http }) => http), gaps: rendered.flatMap(({ gaps }) => gaps) };
}

function renderRequest(key: string, request: RequestModel): RenderedRequests {
  const { method, path, headers } = request;
  const what = `\`${requestModelText(request)}\``;
  const byPattern = headers.find(({ match }) => match === 'regex');
  if (byPattern !== undefined) {
    const instead = `name the values of \`${byPattern.name}\` one by one, each in a request of its own`;
    return { http: [], gaps: [closed(key, `compares headers as a whole, not with a pattern, as ${what} asks for`, instead)] };
  }
  const pattern = path === undefined ? undefined : pathPattern(path);
  if (path !== undefined && pattern === undefined) {
    const instead = 'say `path` or `pathPrefix`, or a pattern of letters, digits, `.`, `\\d`, `\\w` and classes in brackets that name their characters';
    return { http: [], gaps: [closed(key, `asks a pattern of the path and the query together, and ${what} cannot be kept out of the query`, instead)] };
  }
  return {
    http: [{
      ...(method === undefined ? {} : { method }),
      ...(pattern === undefined ? {} : { path: pattern }),
      ...(headers.length === 0 ? {} : { headerMatches: headers.map(({ name, value }) => ({ name, value })) }),
    }],
    gaps: [],
  };
}

function closed(key: string, what: string, instead: string): Finding {
  return { code: 'CANNOT_EXPRESS', text: `Cilium ${what}: \`${key}\` would stay closed there; ${instead}` };
}
