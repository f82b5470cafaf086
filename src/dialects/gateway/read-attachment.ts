import { hostsInCommon } from './read-hostname';
import { Listener } from './read-listener';
import { Parent } from './read-parent';
import { isSameObject, ParentRef } from './read-parent-ref';
import { Route } from './read-route';
import { admits, NamespaceLabels } from './read-scope';
import { EntryParent } from '../../reachability/rules/services';

/** A listener that takes a route, and the hosts for which it does; an undefined one is every host. */
export interface Attachment {
  readonly parent: EntryParent;
  readonly hosts: readonly (string | undefined)[];
}

/** Takes down why something makes no entry, though the API server lets it pass. */
export type Omit = (path: string, text: string) => void;

/** The listeners that take a route, by all of its parents. */
export function attachmentsOf(route: Route, parents: readonly Parent[], labels: NamespaceLabels, omit: Omit): Attachment[] {
  if (route.byDefault) omit('spec.useDefaultGateways', 'default Gateways are not followed; name the Gateway in `parentRefs`');
  else if (route.parents.length === 0) omit('spec.parentRefs', 'no Gateway is its parent: nothing comes in from outside by it');
  return route.parents.flatMap((ref) => {
    const found = parents.filter((parent) => isSameObject(parent, ref));
    if (found.length === 0) return [{ parent: { ...named(ref), attached: 'unknown' as const }, hosts: hostsInCommon(undefined, route.hosts) }];
    return found.flatMap((parent) => attachmentsTo(parent, ref, route, parents, labels, omit));
  });
}

function attachmentsTo(
  parent: Parent, ref: ParentRef, route: Route, parents: readonly Parent[], labels: NamespaceLabels, omit: Omit,
): Attachment[] {
  const standing = standingOf(parent, parents, labels);
  if (standing === 'no') {
    omit(ref.path, `the Gateway of \`${textOf(parent)}\` allows no ListenerSets of the namespace \`${parent.namespace}\`: see \`allowedListeners\` there`);
    return [];
  }
  const refusals: string[] = [];
  const attachments = parent.listeners.flatMap((listener): Attachment[] => {
    const refusal = refusalOf(listener, parent, ref, route, labels);
    if (refusal !== undefined) {
      refusals.push(`\`${listener.name}\` ${refusal}`);
      return [];
    }
    const { name, port, protocol, tls } = listener;
    const shown = { name, port, protocol, ...(tls === undefined ? {} : { tls }) };
    return [{ parent: { ...named(parent), listener: shown, attached: standing }, hosts: hostsInCommon(listener.hostname, route.hosts) }];
  });
  if (attachments.length === 0) omit(ref.path, `no listener of \`${textOf(parent)}\` takes this route: ${refusals.join('; ')}`);
  return attachments;
}

/** Why a listener does not take a route; undefined where it does. */
function refusalOf(listener: Listener, parent: Parent, ref: ParentRef, route: Route, labels: NamespaceLabels): string | undefined {
  if (ref.section !== undefined && ref.section !== listener.name) return `is not \`${ref.section}\``;
  if (ref.port !== undefined && ref.port !== listener.port) return `has the port ${listener.port}, and not ${ref.port}`;
  if (listener.kinds !== 'any' && !listener.kinds.includes(route.kind)) return `takes no ${route.kind}`;
  const { namespace } = route.origin;
  if (!admits(listener.namespaces, parent.namespace, namespace, labels)) return `takes no routes of the namespace \`${namespace}\``;
  if (hostsInCommon(listener.hostname, route.hosts).length === 0) return `answers for \`${listener.hostname ?? '*'}\`, and for no host of the route`;
  return undefined;
}

/** Whether the listeners of a parent are in use: those of a ListenerSet are if a Gateway takes them. */
function standingOf({ gateway, namespace }: Parent, parents: readonly Parent[], labels: NamespaceLabels): EntryParent['attached'] | 'no' {
  if (gateway === undefined) return 'yes';
  const found = parents.filter((parent) => parent.kind === 'Gateway' && isSameObject(parent, gateway));
  if (found.length === 0) return 'unknown';
  return found.some((parent) => admits(parent.listenerSets, parent.namespace, namespace, labels)) ? 'yes' : 'no';
}

function named({ kind, namespace, name }: ParentRef | Parent): Pick<EntryParent, 'kind' | 'namespace' | 'name'> {
  return { kind, namespace, name };
}

function textOf({ kind, namespace, name }: Parent): string {
  return `${kind} ${namespace}/${name}`;
}
