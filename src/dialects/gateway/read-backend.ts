import { member, neededText, readGroupKind, readNamespace, readPort, refuse } from './read-field';
import { Field } from '../../fields/field';
import { readList } from '../../fields/list';
import { Entry, EntryBackend } from '../../reachability/rules/entries';

/** What a rule sends requests to, or copies of them. */
export interface Backend extends Pick<Entry, 'share' | 'instead'> {
  /** Where the reference stands in the object. */
  readonly path: string;
  /** The group of the kind; empty for the core API. */
  readonly group: string;
  /** `Service`, or a kind that is not followed. */
  readonly kind: string;
  readonly target: EntryBackend;
}

/** The backends of a rule with their shares, and what their filters ask. */
export function readBackends(rule: Field, ownNamespace: string, atLeast: number): Backend[] {
  const refs = readList(member(rule, 'backendRefs'), { atLeast, atMost: 16, item: 'backend' });
  const weights = refs.map(readWeight);
  const of = weights.reduce((sum, weight) => sum + weight, 0);
  return refs.flatMap((ref, i) => {
    const weight = weights[i] ?? 1;
    const share = weight === of && of > 0 ? {} : { share: { weight, of } };
    const copies = readCopies(ref, ownNamespace);
    return [...readBackend(ref, ownNamespace).map((backend) => ({ ...backend, ...share })), ...(weight === 0 ? [] : copies)];
  });
}

/** @see https://gateway-api.sigs.k8s.io/reference/spec/ (v1.6.1, `BackendRef.weight`) */
function readWeight(ref: Field): number {
  const field = member(ref, 'weight');
  const weight = field.integer() ?? 1;
  if (weight < 0 || weight > 1_000_000) refuse(field, `weight \`${weight}\` is out of range; allowed are 0 to 1000000`);
  return weight;
}

/** The backends that filters ask or send copies to: mirrors, and those that authorize requests. */
export function readCopies(owner: Field, ownNamespace: string): Backend[] {
  return readList(member(owner, 'filters'), { atMost: 16, item: 'filter' }).flatMap((filter): Backend[] => {
    const type = neededText(filter, 'type', 'a filter');
    if (type === 'RequestMirror') return readMirror(member(filter, 'requestMirror'), ownNamespace);
    if (type !== 'ExternalAuth') return [];
    return readBackend(member(member(filter, 'externalAuth'), 'backendRef'), ownNamespace).map((backend) => ({ ...backend, instead: 'authorization' }));
  });
}

function readMirror(mirror: Field, ownNamespace: string): Backend[] {
  const backend = readBackend(member(mirror, 'backendRef'), ownNamespace);
  const share = [member(mirror, 'percent').integer(), member(member(mirror, 'fraction'), 'numerator').integer()];
  return share.includes(0) ? [] : backend.map((one) => ({ ...one, instead: 'copies' }));
}

function readBackend(field: Field, ownNamespace: string): Backend[] {
  const { group, kind } = readGroupKind(field, '', 'Service');
  const service = neededText(field, 'name', 'a backend');
  const number = readPort(member(field, 'port'));
  const namespace = readNamespace(member(field, 'namespace'), ownNamespace);
  const isService = group === '' && kind === 'Service';
  if (service === undefined) return [];
  if (isService && !member(field, 'port').isPresent()) refuse(field, 'a backend that is a Service needs a `port`, a number of the Service');
  const port = number === undefined ? {} : { port: { kind: 'number' as const, number } };
  return [{ path: field.path, group, kind, target: { namespace, service, ...port } }];
}

/** Filters that change requests and answers, and leave it to the backends to give one. */
const CHANGING: readonly (string | undefined)[] = ['RequestHeaderModifier', 'ResponseHeaderModifier', 'URLRewrite'];

/** Whether a rule leaves all answers to its backends. */
export function answersByBackends(rule: Field): boolean {
  return member(rule, 'filters').items().every((filter) => CHANGING.includes(member(filter, 'type').text()));
}
