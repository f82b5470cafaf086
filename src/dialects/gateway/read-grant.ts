import { member, neededText, refuse } from './read-field';
import { GROUP } from './read-listener';
import { Field } from '../../fields/field';
import { readList } from '../../fields/list';
import { EntryBackend } from '../../reachability/rules/services';

/** Who may refer to what in the namespace of a ReferenceGrant. */
export interface Grant {
  readonly namespace: string;
  /** Routes, as far as the grant is for routes. */
  readonly from: readonly { readonly kind: string; readonly namespace: string }[];
  /** Services by their names, as far as the grant is for Services; `all` where one entry names none. */
  readonly services: 'all' | readonly string[];
}

/**
 * Reads the `spec` of a ReferenceGrant.
 *
 * @see https://gateway-api.sigs.k8s.io/api-types/referencegrant/ (v1.6.1)
 */
export function readGrant(spec: Field, namespace: string): Grant {
  for (const key of ['from', 'to']) if (!member(spec, key).isPresent()) refuse(spec, `a ReferenceGrant needs \`${key}\``);
  const [from, to] = ['from', 'to'].map((key) => member(spec, key)).map((field) => (
    readList(field, { atLeast: field.isPresent() ? 1 : 0, atMost: 16, item: 'reference' })
  ));
  const services = (to ?? []).flatMap((one) => {
    const isService = readKind(one, '') === 'Service';
    return isService ? [member(one, 'name').text() ?? ''] : [];
  });
  return {
    namespace,
    from: (from ?? []).flatMap((one) => {
      const [kind, other] = [readKind(one, GROUP), neededText(one, 'namespace', 'a reference')];
      return kind === undefined || other === undefined ? [] : [{ kind, namespace: other }];
    }),
    services: services.includes('') ? 'all' : services,
  };
}

/** The kind, if it is one of the group; both are needed, and the group of Services is the empty one. */
function readKind(field: Field, group: string): string | undefined {
  if (!member(field, 'group').isPresent()) refuse(field, 'a reference needs a `group`, if only `""` for Services');
  const kind = neededText(field, 'kind', 'a reference');
  return member(field, 'group').text() === group ? kind : undefined;
}

/** Whether a route of some namespace may refer to a Service of another. */
export function isGranted(grants: readonly Grant[], kind: string, namespace: string, to: EntryBackend): boolean {
  return grants.some((grant) => (
    grant.namespace === to.namespace
    && grant.from.some((from) => from.kind === kind && from.namespace === namespace)
    && (grant.services === 'all' || grant.services.includes(to.service))
  ));
}
