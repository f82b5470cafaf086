import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { isAddress } from '../../model/address-block';
import { GatewayEdge } from '../../model/edge';
import { Finding, refuse } from '../../model/finding';
import { requireHost } from '../../model/host';
import { recommendedLabels } from '../../model/labels';
import { annotationSet, dnsLabel1123, labelSet } from '../../model/name';
import { proveHosts } from '../../synth/acme-policies';
import { ClusterScope, clusterOf, fixClusterOf } from '../../synth/cluster-scope';
import { Registry } from '../../synth/registry';
import { edgeMissing } from '../../synth/resolve';
import { edgeNamed } from '../connections/connection-rules';
import { namespaceMissing } from '../identity';

/** What can be said of the Gateway of an edge. */
export interface EdgeGatewayProps {
  /**
   * The name of the edge of the cluster profile, one of the Gateway API. Throws `EDGE_UNKNOWN`, `CLUSTER_PROFILE_INVALID`.
   *
   * @default the first edge of the profile; where it has none, `EDGE_MISSING` is reported
   */
  readonly edge?: string;

  /**
   * Namespaces beside those of this App's exposures, whose routes are let in, and whose ListenerSets are where the edge has `listenerSets`.
   *
   * @default none: whoever is not in this App cannot attach a route
   */
  readonly furtherNamespaces?: string[];

  /**
   * Where the records that external-dns keeps for the routes lead: addresses or names. Throws `HOST_INVALID`.
   *
   * @default the address of the Gateway
   */
  readonly dnsTargets?: string[];

  /**
   * Labels of whatever the controller makes for the Gateway, such as its Service.
   *
   * @default none
   */
  readonly infrastructureLabels?: Record<string, string>;

  /**
   * Annotations of whatever the controller makes for the Gateway, such as the ones by which a cloud makes its load balancer an internal one.
   *
   * @default none
   */
  readonly infrastructureAnnotations?: Record<string, string>;

  /**
   * Further labels of the Gateway.
   *
   * @default the recommended labels
   */
  readonly labels?: Record<string, string>;

  /**
   * Further annotations of the Gateway. They win over those that this library sets.
   *
   * @default those by which cert-manager and external-dns know what to do
   */
  readonly annotations?: Record<string, string>;
}

/**
 * The Gateway of an edge, or its ListenerSet, for the team that keeps the edge: with the listeners that the cluster profile names, each of which
 * takes routes of the namespaces that have exposures on it in this App, and of no others.
 *
 * ```ts
 * declare const app: App;
 * Cluster.attach(app, ClusterProfile.of({
 *   edges: [Edge.gateway('public', {
 *     controller: GatewayController.ENVOY_GATEWAY,
 *     namespaceName: 'infra',
 *     listeners: [EdgeListener.http(), EdgeListener.https({ hostname: '*.example.com', tls: Tls.clusterIssuer('letsencrypt-prod') })],
 *   })],
 * }));
 * new EdgeGateway(new Chart(app, 'infra', { namespace: 'infra' }), 'public', { edge: 'public' });
 * ```
 *
 * @see https://gateway-api.sigs.k8s.io/api-types/gateway/ (v1.6.1)
 */
export class EdgeGateway extends Construct {
  /** The Gateway, or the ListenerSet, to patch what has no property; absent where the cluster has no edge. */
  public readonly gateway?: ApiObject;

  constructor(scope: Construct, id: string, props: EdgeGatewayProps = {}) {
    super(scope, id);
    const chart = Chart.of(this);
    const registry = Registry.of(this);
    const edge = edgeNamed(clusterOf(this).profile, props.edge);
    if (edge === undefined) {
      registry.check(this, () => [edgeMissing(`EdgeGateway \`${id}\``)]);
      return;
    }
    if (edge.api !== 'gateway') {
      return refuse('CLUSTER_PROFILE_INVALID', `edge \`${edge.name}\` is none of the Gateway API, so that it has no Gateway: leave the \`EdgeGateway\` out, or use \`Edge.gateway\``);
    }
    const cluster = fixClusterOf(this);
    const further = (props.furtherNamespaces ?? []).map((name) => dnsLabel1123('a further namespace of an EdgeGateway,', name));
    // whoever keeps no Gateway need not wait for what writes one; the cast says what require cannot
    const { emitEdgeGateway } = require('../../synth/edge-gateway') as typeof import('../../synth/edge-gateway');
    const written = emitEdgeGateway(this, {
      edge,
      labels: { ...recommendedLabels(edge.parent.name, chart.node.id), ...labelSet('the labels of an EdgeGateway', props.labels ?? {}) },
      annotations: annotationSet('the annotations of an EdgeGateway', props.annotations ?? {}),
      dns: { prefix: cluster.profile.externalDnsPrefix, targets: targetsOf(props.dnsTargets ?? []) },
      infrastructure: {
        labels: labelSet('the infrastructureLabels', props.infrastructureLabels ?? {}),
        annotations: annotationSet('the infrastructureAnnotations', props.infrastructureAnnotations ?? {}),
      },
    }, cluster, further);
    this.gateway = written.object;
    const place = placeFindings(chart, edge);
    const issued = place.length === 0 ? proveListeners(this, cluster, edge) : [];
    registry.check(this, (): Finding[] => [...place, ...written.gaps(), ...issued]);
  }
}

/** The pods that answer for the hosts of its listeners run beside it, and its own data plane asks them. */
function proveListeners(scope: Construct, cluster: ClusterScope, { name, parent, listeners }: GatewayEdge): readonly Finding[] {
  return listeners.flatMap((listener) => {
    const { tls, hostname } = listener.protocol === 'HTTPS' ? listener : {};
    // without a host cert-manager makes no certificate, which is a gap of its own
    if ((tls?.kind !== 'issuer' && tls?.kind !== 'clusterIssuer') || hostname === undefined) return [];
    return proveHosts(scope, cluster, { namespace: parent.namespace, edge: name, issuer: tls.issuerName, hosts: [hostname] });
  });
}

function targetsOf(targets: readonly string[]): string[] {
  return [...new Set(targets.map((target) => (isAddress(target) ? target : requireHost(target))))].sort();
}

/** Whoever applies the chart decides where the object goes; the edge says where it has to be. */
function placeFindings(chart: Chart, { name, parent }: GatewayEdge): Finding[] {
  if (chart.namespace === undefined) return [namespaceMissing(chart)];
  if (chart.namespace === parent.namespace) return [];
  return [{
    code: 'CANNOT_EXPRESS',
    text: `${parent.kind} \`${parent.name}\` of edge \`${name}\` is in namespace \`${parent.namespace}\`, and chart \`${chart.node.id}\` goes to \`${chart.namespace}\`: `
      + `make it in a chart of \`${parent.namespace}\`, or name the other namespace in the edge`,
  }];
}
