import { member, neededText, refuse } from './read-field';
import { GROUP } from './read-listener';
import { Field } from '../../fields/field';
import { readList } from '../../fields/list';
import { EntryOrigin } from '../../reachability/rules/entries';

/** Who may refer to what in the namespace of a ReferenceGrant. */
export interface Grant {
  readonly namespace: string;
  /** Kinds of this API. */
  readonly from: readonly { readonly kind: string; readonly namespace: string }[];
  /** Kinds of the core API; without a name all of the kind. */
  readonly to: readonly { readonly kind: string; readonly name?: string }[];
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
  return {
    namespace,
    from: (from ?? []).flatMap((one) => {
      const [kind, other] = [readKind(one, GROUP), neededText(one, 'namespace', 'a reference')];
      return kind === undefined || other === undefined ? [] : [{ kind, namespace: other }];
    }),
    to: (to ?? []).flatMap((one) => {
      const [kind, name] = [readKind(one, ''), member(one, 'name').text() ?? ''];
      return kind === undefined ? [] : [{ kind, ...(name === '' ? {} : { name }) }];
    }),
  };
}

/** The kind, if it is one of the group; both are needed, and the group of Services is the empty one. */
function readKind(field: Field, group: string): string | undefined {
  if (!member(field, 'group').isPresent()) refuse(field, 'a reference needs a `group`, if only `""` for Services');
  const kind = neededText(field, 'kind', 'a reference');
  return member(field, 'group').text() === group ? kind : undefined;
}

/** Whether an object of this API may refer to one of the core API in another namespace. */
export function isGranted(grants: readonly Grant[], by: Pick<EntryOrigin, 'kind' | 'namespace'>, target: EntryOrigin): boolean {
  return grants.some(({ namespace, from, to }) => (
    namespace === target.namespace
    && from.some((one) => one.kind === by.kind && one.namespace === by.namespace)
    && to.some(({ kind, name }) => kind === target.kind && (name === undefined || name === target.name))
  ));
}
