interface Metadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * Traefik's Middleware, as far as it redirects.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/redirectscheme/ (3.7)
 */
export interface Middleware {
  readonly apiVersion: 'traefik.io/v1alpha1';
  readonly kind: 'Middleware';
  readonly metadata: Metadata;
  readonly spec: { readonly redirectScheme: { readonly scheme: 'https'; readonly permanent: true } };
  readonly [field: string]: unknown;
}
