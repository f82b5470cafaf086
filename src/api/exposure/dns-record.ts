import { isAddress } from '../../model/address-block';
import { refuse } from '../../model/finding';
import { requireHost } from '../../model/host';

/** What can be said of the DNS records of an entry. */
export interface DnsRecordProps {
  /**
   * The names of the records, for a stream on a port of its own: an exposure of HTTP has its hosts. Throws `HOST_INVALID`, and `EXPOSURE_INVALID`
   * where the exposure has hosts.
   *
   * @default the hosts of the exposure
   */
  readonly hosts?: string[];

  /**
   * Seconds for which resolvers may keep the records, 1 to 2147483647.
   *
   * @default external-dns's own
   */
  readonly ttlSeconds?: number;

  /**
   * Where the records lead: addresses or names.
   *
   * @default the address of the edge
   */
  readonly targets?: string[];
}

/**
 * Records that external-dns keeps for the hosts of an entry.
 *
 * @see https://kubernetes-sigs.github.io/external-dns/latest/docs/annotations/annotations/ (v0.22)
 */
export class DnsRecord {
  /** Records for the hosts of the entry. Throws `EXPOSURE_INVALID`, `HOST_INVALID`. */
  public static of(props: DnsRecordProps = {}): DnsRecord {
    const { ttlSeconds, targets = [], hosts } = props;
    if (ttlSeconds !== undefined && (!Number.isInteger(ttlSeconds) || ttlSeconds < 1 || ttlSeconds > 2_147_483_647)) {
      refuse('EXPOSURE_INVALID', `ttlSeconds \`${ttlSeconds}\` of DNS records is out of range: give a whole number from 1 to 2147483647`);
    }
    targets.forEach((target) => (isAddress(target) ? target : requireHost(target)));
    if (hosts?.length === 0) refuse('EXPOSURE_INVALID', 'the `hosts` of DNS records are empty: leave them out for the hosts of the exposure, or name some');
    return new DnsRecord(ttlSeconds, [...new Set(targets)].sort(), hosts && [...new Set(hosts.map(requireHost))].sort());
  }

  private constructor(
    private readonly ttlSeconds: number | undefined,
    private readonly targets: readonly string[],
    private readonly hosts: readonly string[] | undefined,
  ) {}

  /**
   * The records as data, but for what the cluster profile knows.
   * @internal
   */
  public _model(): { readonly ttlSeconds?: number; readonly targets: readonly string[]; readonly hosts?: readonly string[] } {
    const { ttlSeconds, targets, hosts } = this;
    return { ...(ttlSeconds === undefined ? {} : { ttlSeconds }), targets, ...(hosts === undefined ? {} : { hosts }) };
  }
}
