/** Where the certificate of an exposure comes from. */
export type TlsModel =
  | { readonly kind: 'secret'; readonly secretName: string; readonly hosts?: readonly string[] }
  | { readonly kind: 'issuer'; readonly issuerName: string; readonly secretName?: string; readonly hosts?: readonly string[] }
  | { readonly kind: 'clusterIssuer'; readonly issuerName: string; readonly secretName?: string; readonly hosts?: readonly string[] }
  /** The edge has one for these hosts already, such as that of a wildcard. */
  | { readonly kind: 'edge' };
