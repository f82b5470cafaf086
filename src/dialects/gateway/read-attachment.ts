import { hostsInCommon } from './read-hostname';
import { Listener } from './read-listener';
import { Parent } from './read-parent';
import { isSameObject, ParentRef } from './read-parent-ref';
import { Route } from './read-route';
import { admits, NamespaceLabels } from './read-scope';
import { EntryOmission, EntryParent } from '../../reachability/rules/entries';

/** A listener that takes a route, and the hosts for which it does; an undefined one is every host. */
export interface Attachment {
  readonly parent: EntryParent;
  readonly hosts: readonly (string | undefined)[];
}

/** Takes down why something makes no entry, though the API server lets it pass. */
export type LeaveOut = (omission: Omit<EntryOmission, 'origin'>) => void;

/** Why a listener does not take a route. */
interface Refusal {
  readonly text: string;
  readonly mend: string;
}

/** The listeners that take a route, by all of its parents. */
export function attachmentsOf(route: Route, parents: readonly Parent[], labels: NamespaceLabels, leaveOut: LeaveOut): Attachment[] {
  if (route.byDefault) {
    leaveOut({ path: 'spec.useDefaultGateways', reason: 'unfollowed', text: 'default Gateways are not followed; name the Gateway in `parentRefs`' });
  } else if (route.parents.length === 0 && route.mesh) {
    leaveOut({ path: 'spec.parentRefs', reason: 'mesh', text: 'its parents are Services: it is for a mesh, and nothing comes in from outside by it' });
  } else if (route.parents.length === 0) {
    leaveOut({ path: 'spec.parentRefs', reason: 'unattached', text: 'no Gateway is its parent: nothing comes in from outside by it', mend: 'name the Gateway in `parentRefs`' });
  }
  return route.parents.flatMap((ref) => {
    const found = parents.filter((parent) => isSameObject(parent, ref));
    if (found.length === 0) return [{ parent: unknownParent(ref), hosts: hostsInCommon(undefined, route.hosts) }];
    return found.flatMap((parent) => attachmentsTo(parent, ref, route, parents, labels, leaveOut));
  });
}

function attachmentsTo(
  parent: Parent, ref: ParentRef, route: Route, parents: readonly Parent[], labels: NamespaceLabels, leaveOut: LeaveOut,
): Attachment[] {
  const { path } = ref;
  const standing = standingOf(parent, parents, labels);
  if (standing === 'no') {
    const text = `the Gateway of \`${textOf(parent)}\` allows no ListenerSets of the namespace \`${parent.namespace}\`: see \`allowedListeners\` there`;
    leaveOut({ path, reason: 'unattached', text, mend: `set \`allowedListeners.namespaces\` of the Gateway so that \`${parent.namespace}\` is among them` });
    return [];
  }
  const meant = parent.listeners.filter(({ name }) => ref.section === undefined || ref.section === name);
  if (meant.length === 0) {
    const names = parent.listeners.map(({ name }) => `\`${name}\``).join(', ');
    leaveOut({ path, reason: 'unattached', text: `\`${textOf(parent)}\` has no listener \`${ref.section ?? ''}\``, mend: `write one of ${names} as \`sectionName\`, or leave it out` });
    return [];
  }
  const refusals: Refusal[] = [];
  const attachments = meant.flatMap((listener): Attachment[] => {
    const refusal = refusalOf(listener, parent, ref, route, labels);
    if (refusal !== undefined) {
      refusals.push({ ...refusal, text: `\`${listener.name}\` ${refusal.text}` });
      return [];
    }
    const { name, port, protocol, tls, namespaces } = listener;
    const shown = { name, port, protocol, ...(tls === undefined ? {} : { tls }) };
    const isSure = standing === 'yes' && admits(namespaces, parent.namespace, route.origin.namespace, labels) === 'yes';
    return [{ parent: { ...named(parent), ...gatewayOf(parent), listener: shown, attached: isSure ? 'yes' : 'unknown' }, hosts: hostsInCommon(listener.hostname, route.hosts) }];
  });
  if (attachments.length === 0) {
    const text = `no listener of \`${textOf(parent)}\` takes this route: ${refusals.map((one) => one.text).join('; ')}`;
    leaveOut({ path, reason: 'unattached', text, mend: [...new Set(refusals.map(({ mend }) => mend))].join(', or ') });
  }
  return attachments;
}

/** Why a listener does not take a route; undefined where it does, or may. */
function refusalOf(listener: Listener, parent: Parent, ref: ParentRef, route: Route, labels: NamespaceLabels): Refusal | undefined {
  const { port, hostname } = listener;
  const { namespace } = route.origin;
  if (ref.port !== undefined && ref.port !== port) {
    return { text: `has the port ${port}, and not ${ref.port}`, mend: 'write the port of a listener as `port`, or leave it out' };
  }
  if (listener.kinds !== 'any' && !listener.kinds.includes(route.kind)) {
    return { text: `takes no ${route.kind}`, mend: `add a listener whose protocol and \`allowedRoutes.kinds\` take \`${route.kind}\`` };
  }
  if (admits(listener.namespaces, parent.namespace, namespace, labels) === 'no') {
    return { text: `takes no routes of the namespace \`${namespace}\``, mend: `set \`allowedRoutes.namespaces\` of the listener so that \`${namespace}\` is among them` };
  }
  if (hostsInCommon(hostname, route.hosts).length > 0) return undefined;
  return { text: `answers for \`${hostname ?? '*'}\`, and for no host of the route`, mend: `add a host that \`${hostname ?? '*'}\` covers to \`hostnames\`` };
}

/** Whether the listeners of a parent are in use: those of a ListenerSet are if a Gateway takes them. */
function standingOf({ gateway, namespace }: Parent, parents: readonly Parent[], labels: NamespaceLabels): 'yes' | 'no' | 'unknown' {
  if (gateway === undefined) return 'yes';
  const found = parents.filter((parent) => parent.kind === 'Gateway' && isSameObject(parent, gateway));
  if (found.length === 0) return 'unknown';
  const answers = found.map((parent) => admits(parent.listenerSets, parent.namespace, namespace, labels));
  return answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no';
}

/** A parent of which only the route tells. */
function unknownParent(ref: ParentRef): EntryParent {
  return { ...named(ref), ...(ref.section === undefined ? {} : { section: ref.section }), attached: 'unknown' };
}

function gatewayOf({ gateway }: Parent): Pick<EntryParent, 'gateway'> {
  return gateway === undefined ? {} : { gateway };
}

function named({ kind, namespace, name }: ParentRef | Parent): Pick<EntryParent, 'kind' | 'namespace' | 'name'> {
  return { kind, namespace, name };
}

function textOf({ kind, namespace, name }: Parent): string {
  return `${kind} ${namespace}/${name}`;
}
