import { ParentRef } from './kinds';
import { doorsOf } from './render-doors';
import { streamListeners } from './render-stream';
import { GatewayEdge } from '../../model/edge';
import { AdmittedNamespaces } from '../../model/edge-gateway';
import { ExposureModel, StreamModel } from '../../model/exposure';

/** The namespaces from which exposures come to the listeners of an edge, and those that bring ListenerSets. */
export function admittedBy(edge: GatewayEdge, exposures: readonly (ExposureModel | StreamModel)[]): AdmittedNamespaces {
  const routes = new Map<string, Set<string>>();
  const listenerSets = new Set<string>();
  for (const exposure of exposures) {
    for (const name of listenersOf(exposure, edge)) routes.set(name, (routes.get(name) ?? new Set()).add(exposure.namespace));
    if (exposure.kind === 'http' && doorsOf({ ...exposure, edge }, 'HTTPRoute').objects.length > 0) listenerSets.add(exposure.namespace);
  }
  return {
    routes: new Map([...routes].map(([name, namespaces]) => [name, [...namespaces].sort()])),
    listenerSets: [...listenerSets].sort(),
  };
}

/** The listeners of the edge itself to which an exposure is attached. */
function listenersOf(exposure: ExposureModel | StreamModel, edge: GatewayEdge): string[] {
  if (exposure.kind === 'stream') return streamListeners({ ...exposure, edge }).map(({ name }) => name);
  const refs = doorsOf({ ...exposure, edge }, 'HTTPRoute').groups.flatMap(({ plain, secure }) => [...plain, ...secure]);
  const isOwn = ({ name, namespace, kind }: ParentRef) => name === exposure.name && namespace === undefined && kind !== undefined && edge.certificates === 'listenerSet';
  return refs.filter((ref) => !isOwn(ref)).flatMap(({ sectionName }) => (sectionName === undefined ? [] : [sectionName]));
}
