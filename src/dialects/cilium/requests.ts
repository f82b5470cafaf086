import { CiliumHttpRule } from './kinds';
import { pathPattern } from './path-pattern';
import { Flow, FlowDirection } from '../../model/endpoint';
import { Finding } from '../../model/finding';
import { PortMatch } from '../../model/port';
import { RequestModel, requestModelText } from '../../model/request';

/** What becomes of the requests of a flow; an empty list of rules would let all of them through, so there is none where no request can be said. */
export interface RenderedRequests {
  readonly http: readonly CiliumHttpRule[];
  readonly gaps: readonly Finding[];
}

/** Why a request is not said, as the end of a sentence that begins with the name of the plugin, and what to do. */
interface Unsaid {
  readonly what: string;
  readonly instead: string;
}

const ON_RANGES: Unsaid = { what: 'tells requests apart on single ports of TCP, not on ranges of them', instead: 'name the ports one by one' };

/** The requests of a flow as rules, any of which lets a request through. */
export function renderRequests({ key, ports }: Flow, requests: readonly RequestModel[]): RenderedRequests {
  const rendered = areSingle(ports) ? requests.map(renderRequest) : [ON_RANGES];
  return {
    http: rendered.flatMap((one) => ('what' in one ? [] : [one])),
    gaps: rendered.flatMap((one) => ('what' in one ? [closed(key, one)] : [])),
  };
}

/** Why some requests cannot be told apart, the first reason of several. */
export function untoldRequests(_: FlowDirection, requests: readonly RequestModel[], ports: readonly PortMatch[]): string | undefined {
  const unsaid = areSingle(ports) ? requests.map(renderRequest).find((one) => 'what' in one) : ON_RANGES;
  return unsaid === undefined ? undefined : `Cilium ${unsaid.what}`;
}

function areSingle(ports: readonly PortMatch[]): boolean {
  return ports.length > 0 && ports.every(({ protocol, port, endPort = port }) => protocol === 'TCP' && port !== undefined && endPort === port);
}

function renderRequest(request: RequestModel): CiliumHttpRule | Unsaid {
  const { method, path, headers } = request;
  const text = `\`${requestModelText(request)}\``;
  const byPattern = headers.find(({ match }) => match === 'regex');
  if (byPattern !== undefined) {
    return { what: `compares headers as a whole, not with a pattern, as ${text} asks for`, instead: `name the values of \`${byPattern.name}\` one by one, each in a request of its own` };
  }
  const pattern = path === undefined ? undefined : pathPattern(path);
  if (path !== undefined && pattern === undefined) {
    return {
      what: `asks a pattern of the path and the query together, and ${text} cannot be kept out of the query`,
      instead: 'say `path` or `pathPrefix`, or a pattern of letters, digits, `.`, `\\d`, `\\w` and classes in brackets that name their characters',
    };
  }
  return {
    ...(method === undefined ? {} : { method }),
    ...(pattern === undefined ? {} : { path: pattern }),
    ...(headers.length === 0 ? {} : { headerMatches: headers.map(({ name, value }) => ({ name, value })) }),
  };
}

function closed(key: string, { what, instead }: Unsaid): Finding {
  return { code: 'CANNOT_EXPRESS', text: `Cilium ${what}: \`${key}\` would stay closed there; ${instead}` };
}
