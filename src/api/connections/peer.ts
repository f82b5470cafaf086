import { PeerBinding, Relay } from './binding';
import { CidrPeerProps, DnsNamePeerProps, PodsPeerProps } from './peer-props';
import { Port } from './port';
import { addressBlock, isAddress } from '../../model/address-block';
import { AddressBlock, Labels } from '../../model/endpoint';
import { refuse } from '../../model/finding';
import { dnsLabel1123, dnsSubdomain, hostName, labelSet } from '../../model/name';
import { describeParty, Party } from '../../model/party';

/**
 * Anything that can be one end of a connection.
 *
 * Only the classes of this library implement it; another implementation is refused with `PEER_INVALID`.
 */
export interface IPeer {
  /** How the peer reads in a sentence, as in findings and annotations. */
  readonly peerName: string;

  /**
   * What the peer means.
   * @internal
   */
  _peer(): PeerBinding;
}

/**
 * The other end of a connection, where it is not a workload of this App.
 *
 * ```ts
 * declare const payments: SecureMicroservice;
 * payments.connections.allowTo(Peer.cidr('203.0.113.0/24').on(Port.https()), { reason: 'the bank' });
 * payments.connections.allowFrom(Peer.prometheus());
 * ```
 */
export class Peer implements IPeer {
  /**
   * Pods by their labels and their namespace, never by one of them alone. Throws `PEER_INVALID`, `LABEL_INVALID`.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors (v1.35)
   */
  public static pods(props: PodsPeerProps): Peer {
    const pods = nonEmpty('labels', props.labels);
    if ((props.namespaceName === undefined) === (props.namespaceLabels === undefined)) {
      return refuse('PEER_INVALID', `pods \`${JSON.stringify(props.labels)}\` need their namespace: give either \`namespaceName\` or \`namespaceLabels\``);
    }
    const namespaces = props.namespaceName === undefined
      ? { labels: nonEmpty('namespaceLabels', props.namespaceLabels ?? {}) }
      : { name: dnsLabel1123('the namespace of a peer', props.namespaceName) };
    return new Peer({ kind: 'pods', namespaces, pods });
  }

  /** Every pod of one namespace. */
  public static namespaceNamed(name: string): Peer {
    return new Peer({ kind: 'pods', namespaces: { name: dnsLabel1123('the namespace of a peer', name) }, pods: 'all' });
  }

  /** Every pod of the namespaces that carry these labels. Throws `PEER_INVALID` where the labels are empty. */
  public static namespacesLabeled(labels: Record<string, string>): Peer {
    return new Peer({ kind: 'pods', namespaces: { labels: nonEmpty('labels', labels) }, pods: 'all' });
  }

  /**
   * The pods of a ServiceAccount, whatever labels they carry.
   *
   * Core NetworkPolicy finds pods by their labels alone: where the network plugin has no policies of its own that are written here, the connection is refused with
   * `CANNOT_EXPRESS`. Throws `NAME_INVALID`.
   *
   * @param name The name of the ServiceAccount; pods that name none have `default`.
   * @param namespaceName The namespace of the ServiceAccount, and so of its pods.
   * @see https://docs.tigera.io/calico/latest/network-policy/policy-rules/service-accounts (Calico 3.32)
   */
  public static serviceAccount(name: string, namespaceName: string): Peer {
    const account = dnsSubdomain('the ServiceAccount of a peer,', name);
    return new Peer({ kind: 'account', namespace: dnsLabel1123('the namespace of a peer', namespaceName), account });
  }

  /** A block of addresses, v4 or v6. Throws `CIDR_INVALID`, `EXCEPT_OUTSIDE_BLOCK`. */
  public static cidr(cidr: string, props: CidrPeerProps = {}): Peer {
    return new Peer({ kind: 'addresses', blocks: [addressBlock(cidr, props.excluding ?? [])] });
  }

  /** Blocks of addresses, v4 and v6, as one peer. Throws `CIDR_INVALID`, and `PEER_INVALID` where there is none. */
  public static cidrs(...cidrs: string[]): Peer {
    return new Peer({ kind: 'addresses', blocks: blocksOf('cidrs', cidrs) });
  }

  /**
   * Blocks of addresses, v4 and v6, under a name of their own, such as the offices of a partner: what many workloads call.
   *
   * A network plugin that has objects for such groups gets one (NetworkSet of Calico, CiliumCIDRGroup of Cilium from 1.17 on), which its policies name; in core NetworkPolicy the blocks
   * stand in each policy.
   * Two groups of one namespace with one name and other blocks are the finding `NAME_COLLISION` there. Throws `NAME_INVALID`, `CIDR_INVALID`, and `PEER_INVALID`
   * where there is no block.
   *
   * @see https://docs.tigera.io/calico/3.32/reference/resources/networkset
   * @see https://docs.cilium.io/en/v1.18/network/kubernetes/ciliumcidrgroup/
   */
  public static cidrGroup(name: string, ...cidrs: string[]): Peer {
    return new Peer({ kind: 'addresses', blocks: blocksOf(`cidrs of group ${name}`, cidrs), group: dnsLabel1123('the name of a group of addresses', name) });
  }

