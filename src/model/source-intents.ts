import { WorkloadId } from './asked';
import { LedBlocks } from './egress-destinations';
import { EgressGatewayModel } from './egress-gateway';
import { AddressBlock } from './endpoint';
import { IpFamilyName } from './families';
import { Site } from './site';

/** A connection that leaves the cluster through a gateway. */
export interface LedFlow extends LedBlocks {
  /** A sentence fragment such as `203.0.113.0/24 on 443/TCP`. */
  readonly key: string;
  /** The name that has these addresses, where one was declared. */
  readonly dnsName?: string;
  /** Whether this workload's own policy tells requests apart. */
  readonly isOfRequests: boolean;
  readonly reasons: readonly string[];
  readonly sites: readonly Site[];
}

/** The source addresses that were declared of one workload. They are only ever added. */
export class SourceIntents {
  private readonly byKey = new Map<string, LedFlow>();

  public add(flow: LedFlow): void {
    const key = [flow.gateway, flow.key].join('|');
    const known = this.byKey.get(key);
    this.byKey.set(key, known === undefined ? flow : {
      ...flow,
      isOfRequests: known.isOfRequests || flow.isOfRequests,
      reasons: [...new Set([...known.reasons, ...flow.reasons])].sort(),
      sites: [...known.sites, ...flow.sites],
    });
  }

  /** Sorted, so that the order of the declarations never shows. */
  public flows(): LedFlow[] {
    return [...this.byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, flow]) => flow);
  }
}

/** One gateway of a workload, as the proof takes it: what goes through it, of the families that it carries. */
export interface AskedSource {
  readonly gateway: EgressGatewayModel;
  readonly flows: readonly { readonly key: string; readonly blocks: readonly AddressBlock[]; readonly sites: readonly Site[] }[];
  readonly families: readonly IpFamilyName[];
}

/** What was asked of one workload. */
export interface AskedSources {
  readonly id: WorkloadId;
  readonly site: Site;
  readonly sources: readonly AskedSource[];
  /** The addresses outside that it may call, through gateways or not. */
  readonly reach: 'all' | readonly AddressBlock[];
}
