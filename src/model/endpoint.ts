import { PortMatch } from './port';
import { RequestModel } from './request';

/** Labels that an object carries, or that a selector asks for. */
export type Labels = Readonly<Record<string, string>>;

/** A block of addresses, v4 or v6, without some blocks inside it. */
export interface AddressBlock {
  readonly cidr: string;
  readonly except: readonly string[];
}

/** Pods, by the labels of their namespace and their own; both are always present, so that nothing is selected by accident. */
export interface PodsEndpoint {
  readonly kind: 'pods';
  /** The namespaces: one by name, some by their labels, or all of them, said aloud. */
  readonly namespaces: { readonly name: string } | { readonly labels: Labels } | 'all';
  /** Labels of the pods, or all pods of these namespaces, said aloud. */
  readonly pods: Labels | 'all';
}

/** Addresses outside the cluster. */
export interface AddressesEndpoint {
  readonly kind: 'addresses';
  readonly blocks: readonly AddressBlock[];
  /** The name of these blocks as a group, for dialects that have objects for such groups. */
  readonly group?: string;
}

/** Addresses that have a name. */
export type GroupEndpoint = AddressesEndpoint & { readonly group: string };

/** The API server, which some dialects have a word for; the blocks are its addresses as far as the cluster profile has them. */
export interface ApiServerEndpoint {
  readonly kind: 'apiServer';
  readonly blocks: readonly AddressBlock[];
}

/** The nodes, likewise. */
export interface NodesEndpoint {
  readonly kind: 'nodes';
  readonly blocks: readonly AddressBlock[];
}

/** Pods by their ServiceAccount. */
export interface AccountEndpoint {
  readonly kind: 'account';
  readonly namespace: string;
  readonly account: string;
}

/** A name that is resolved when it is used; core NetworkPolicy has no word for it. One that begins with `*.` is every name of one label more than the rest. */
export interface DnsNameEndpoint {
  readonly kind: 'dnsName';
  readonly dnsName: string;
  /** The addresses that the user declares for it: the way out where a plugin cannot match names. */
  readonly addresses: readonly AddressBlock[];
}

/** Somebody whom no selector and no block of addresses finds, such as a proxy that a network plugin knows by an identity of its own. */
export interface UnnameableEndpoint {
  readonly kind: 'unnameable';
  /** Such as `the Envoy of Cilium`. */
  readonly what: string;
  /** The identity by which a dialect may know it all the same. */
  readonly identity?: 'ciliumIngress';
  /** What a user can do, as the end of a sentence. */
  readonly instead: string;
}

/** Everything, everywhere. */
export interface AnyoneEndpoint {
  readonly kind: 'anyone';
}

/** What a dialect of policies has to render: everything that the cluster profile knows is already filled in. */
export type Endpoint =
  | PodsEndpoint
  | AccountEndpoint
  | AddressesEndpoint
  | ApiServerEndpoint
  | NodesEndpoint
  | DnsNameEndpoint
  | UnnameableEndpoint
  | AnyoneEndpoint;

/** What a user can name that no profile has to fill in. */
export type NamedEndpoint = Exclude<Endpoint, ApiServerEndpoint | NodesEndpoint>;

/** Whether addresses have a name, by which an object of their own is found. */
export function isGroup(peer: Endpoint): peer is GroupEndpoint {
  return peer.kind === 'addresses' && peer.group !== undefined;
}

/** The addresses that an endpoint is written as where a dialect knows it by nothing else. */
export function blocksOf(endpoint: Endpoint): readonly AddressBlock[] {
  switch (endpoint.kind) {
    case 'addresses':
    case 'apiServer':
    case 'nodes':
      return endpoint.blocks;
    case 'dnsName':
      return endpoint.addresses;
    case 'pods':
    case 'account':
    case 'unnameable':
    case 'anyone':
      return [];
  }
}

/** A party whose place only the cluster profile knows. */
export type SystemRole =
  | { readonly kind: 'dns' }
  | { readonly kind: 'prometheus' }
  | { readonly kind: 'apiServer' }
  /** Without a name it is the first edge of the profile. */
  | { readonly kind: 'ingressController'; readonly edge?: string }
  | { readonly kind: 'internet' }
  | { readonly kind: 'outside' }
  | { readonly kind: 'cluster' }
  | { readonly kind: 'nodes' };

/** The side of a flow on which its workload is: that of the callee is `ingress`. */
export type FlowDirection = 'ingress' | 'egress';

/** One edge as its subject sees it: with whom, on which ports, in which direction. */
export interface Flow {
  /** Sorts the rules and makes a declaration idempotent; a sentence fragment such as `shop/payments on 8080/TCP`. */
  readonly key: string;
  /** The other side; more than one where a party has several places (DNS and its node-local cache). */
  readonly peers: readonly Endpoint[];
  /** On which ports of the callee; empty means every port, said aloud. */
  readonly ports: readonly PortMatch[];
  /** The requests that are let through, any of them; absent means all, and whatever else is spoken there. */
  readonly requests?: readonly RequestModel[];
  /** Whether it is the flow to the DNS of the cluster, on which names hang. */
  readonly isDns?: boolean;
  /** Why, in the user's words. */
  readonly reasons: readonly string[];
}

/** What a policy says of one workload: its subject and its edges, both directions, nothing else. */
export interface PolicySubject {
  readonly name: string;
  readonly namespace: string;
  readonly podLabels: Labels;
  readonly ingress: readonly Flow[];
  readonly egress: readonly Flow[];
  readonly labels: Labels;
}
