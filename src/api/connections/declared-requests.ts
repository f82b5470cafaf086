import { HttpRequest } from './http-request';
import { refuse } from '../../model/finding';
import { DeclaredRequests } from '../../model/intents';
import { PortModel } from '../../model/port';
import { soundRequests } from '../../model/request';

/** What is asked of the requests of a connection, in the props that say so. */
export interface AskedOfRequests {
  readonly http?: readonly HttpRequest[];
  readonly orAnyRequest?: boolean;
}

/** The requests of a connection as data; nothing where all are meant. Throws `REQUEST_INVALID`. */
export function requestsOf(
  { http, orAnyRequest = false }: AskedOfRequests, ports: readonly PortModel[] | 'all', callee: string,
): Omit<DeclaredRequests, 'byOther'> | undefined {
  if (http === undefined) {
    if (orAnyRequest) refuse('REQUEST_INVALID', `\`orAnyRequest\` of a connection to \`${callee}\` is about the requests of \`http\`, which names none: leave it out`);
    return undefined;
  }
  const other = ports === 'all' ? 'every port' : ports.filter(({ protocol }) => protocol !== 'TCP').map(({ name }) => `port \`${name}\``)[0];
  if (other !== undefined) {
    refuse('REQUEST_INVALID', `\`http\` of a connection to \`${callee}\` is about ${other}, and requests are told apart on ports of TCP alone: name such a port`);
  }
  const intents = http.map(({ headers = [], ...request }) => ({ ...request, headers: headers.map((header) => header._model()) }));
  return { requests: soundRequests(intents), orAny: orAnyRequest };
}
