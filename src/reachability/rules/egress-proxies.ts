/** What a proxy lets through. */
export interface ProxyGrant {
  /** The name, perhaps one that begins with `*.`; absent means any. */
  readonly dnsName?: string;
  /** The port at the name; absent means any. */
  readonly port?: number;
  /** Whether it is a request of plain HTTP, or one for a tunnel. */
  readonly kind: 'plain' | 'tunnel';
}

/** One port on which a proxy listens, and what it lets through there. */
export interface ProxyListener {
  readonly port: number;
  readonly grants: readonly ProxyGrant[];
}

/** A proxy as its manifests have it. */
export interface EgressProxy {
  /** The Deployment. */
  readonly namespace: string;
  readonly name: string;
  readonly listeners: readonly ProxyListener[];
  /** What of it is not understood, each as `place: what is wrong`: it may let anything through. */
  readonly strange: readonly string[];
}
