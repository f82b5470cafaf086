import { Regions } from './regions';
import { Cidr } from '../../sets/cidr';
import { CidrSet } from '../../sets/cidr-set';
import { Snapshot } from '../snapshot';
import { Workload } from '../workload';

/** Which regions may hold the address of an end, as lists that equal ends share. */
export class Candidates {
  private readonly lists = new Map<string, readonly number[]>();
  private readonly unknownPod: readonly number[];
  private readonly unknownNode: readonly number[];

  public constructor(private readonly regions: Regions, { facts }: Snapshot, podsInBlocks: 'unknown' | 'outside') {
    const within = (blocks: readonly Cidr[] = []) => this.shared(regions.touching(blocks.length === 0 ? CidrSet.all : CidrSet.of(blocks)));
    // one region more than there are, which is in no block
    const outside = this.shared([regions.count]);
    this.unknownPod = podsInBlocks === 'outside' ? outside : within(facts.podCidrs);
    this.unknownNode = podsInBlocks === 'outside' ? outside : within(facts.nodeCidrs);
  }

  /** The regions in which a workload may be: one only where all of its addresses are known, and alike to all rules. */
  public ofWorkload({ hostNetwork, addresses, nodeAddresses }: Workload): readonly number[] {
    const known = hostNetwork && addresses.length === 0 ? nodeAddresses : addresses;
    if (known.length > 0) return this.shared(known.map((address) => this.regions.ofAddress(address)));
    return hostNetwork ? this.unknownNode : this.unknownPod;
  }

  /** The regions that hold some addresses. */
  public within(addresses: CidrSet): readonly number[] {
    return this.shared(this.regions.touching(addresses));
  }

  /** The one region of a cell. */
  public ofRegion(region: number): readonly number[] {
    return this.shared([region]);
  }

  private shared(regions: readonly number[]): readonly number[] {
    const sorted = [...new Set(regions)].sort((a, b) => a - b);
    const text = sorted.join();
    const known = this.lists.get(text) ?? sorted;
    this.lists.set(text, known);
    return known;
  }
}
