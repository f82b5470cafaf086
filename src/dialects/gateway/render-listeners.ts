import { EXPERIMENT_GROUP, GATEWAY_GROUP, ParentRef } from './kinds';
import { GatewayEdge, ListenerModel } from '../../model/edge';

/** A listener that may ask for one host. */
type HostListener = Extract<ListenerModel, { protocol: 'HTTP' | 'HTTPS' | 'TLS' }>;

type ListenerOf<P> = Extract<HostListener, { protocol: P }>;

/** The listeners of a protocol that get the requests for a host: of each port the one whose own host is the closest. */
export function listenersFor<P extends HostListener['protocol']>(edge: GatewayEdge, protocol: P, host: string): ListenerOf<P>[] {
  const covering = edge.listeners.filter((one): one is ListenerOf<P> => one.protocol === protocol && covers(hostOf(one), host));
  return covering.filter((one) => !covering.some((other) => other.port === one.port && closeness(other) > closeness(one)));
}

/** Whether every name that a host stands for is one that a listener answers for; a wildcard stands for one label or more. */
export function covers(listener: string | undefined, host: string): boolean {
  return listener === undefined || listener === host || (listener.startsWith('*.') && host.endsWith(listener.slice(1)));
}

function hostOf(listener: ListenerModel): string | undefined {
  return 'hostname' in listener ? listener.hostname : undefined;
}

/** An exact host is closer than a wildcard, and a longer one closer than a shorter one. */
function closeness(listener: ListenerModel): number {
  const host = hostOf(listener) ?? '';
  return host === '' ? 0 : host.startsWith('*.') ? host.length : 1000 + host.length;
}

/** References to listeners of the edge's own parent, each once, sorted. */
export function parentRefs(edge: GatewayEdge, namespace: string, listeners: readonly ListenerModel[]): ParentRef[] {
  const names = [...new Set(listeners.map(({ name }) => name))].sort();
  return names.map((sectionName) => ({ ...parentOf(edge, namespace), sectionName }));
}

/** The parent of an edge, seen from a namespace. ListenerSets were experiments in 1.4. */
function parentOf({ parent, release }: GatewayEdge, namespace: string): ParentRef {
  const elsewhere = parent.namespace === namespace ? {} : { namespace: parent.namespace };
  if (parent.kind === 'Gateway') return { ...elsewhere, name: parent.name };
  return { ...listenerSetKind(release), ...elsewhere, name: parent.name };
}

/** The group and the kind of a ListenerSet. */
export function listenerSetKind(release: GatewayEdge['release']): { readonly group: NonNullable<ParentRef['group']>; readonly kind: 'ListenerSet' | 'XListenerSet' } {
  return release === '1.4' ? { group: EXPERIMENT_GROUP, kind: 'XListenerSet' } : { group: GATEWAY_GROUP, kind: 'ListenerSet' };
}
