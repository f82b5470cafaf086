import { member, neededText, readGroupKind, readNamespace, readPort, refuse } from './read-field';
import { Field } from '../../fields/field';
import { readList } from '../../fields/list';
import { EntryBackend } from '../../reachability/rules/services';

/** What a rule sends requests to, or copies of them. */
export interface Backend {
  /** Where the reference stands in the object. */
  readonly path: string;
  /** `Service`, or a kind with its group, which is not followed. */
  readonly kind: string;
  readonly target: EntryBackend;
}

/** The backends of a rule, of which one of weight 0 gets nothing. */
export function readBackends(rule: Field, ownNamespace: string, atLeast: number): Backend[] {
  const refs = readList(member(rule, 'backendRefs'), { atLeast, atMost: 16, item: 'backend' });
  return refs.flatMap((ref) => {
    const weight = member(ref, 'weight').integer() ?? 1;
    if (weight < 0 || weight > 1_000_000) refuse(member(ref, 'weight'), `weight \`${weight}\` is out of range; allowed are 0 to 1000000`);
    const backends = [...readBackend(ref, ownNamespace), ...readCopies(ref, ownNamespace)];
    return weight === 0 ? [] : backends;
  });
}

/** The backends that filters ask or send copies to: mirrors, and those that authorize requests. */
export function readCopies(owner: Field, ownNamespace: string): Backend[] {
  return readList(member(owner, 'filters'), { atMost: 16, item: 'filter' }).flatMap((filter) => {
    const type = neededText(filter, 'type', 'a filter');
    if (type === 'RequestMirror') return readMirror(member(filter, 'requestMirror'), ownNamespace);
    return type === 'ExternalAuth' ? readBackend(member(member(filter, 'externalAuth'), 'backendRef'), ownNamespace) : [];
  });
}

function readMirror(mirror: Field, ownNamespace: string): Backend[] {
  const backend = readBackend(member(mirror, 'backendRef'), ownNamespace);
  const share = [member(mirror, 'percent').integer(), member(member(mirror, 'fraction'), 'numerator').integer()];
  return share.includes(0) ? [] : backend;
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
  return [{ path: field.path, kind: group === '' ? kind : `${group}/${kind}`, target: { namespace, service, ...port } }];
}
