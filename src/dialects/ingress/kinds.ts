import { Metadata } from '../kinds-metadata';

/** A Service's port, by its name. */
export interface IngressBackend {
  readonly service: { readonly name: string; readonly port: { readonly name: string } };
}

/** One path of a host. */
export interface IngressPath {
  readonly path: string;
  readonly pathType: 'Exact' | 'Prefix' | 'ImplementationSpecific';
  readonly backend: IngressBackend;
}

/** One host; without one, every host that no other rule names. */
export interface IngressRule {
  readonly host?: string;
  readonly http: { readonly paths: readonly IngressPath[] };
}

/** A certificate, and the hosts that it is for. */
export interface IngressTls {
  readonly hosts?: readonly string[];
  /** Absent where the controller has a certificate of its own. */
  readonly secretName?: string;
}

/**
 * An Ingress.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/ (Kubernetes 1.35)
 */
export interface Ingress {
  readonly apiVersion: 'networking.k8s.io/v1';
  readonly kind: 'Ingress';
  readonly metadata: Metadata;
  readonly spec: {
    readonly ingressClassName?: string;
    readonly rules: readonly IngressRule[];
    readonly tls?: readonly IngressTls[];
  };
  readonly [field: string]: unknown;
}
