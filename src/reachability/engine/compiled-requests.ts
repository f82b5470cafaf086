import { PlainRequest, plainOf } from '../../sets/requests/request-plain';
import { Requests, requestsOf } from '../../sets/requests/request-set';
import { RuleRequests } from '../rules';

/** The requests that a rule is about. */
export interface CompiledRequests {
  /** As the rule has them; absent where no text says which. */
  readonly told?: readonly PlainRequest[];
  readonly of: Requests;
  /** Whether all others are shut unless some rule lets them through. */
  readonly isClosed: boolean;
}

const KNOWN = new WeakMap<RuleRequests, CompiledRequests>();

/** The requests of a rule as sets, worked out once. */
export function compiledRequests(requests: RuleRequests): CompiledRequests {
  const known = KNOWN.get(requests) ?? compiled(requests);
  KNOWN.set(requests, known);
  return known;
}

function compiled({ matches, isClosed }: RuleRequests): CompiledRequests {
  const told = matches.map(plainOf);
  const known = told.filter((one) => one !== undefined);
  return { of: requestsOf(matches), isClosed, ...(known.length === told.length ? { told: known } : {}) };
}
