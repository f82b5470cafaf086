/** What a Route hands its connections to. */
export interface RouteTarget {
  /** Only a Service can be a target. */
  readonly kind?: string;
  readonly name: string;
  readonly weight?: number;
}

/**
 * A Route, as far as it is read.
 *
 * @see https://docs.redhat.com/en/documentation/openshift_container_platform/4.20/html/network_apis/route-route-openshift-io-v1 (OpenShift 4.20)
 */
export interface Route {
  readonly apiVersion: 'route.openshift.io/v1';
  readonly kind: 'Route';
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly host?: string;
    readonly path?: string;
    readonly to: RouteTarget;
    readonly alternateBackends?: readonly RouteTarget[];
    /** A container's port by its number, or a port of the Service by its name. */
    readonly port?: { readonly targetPort: string | number };
  };
}
