import { PlainRequest, plainOf } from '../../sets/requests/request-plain';
import { isKnown, Requests, requestsOf } from '../../sets/requests/request-set';
import { RuleRequests } from '../rules';

/** The requests that a rule is about. */
export interface CompiledRequests {
  /** As the rule has them; absent where no text says which. */
  readonly told?: readonly PlainRequest[];
  readonly of: Requests;
}

const KNOWN = new WeakMap<RuleRequests, CompiledRequests>();

/** The requests of a rule as sets, worked out once. */
export function compiledRequests(requests: RuleRequests): CompiledRequests {
  const known = KNOWN.get(requests) ?? compiled(requests);
  KNOWN.set(requests, known);
  return known;
}

function compiled({ matches }: RuleRequests): CompiledRequests {
  const of = requestsOf(matches);
  // what nobody can tell is not told: it may be among the rest anyway
  const told = (isKnown(of) ? matches : matches.filter((match) => isKnown(requestsOf([match])))).map(plainOf);
  const known = told.filter((one) => one !== undefined);
  return { of, ...(known.length === told.length ? { told: known } : {}) };
}
