import { BackendTlsPolicy, GATEWAY_GROUP, ReferenceGrant } from './kinds';
import { metadataOf } from './render-metadata';
import { backendProtocol } from '../../model/backend-protocol';
import { GatewayEdge } from '../../model/edge';
import { GatewayExposure } from '../../model/exposure';
import { BackendModel, servedBackends } from '../../model/route';

/** Who refers to Services. */
interface Referrer extends Pick<GatewayExposure, 'name' | 'namespace' | 'labels'> {
  readonly edge: GatewayEdge;
}

const TARGETS_MAX = 16;

/**
 * Leave for the routes of an exposure to refer to Services of other namespaces, by name, and to no others. The name of a grant tells whose it is: the
 * namespace of the exposure, which has no dot, and its name.
 */
export function referenceGrants({ name, namespace, labels, edge }: Referrer, kind: string, backends: readonly BackendModel[]): ReferenceGrant[] {
  const others = [...new Set(backends.map((backend) => backend.namespace).filter((other) => other !== namespace))].sort();
  return others.flatMap((other) => {
    const services = [...new Set(backends.filter((backend) => backend.namespace === other).map(({ serviceName }) => serviceName))].sort();
    return chunksOf(services, TARGETS_MAX).map((chunk, i): ReferenceGrant => ({
      apiVersion: `${GATEWAY_GROUP}/${edge.release === '1.4' ? 'v1beta1' : 'v1'}`,
      kind: 'ReferenceGrant',
      metadata: metadataOf({ namespace: other, labels }, numbered(`${namespace}.${name}`, i)),
      spec: {
        from: [{ group: GATEWAY_GROUP, kind, namespace }],
        to: chunk.map((service) => ({ group: '', kind: 'Service', name: service })),
      },
    }));
  });
}

/**
 * How the Gateway checks the pods that speak TLS: a policy for each port of a Service, beside the Service, and with its name: of two for one port the
 * older alone would count, so that exposures share it. The name of a Service has no dot.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/backendtlspolicy_types.go (`TargetRefs`)
 */
export function backendTlsPolicies({ labels, routes, traffic }: GatewayExposure): BackendTlsPolicy[] {
  const { backendTls } = traffic;
  if (backendTls === undefined) return [];
  const ports = new Map(servedBackends(routes).filter((backend) => backendProtocol(backend) === 'https').map((backend) => (
    [`${backend.namespace}/${backend.serviceName}-${backend.servicePortName}`, backend]
  )));
  return [...ports].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { namespace, serviceName, servicePortName }]): BackendTlsPolicy => ({
    apiVersion: `${GATEWAY_GROUP}/v1`,
    kind: 'BackendTLSPolicy',
    metadata: metadataOf({ namespace, labels }, `${serviceName}.${servicePortName}`),
    spec: {
      targetRefs: [{ group: '', kind: 'Service', name: serviceName, sectionName: servicePortName }],
      validation: {
        hostname: backendTls.hostname,
        ...(backendTls.authority.kind === 'system'
          ? { wellKnownCACertificates: 'System' }
          : { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: backendTls.authority.name }] }),
      },
    },
  }));
}

/** Parts of a list, none longer than that. */
export function chunksOf<T>(list: readonly T[], atMost: number): T[][] {
  const count = Math.ceil(list.length / atMost);
  return Array.from({ length: count }, (_, i) => list.slice(i * atMost, (i + 1) * atMost));
}

/** The first object has the name as it is, the others a number behind it. */
export function numbered(name: string, index: number): string {
  return index === 0 ? name : `${name}-${index + 1}`;
}