  /**
   * The internet, v4 and v6: every address without the private, link-local and other special ranges, and without the
   * pod, node and Service ranges of the cluster profile.
   */
  public static internet(): Peer {
    return new Peer({ kind: 'internet' });
  }

  /**
   * Everybody outside the cluster, v4 and v6: the internet, and the hosts of the site by their private addresses, without the pod, node and Service ranges of the
   * cluster profile. Link-local addresses and the metadata services of clouds are nobody.
   *
   * Where the network plugin has pods or nodes in blocks of addresses, the cluster profile has to say where they are, else `CANNOT_EXPRESS` is reported.
   */
  public static outside(): Peer {
    return new Peer({ kind: 'outside' });
  }

  /**
   * A host outside the cluster by its name, or, as `*.example.com`, every host whose name has exactly one part more.
   *
   * Core NetworkPolicy has no word for names: without `addresses` or another `fallback` the connection is refused with `CANNOT_EXPRESS`.
   * Throws `NAME_INVALID`, and `PEER_INVALID` for an address, and for `addresses` beside a `fallback`.
   */
  public static dnsName(dnsName: string, props: DnsNamePeerProps = {}): Peer {
    if (isAddress(dnsName)) {
      refuse('PEER_INVALID', `\`${dnsName}\` is an address, not a DNS name: use \`Peer.cidr(…)\``);
    }
    if (props.addresses !== undefined && props.fallback !== undefined) {
      refuse('PEER_INVALID', `\`${dnsName}\` has both \`addresses\` and a \`fallback\`: give one of them, as in \`fallback: EgressFallback.addresses(…)\``);
    }
    const addresses = props.fallback?._addresses() ?? (props.addresses ?? []).map((cidr) => addressBlock(cidr, []));
    return new Peer({ kind: 'dnsName', dnsName: hostName('the DNS name of a peer', dnsName), addresses }, undefined, props.fallback?._relay());
  }

  /** The ingress controller of an edge of the cluster profile; none named means the first edge. `allowFrom` throws `EDGE_UNKNOWN`. */
  public static ingressController(edge?: string): Peer {
    return new Peer({ kind: 'ingressController', edge });
  }

  /** The DNS of the cluster. Every managed workload may reach it already. */
  public static dns(): Peer {
    return new Peer({ kind: 'dns' });
  }

  /** Prometheus, where the cluster profile has it. As a source it reaches the metrics ports by default. */
  public static prometheus(): Peer {
    return new Peer({ kind: 'prometheus' });
  }

  /**
   * The API server.
   *
   * Core NetworkPolicy sees its addresses only: the cluster profile has to name them, else `CANNOT_EXPRESS` is reported.
   */
  public static apiServer(): Peer {
    return new Peer({ kind: 'apiServer' });
  }

  /** The nodes, at the node CIDRs of the cluster profile; without any, `NODE_CIDRS_MISSING` is reported. */
  public static nodes(): Peer {
    return new Peer({ kind: 'nodes' });
  }

  /** Every pod of every namespace. */
  public static wholeCluster(): Peer {
    return new Peer({ kind: 'cluster' });
  }

  /** How the peer reads in a sentence. */
  public readonly peerName: string;

  private constructor(private readonly party: Party, private readonly ports?: readonly Port[] | 'all', private readonly relay?: Relay) {
    this.peerName = describeParty(party);
  }

  /** The same peer, on these ports only: the numbers on which its processes listen. */
  public on(...ports: Port[]): Peer {
    if (ports.length === 0) {
      refuse('PEER_WITHOUT_PORT', `\`on()\` of ${this.peerName} names no port: give one, as in \`on(Port.tcp(5432))\`, or say \`onEveryPort()\``);
    }
    const local = ports.find((port) => port._model().purpose === 'local');
    if (local) {
      refuse('PORT_LOCAL', `port \`${local.name}\` is for the localhost of one pod: no peer offers it; use \`Port.tcp(${local.number})\``);
    }
    return new Peer(this.party, ports, this.relay);
  }

  /** The same peer, on every port of every protocol. */
  public onEveryPort(): Peer {
    return new Peer(this.party, 'all', this.relay);
  }

  /**
   * What the peer means.
   * @internal
   */
  public _peer(): PeerBinding {
    return {
      party: this.party,
      ports: this.ports === undefined || this.ports === 'all' ? this.ports : this.ports.map((port) => port._model()),
      relay: this.relay,
    };
  }
}

function nonEmpty(what: string, labels: Record<string, string>): Labels {
  if (Object.keys(labels).length === 0) {
    refuse('PEER_INVALID', `\`${what}\` of a peer is empty and would select everything: name a label, or say it with \`Peer.namespaceNamed(…)\` or \`Peer.wholeCluster()\``);
  }
  return labelSet(what, labels);
}

function blocksOf(what: string, cidrs: readonly string[]): AddressBlock[] {
  if (cidrs.length === 0) {
    refuse('PEER_INVALID', `\`${what}\` of a peer is empty: give at least one block of addresses, as in \`203.0.113.0/24\``);
  }
  return cidrs.map((cidr) => addressBlock(cidr, []));
}
