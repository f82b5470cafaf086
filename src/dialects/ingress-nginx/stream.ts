import { IngressPart } from '../../model/controller';
import { StreamModel } from '../../model/exposure';
import { gap } from '../../model/feature';
import { recordAnnotations, recordTarget } from '../../model/records';
import { KubeObject } from '../../model/rendered';

const PASSTHROUGH = 'nginx.ingress.kubernetes.io/ssl-passthrough';

/** The port on which it takes TLS. */
const HTTPS = 443;

/**
 * A stream of TLS that goes through to the pods: an Ingress for its hosts, with one path that is not looked at.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/docs/user-guide/tls.md#ssl-passthrough
 */
export function streamOf(stream: StreamModel): Pick<IngressPart, 'objects' | 'gaps'> {
  const { edge, protocol, port, hosts } = stream;
  if (edge.api !== 'ingress' || protocol !== 'TLS') return { objects: [], gaps: [] };
  const isOpen = edge.listeners.some((listener) => listener.protocol === 'TLS' && listener.port === port);
  const wildcard = hosts.find((host) => host.startsWith('*.'));
  return {
    objects: [passthrough(stream, edge.ingressClass)],
    gaps: [
      ...(port === HTTPS ? [] : [gap(stream, `ingress-nginx takes TLS on port 443 alone, and the stream is on \`${port}\`: use 443, or another edge`)]),
      ...(isOpen ? [] : [gap(stream, 'TLS goes through to the pods only where the operator of ingress-nginx has set `--enable-ssl-passthrough`: have it set, and name a listener of TLS '
        + `on port \`${port}\` in the \`listeners\` of the edge`)]),
      ...(wildcard === undefined ? [] : [gap(stream, `ingress-nginx lets TLS through for whole names alone, and host \`${wildcard}\` is none: name each host`)]),
    ],
  };
}

function passthrough(
  { name, namespace, labels, annotations, hosts, backends, dns }: StreamModel,
  ingressClass: string,
): KubeObject & { readonly spec: object } {
  const [backend] = backends;
  const service = { name: backend?.serviceName, port: { name: backend?.servicePortName } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace, labels, annotations: { ...recordAnnotations({ dns, hosts }), ...recordTarget({ dns }), ...annotations, [PASSTHROUGH]: 'true' } },
    spec: {
      ingressClassName: ingressClass,
      rules: hosts.map((host) => ({ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service } }] } })),
    },
  };
}
