import { Tcp } from './kinds';
import { IngressPart } from '../../model/controller';
import { StreamModel } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { recordAnnotations, recordTarget } from '../../model/records';
import { KubeObject } from '../../model/rendered';

const PREFIX = 'haproxy.org';

/** The port on which it takes TLS for its Ingresses. */
const HTTPS = 443;

/** The objects of a raw stream: a TCP, or, for TLS by name, an Ingress that lets it through. */
export function streamOf(stream: StreamModel): Pick<IngressPart, 'objects' | 'gaps'> {
  const { edge, protocol, port } = stream;
  if (edge.api !== 'ingress' || protocol === 'UDP') return { objects: [], gaps: [] };
  const isOpen = edge.listeners.some((listener) => listener.protocol === protocol && listener.port === port);
  if (protocol === 'TCP') {
    return {
      objects: [tcp(stream, edge.ingressClass)],
      gaps: [...recordGaps(stream), ...(isOpen ? [] : [gap(stream, `nobody reaches port \`${port}\` of HAProxy before its operator has opened it: have it added to \`controller.service.tcpPorts\`, and name a listener of TCP `
        + `on port \`${port}\` in the \`listeners\` of the edge`)])],
    };
  }
  return {
    objects: [passthrough(stream, edge.ingressClass)],
    gaps: [
      ...(port === HTTPS ? [] : [gap(stream, `HAProxy looks at the names of TLS on port 443 alone, and the stream is on \`${port}\`: use 443, or another edge`)]),
      ...(isOpen ? [] : [gap(stream, 'one stream of TLS makes HAProxy look at the name of every connection of the edge first: have its operator agree, and name a listener of TLS '
        + `on port \`${port}\` in the \`listeners\` of the edge`)]),
    ],
  };
}

/** @see https://github.com/haproxytech/kubernetes-ingress/blob/v3.2.11/documentation/custom-resource-tcp.md */
function tcp({ name, namespace, labels, annotations, port, backends, sources }: StreamModel, ingressClass: string): Tcp {
  const [backend] = backends;
  return {
    apiVersion: 'ingress.v1.haproxy.org/v1',
    kind: 'TCP',
    // the class is an annotation without a prefix, and needed since 3.1
    metadata: { name, namespace, labels, annotations: { ...annotations, 'ingress.class': ingressClass } },
    spec: [{
      name,
      frontend: {
        name,
        tcplog: true,
        binds: [{ name: 'v4', port }, { name: 'v4v6', address: '::', port, v4v6: true }],
        ...(sources === undefined ? {} : {
          tcp_request_rule_list: [{ type: 'connection', action: 'reject', cond: 'unless', cond_test: `{ src ${sources.join(' ')} }`, index: 0 }],
        }),
      },
      service: { name: backend?.serviceName ?? name, port: backend?.servicePort ?? port },
    }],
  };
}

/** @see https://github.com/haproxytech/kubernetes-ingress/blob/v3.2.11/documentation/annotations.md#ssl-passthrough */
function passthrough(
  { name, namespace, labels, annotations, hosts, backends, sources, dns }: StreamModel,
  ingressClass: string,
): KubeObject & { readonly spec: object } {
  const [backend] = backends;
  const service = { name: backend?.serviceName, port: { name: backend?.servicePortName } };
  const own = { [`${PREFIX}/ssl-passthrough`]: 'true', ...(sources === undefined ? {} : { [`${PREFIX}/allow-list`]: sources.join(',') }) };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace, labels, annotations: { ...recordAnnotations({ dns, hosts }), ...recordTarget({ dns }), ...annotations, ...own } },
    spec: {
      ingressClassName: ingressClass,
      rules: hosts.map((host) => ({ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service } }] } })),
    },
  };
}

/** @see https://github.com/kubernetes-sigs/external-dns/tree/v0.22.0/docs/sources (none of them looks at a TCP) */
function recordGaps(stream: StreamModel): Finding[] {
  return stream.dns === undefined
    ? []
    : [gap(stream, 'external-dns does not know the TCP of HAProxy, so that `dns` keeps no record: have its operator annotate the Service of HAProxy, and leave `dns` out')];
}
