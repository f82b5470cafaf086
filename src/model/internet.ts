import { soundCidr } from './address-block';
import { AddressBlock } from './endpoint';
import { Cidr, compareCidrs, contains, everyAddress, IpFamily, mergeCidrs } from '../sets/cidr';

interface SpecialBlock {
  readonly cidr: string;
  readonly what: string;
  readonly source: string;
}

/**
 * Blocks that are no part of the internet, each with the document that says so.
 *
 * Documentation ranges stay in: nothing answers there, so that leaving them out would close nothing.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry/ (read in November 2026)
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry/ (read in November 2026)
 */
export const SPECIAL_BLOCKS: readonly SpecialBlock[] = [
  { cidr: '0.0.0.0/8', what: 'this network', source: 'RFC 791' },
  { cidr: '10.0.0.0/8', what: 'private', source: 'RFC 1918' },
  { cidr: '100.64.0.0/10', what: 'shared, behind carrier-grade NAT', source: 'RFC 6598' },
  { cidr: '127.0.0.0/8', what: 'loopback', source: 'RFC 1122' },
  { cidr: '168.63.129.16/32', what: 'the platform of Azure, a public address only in name', source: 'https://learn.microsoft.com/en-us/azure/virtual-network/what-is-ip-address-168-63-129-16' },
  { cidr: '169.254.0.0/16', what: 'link-local, with the metadata services of clouds at 169.254.169.254', source: 'RFC 3927' },
  { cidr: '172.16.0.0/12', what: 'private', source: 'RFC 1918' },
  { cidr: '192.0.0.0/24', what: 'IETF protocol assignments', source: 'RFC 6890' },
  { cidr: '192.168.0.0/16', what: 'private', source: 'RFC 1918' },
  { cidr: '198.18.0.0/15', what: 'benchmarking', source: 'RFC 2544' },
  { cidr: '224.0.0.0/4', what: 'multicast', source: 'RFC 5771' },
  { cidr: '240.0.0.0/4', what: 'reserved, and broadcast', source: 'RFC 1112' },
  { cidr: '::/128', what: 'unspecified', source: 'RFC 4291' },
  { cidr: '::1/128', what: 'loopback', source: 'RFC 4291' },
  { cidr: '64:ff9b:1::/48', what: 'translation to private IPv4', source: 'RFC 8215' },
  { cidr: '100::/64', what: 'discard', source: 'RFC 6666' },
  { cidr: 'fc00::/7', what: 'unique local, with the metadata services of clouds', source: 'RFC 4193' },
  { cidr: 'fe80::/10', what: 'link-local', source: 'RFC 4291' },
  { cidr: 'fec0::/10', what: 'site-local, deprecated', source: 'RFC 3879' },
  { cidr: 'ff00::/8', what: 'multicast', source: 'RFC 4291' },
];

/** Those in which a site may have hosts of its own. */
const OF_SITES: readonly string[] = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'];

/** Services of clouds within them that tell a node, and whoever is on it, who it is: nobody means them who means other hosts. */
export const METADATA_BLOCKS: readonly SpecialBlock[] = [
  { cidr: '100.100.100.200/32', what: 'metadata of Alibaba Cloud', source: 'https://www.alibabacloud.com/help/doc-detail/141788.htm (August 2024)' },
  {
    cidr: 'fd00:ec2::/32',
    what: 'metadata, names and time of AWS',
    source: 'https://docs.aws.amazon.com/whitepapers/latest/ipv6-on-aws/supporting-amazon-vpc-services.html (read in November 2026)',
  },
  // not confirmed at its source, since its own pages could not be read: programs of others refuse `fd20:ce::254` as Google's, and of the block nobody says whose it is. To be wrong shuts out
  // nobody else, since whatever else is there is local to a site
  { cidr: 'fd20:ce::/32', what: 'metadata of Google Cloud', source: 'https://docs.cloud.google.com/compute/docs/metadata/querying-metadata (not read)' },
];

/** The addresses of a cluster itself, as its profile has them. */
export interface ClusterAddresses {
  readonly podCidrs: readonly string[];
  readonly nodeCidrs: readonly string[];
  readonly serviceCidrs: readonly string[];
}

/**
 * The internet as a policy can say it: everything, v4 and v6, without the special blocks and without the cluster's own, since
 * pods and nodes may have public addresses.
 *
 * Every exception is a smaller block inside its block, and none lies inside or beside another that it could be one with.
 */
export function internetBlocks(cluster: ClusterAddresses): AddressBlock[] {
  return everythingBut(SPECIAL_BLOCKS.map((block) => block.cidr), cluster);
}

/**
 * Everybody outside a cluster: the internet, and the hosts of a site by their private addresses. What is no host elsewhere stays out: loopback, link-local and
 * multicast addresses, and the services by which clouds tell a node who it is.
 */
export function outsideBlocks(cluster: ClusterAddresses): AddressBlock[] {
  const special = SPECIAL_BLOCKS.map((block) => block.cidr).filter((cidr) => !OF_SITES.includes(cidr));
  return everythingBut([...special, ...METADATA_BLOCKS.map((block) => block.cidr)], cluster);
}

function everythingBut(cidrs: readonly string[], { podCidrs, nodeCidrs, serviceCidrs }: ClusterAddresses): AddressBlock[] {
  const holes = mergeCidrs([...cidrs, ...podCidrs, ...nodeCidrs, ...serviceCidrs].map(soundCidr));
  return ([4, 6] as const).flatMap((family) => without(family, holes));
}

function without(family: IpFamily, holes: readonly Cidr[]): AddressBlock[] {
  const all = everyAddress(family);
  const inside = holes.filter((hole) => contains(all, hole)).sort(compareCidrs);
  // A cluster that claims a whole family leaves nothing of it.
  return inside.some((hole) => hole.prefix === 0) ? [] : [{ cidr: all.text, except: inside.map((hole) => hole.text) }];
}
