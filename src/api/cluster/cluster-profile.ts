import { placeOf } from './cluster-dns';
import { ClusterProfileProps } from './cluster-profile-props';
import { Edge } from './edge';
import { EgressGateway } from './egress-gateway';
import { ClusterProfileModel, CONFORMANT } from '../../clusters/profile';
import { soundCidr } from '../../model/address-block';
import { PodsEndpoint } from '../../model/endpoint';
import { IpFamilyName } from '../../model/families';
import { refuse } from '../../model/finding';
import { matchOf } from '../../model/intents';
import { dnsSubdomain } from '../../model/name';
import { IPeer } from '../connections/peer';

/** What a cluster enforces, and who its controllers are. */
export class ClusterProfile {
  /** A cluster that is like a conformant one but for what is said here. Throws `CLUSTER_PROFILE_INVALID`, `CIDR_INVALID`, `NAME_INVALID`. */
  public static of(props: ClusterProfileProps = {}): ClusterProfile {
    return new ClusterProfile(profileOf(props));
  }

  /** The cluster that is assumed where none is attached: NetworkPolicy is enforced, DNS is in kube-system, no edge. */
  public static conformant(): ClusterProfile {
    return new ClusterProfile(CONFORMANT);
  }

  /**
   * The profile of some data.
   * @internal
   */
  public static _of(model: ClusterProfileModel): ClusterProfile {
    return new ClusterProfile(model);
  }

  private constructor(private readonly model: ClusterProfileModel) {}

  /** The names of the edges, the default one first. */
  public get edgeNames(): string[] {
    return this.model.edges.map(({ name }) => name);
  }

  /** The names of the egress gateways, sorted. */
  public get egressGatewayNames(): string[] {
    return this.model.egressGateways.map(({ name }) => name);
  }

  /**
   * The profile as data.
   * @internal
   */
  public _model(): ClusterProfileModel {
    return this.model;
  }
}

function profileOf(props: ClusterProfileProps): ClusterProfileModel {
  const plugin = props.plugin?._plugin();
  return {
    ...CONFORMANT,
    ...(plugin ?? {}),
    edges: edgesOf(props.edges ?? []),
    egressGateways: gatewaysOf(props.egressGateways ?? []),
    dns: props.dns?._model() ?? CONFORMANT.dns,
    prometheus: props.prometheus === undefined ? CONFORMANT.prometheus : podsOf('prometheus', props.prometheus),
    apiServer: props.apiServer === undefined ? CONFORMANT.apiServer : {
      addresses: cidrsOf(props.apiServer.addresses),
      ports: props.apiServer.ports?.map((port) => matchOf(port._model())) ?? CONFORMANT.apiServer.ports,
    },
    clusterDomain: dnsSubdomain('the clusterDomain', props.clusterDomain ?? CONFORMANT.clusterDomain),
    externalDnsPrefix: `${dnsSubdomain('the externalDnsPrefix', (props.externalDnsPrefix ?? CONFORMANT.externalDnsPrefix).replace(/\/$/, ''))}/`,
    ...(props.acme === undefined ? {} : { acme: props.acme._model() }),
    podCidrs: cidrsOf(props.podCidrs ?? []),
    nodeCidrs: cidrsOf(props.nodeCidrs ?? []),
    serviceCidrs: cidrsOf(props.serviceCidrs ?? []),
    serviceProxy: props.serviceProxy ?? plugin?.plugin.proxy ?? CONFORMANT.serviceProxy,
    nodePortRange: nodePortsOf(props),
    ipFamilies: familiesOf(props.ipFamilies ?? []),
  };
}

function edgesOf(edges: readonly Edge[]): ClusterProfileModel['edges'] {
  const names = edges.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    refuse('CLUSTER_PROFILE_INVALID', `two edges are named \`${twice}\`: give each its own name, since exposures ask for an edge by name`);
  }
  return edges.map((edge) => edge._model());
}

function gatewaysOf(gateways: readonly EgressGateway[]): ClusterProfileModel['egressGateways'] {
  const models = gateways.map((gateway) => gateway._model()).sort((a, b) => (a.name < b.name ? -1 : 1));
  const twice = models.find(({ name }, index) => models[index + 1]?.name === name);
  if (twice !== undefined) {
    refuse('CLUSTER_PROFILE_INVALID', `two egress gateways are named \`${twice.name}\`: give each its own name, since connections ask for a gateway by name`);
  }
  return models;
}

function podsOf(what: string, peer: IPeer): PodsEndpoint {
  const place = placeOf(what, peer);
  return place.kind === 'pods' ? place : refuse('CLUSTER_PROFILE_INVALID', `\`${peer.peerName}\` cannot be the \`${what}\` of a cluster profile: give \`Peer.pods(…)\``);
}

function cidrsOf(cidrs: readonly string[]): string[] {
  return [...new Set(cidrs.map((cidr) => soundCidr(cidr).text))].sort();
}

function familiesOf(families: readonly IpFamilyName[]): readonly IpFamilyName[] {
  if (new Set(families).size !== families.length) {
    refuse('CLUSTER_PROFILE_INVALID', `ipFamilies \`${families.join(', ')}\` of a cluster profile name one twice: name one, or both, the primary one first`);
  }
  return families;
}

function nodePortsOf(props: ClusterProfileProps): ClusterProfileModel['nodePortRange'] {
  const first = props.firstNodePort ?? CONFORMANT.nodePortRange.first;
  const last = props.lastNodePort ?? CONFORMANT.nodePortRange.last;
  if (!Number.isInteger(first) || !Number.isInteger(last) || first < 1 || last > 65535 || first > last) {
    refuse('CLUSTER_PROFILE_INVALID', `node ports \`${first}\` to \`${last}\` are not a range of ports: give whole numbers from 1 to 65535, the first not above the last`);
  }
  return { first, last };
}
