import { DnsModel, dnsOf } from '../../clusters/dns';
import { isAddress, soundCidr } from '../../model/address-block';
import { AddressesEndpoint, PodsEndpoint } from '../../model/endpoint';
import { refuse } from '../../model/finding';
import { matchOf } from '../../model/intents';
import { IPeer } from '../connections/peer';
import { Port } from '../connections/port';

/** What can be said of a cache of DNS on every node. */
export interface NodeLocalDnsProps {
  /**
   * The addresses on which it listens beside `169.254.20.10`: that of the Service `kube-dns`, which it takes over unless kube-proxy runs in IPVS mode,
   * and those of IPv6, which are never the same.
   *
   * @see https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/#configuration (v1.35)
   * @default none beside its own
   */
  readonly addresses?: string[];
}

/** How pods reach a DNS of which nothing is known. */
export interface CustomDnsProps {
  /** Where it is: its pods, and the addresses of whatever runs on nodes. Throws `CLUSTER_PROFILE_INVALID`. */
  readonly peers: IPeer[];

  /**
   * The ports on which it listens, which need not be those of its Service.
   *
   * @default 53 over UDP and TCP
   */
  readonly ports?: Port[];
}

/**
 * The DNS of a cluster: whom every pod may ask for addresses.
 *
 * ```ts
 * declare const app: App;
 * Cluster.attach(app, ClusterProfile.of({ dns: ClusterDns.nodeLocal({ addresses: ['10.96.0.10'] }) }));
 * ```
 */
export class ClusterDns {
  /** CoreDNS or kube-dns in `kube-system`, on 53: kubeadm, EKS, AKS, K3s, kind and most others. */
  public static coreDns(): ClusterDns {
    return new ClusterDns(dnsOf('coreDns'));
  }

  /** The DNS of OpenShift: its pods listen on 5353. */
  public static openShift(): ClusterDns {
    return new ClusterDns(dnsOf('openShift'));
  }

  /** NodeLocal DNSCache on the host network of every node, and CoreDNS behind it. Throws `CIDR_INVALID`. */
  public static nodeLocal(props: NodeLocalDnsProps = {}): ClusterDns {
    return new ClusterDns(dnsOf('nodeLocal', blocksOf(props.addresses)));
  }

  /** NodeLocal DNSCache as pods, to which the network plugin sends what is for CoreDNS: Cilium, and Dataplane V2 of GKE. */
  public static nodeLocalPods(): ClusterDns {
    return new ClusterDns(dnsOf('nodeLocalPods'));
  }

  /** Cloud DNS for GKE: the metadata server of the node answers. */
  public static gkeCloudDns(): ClusterDns {
    return new ClusterDns(dnsOf('gkeCloudDns'));
  }

  /** LocalDNS of AKS: a proxy on every node, and CoreDNS behind it. */
  public static aksLocalDns(): ClusterDns {
    return new ClusterDns(dnsOf('aksLocalDns'));
  }

  /**
   * The DNS of EKS Auto Mode: a service of every node, under the address of the cluster's DNS. Throws `CIDR_INVALID`.
   *
   * @param address The tenth address of the Service range, such as `172.20.0.10` or `10.100.0.10`.
   */
  public static eksAutoMode(address: string): ClusterDns {
    return new ClusterDns(dnsOf('eksAutoMode', blocksOf([address])));
  }

  /** Any other: everything has to be said. Throws `CLUSTER_PROFILE_INVALID`. */
  public static custom(props: CustomDnsProps): ClusterDns {
    if (props.peers.length === 0 || props.ports?.length === 0) {
      refuse('CLUSTER_PROFILE_INVALID', 'the `dns` of a cluster profile has no peers or no ports, and nothing would resolve: name them, or leave `dns` out');
    }
    return new ClusterDns({
      peers: props.peers.map((peer) => placeOf('dns', peer)),
      ports: props.ports?.map((port) => matchOf(port._model())) ?? dnsOf('coreDns').ports,
    });
  }

  private constructor(private readonly model: DnsModel) {}

  /**
   * The DNS as data.
   * @internal
   */
  public _model(): DnsModel {
    return this.model;
  }
}

/** Pods or addresses that a peer means. Throws `CLUSTER_PROFILE_INVALID`. */
export function placeOf(what: string, peer: IPeer): PodsEndpoint | AddressesEndpoint {
  const { party } = peer._peer();
  if (party.kind === 'pods' || party.kind === 'addresses') {
    return party;
  }
  return refuse('CLUSTER_PROFILE_INVALID', `\`${peer.peerName}\` cannot be the \`${what}\` of a cluster profile: give \`Peer.pods(…)\` or \`Peer.cidr(…)\``);
}

function blocksOf(addresses: readonly string[] = []): string[] {
  return addresses.map((address) => soundCidr(isAddress(address) ? `${address}/${address.includes(':') ? 128 : 32}` : address).text);
}
