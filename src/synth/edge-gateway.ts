import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ClusterScope } from './cluster-scope';
import { emit } from './emit';
import { Registry } from './registry';
import { admittedBy } from '../dialects/gateway/render-admitted';
import { edgeGatewayGaps, renderEdgeGateway } from '../dialects/gateway/render-gateway';
import { GATEWAY_CONTROLLERS } from '../dialects/render-gateway-controllers';
import { AdmittedNamespaces, EdgeGatewayModel } from '../model/edge-gateway';
import { Finding } from '../model/finding';

/** The object of an edge, and what it cannot say, asked when it is written. */
export interface EdgeGatewayObject {
  readonly object: ApiObject;
  readonly gaps: () => readonly Finding[];
}

/** Creates the object of an edge at once; whom it lets in is known when it is written. */
export function emitEdgeGateway(
  scope: Construct, asked: Omit<EdgeGatewayModel, 'hasGrpc'>, cluster: ClusterScope, further: readonly string[],
): EdgeGatewayObject {
  const model = { ...asked, hasGrpc: GATEWAY_CONTROLLERS[asked.edge.controller].capabilities['match.grpc'].support !== 'no' };
  const registry = Registry.of(scope);
  const admitted = () => admittedNamespaces(registry, model, cluster, further);
  const { apiVersion, kind, metadata: { name, labels, annotations } } = renderEdgeGateway(model, { routes: new Map(), listenerSets: [] });
  const head = { apiVersion, kind, metadata: { name, labels: { ...labels }, annotations: { ...annotations } } };
  const object = emit(scope, kind, head, { spec: () => renderEdgeGateway(model, admitted()).spec });
  return { object, gaps: () => edgeGatewayGaps(model, admitted()) };
}

/** The namespaces of the App's own exposures on the edge, and those that are named. ListenerSets of other edges with this Gateway come in as well. */
function admittedNamespaces(
  registry: Registry, { edge }: EdgeGatewayModel, { root, profile }: ClusterScope, further: readonly string[],
): AdmittedNamespaces {
  const exposures = registry.exposures.filter(({ cluster, model }) => cluster.root === root && model.edge.name === edge.name);
  const { routes, listenerSets } = admittedBy(edge, exposures.map(({ model }) => model));
  const others = profile.edges.flatMap((other) => (
    other.api === 'gateway' && other.gateway?.name === edge.parent.name && other.gateway.namespace === edge.parent.namespace ? [other.parent.namespace] : []
  ));
  return {
    routes: new Map(edge.listeners.map(({ name }) => [name, [...routes.get(name) ?? [], ...further]])),
    listenerSets: [...listenerSets, ...(edge.certificates === 'listenerSet' ? further : []), ...others],
  };
}
