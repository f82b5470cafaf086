import { member, neededText, readGroupKind, readNamespace, refuse } from './read-field';
import { GROUP, Listener, readListeners } from './read-listener';
import { NamespaceScope, readListenerScope } from './read-scope';
import { Field } from '../../fields/field';
import { EntryOrigin } from '../../reachability/rules/entries';

/** A Gateway, or a ListenerSet: what routes are attached to. */
export interface Parent extends EntryOrigin {
  readonly listeners: readonly Listener[];
  /** The ListenerSets that a Gateway takes. */
  readonly listenerSets: NamespaceScope;
  /** The Gateway that a ListenerSet wants to belong to. */
  readonly gateway?: EntryOrigin;
}

/** Reads the `spec` of a Gateway. */
export function readGateway(spec: Field, origin: EntryOrigin): Parent {
  neededText(spec, 'gatewayClassName', 'a Gateway');
  return {
    ...origin,
    listeners: readListeners(member(spec, 'listeners'), origin.namespace),
    listenerSets: readListenerScope(member(member(spec, 'allowedListeners'), 'namespaces')),
  };
}

/**
 * Reads the `spec` of a ListenerSet.
 *
 * @see https://gateway-api.sigs.k8s.io/geps/gep-1713/ (v1.6.1)
 */
export function readListenerSet(spec: Field, origin: EntryOrigin): Parent {
  const ref = member(spec, 'parentRef');
  if (!ref.isPresent()) refuse(spec, 'a ListenerSet needs a `parentRef`, the Gateway to which its listeners go');
  const name = ref.isPresent() ? neededText(ref, 'name', 'a `parentRef`') : undefined;
  const { group, kind } = readGroupKind(ref, GROUP, 'Gateway');
  return {
    ...origin,
    listeners: readListeners(member(spec, 'listeners'), origin.namespace),
    listenerSets: { from: 'None' },
    gateway: {
      kind: group === GROUP ? kind : `${group}/${kind}`,
      namespace: readNamespace(member(ref, 'namespace'), origin.namespace),
      name: name ?? '',
    },
  };
}
