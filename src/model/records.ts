import { Labels } from './endpoint';
import { ExposureModel, StreamModel } from './exposure';
import { gap } from './feature';
import { Finding } from './finding';

/** Whatever may have records. */
type Recorded = Pick<ExposureModel | StreamModel, 'dns' | 'hosts'>;

/** The names of the records of an exposure: its hosts, or, for a stream without any, those that are named for the records alone. */
export function recordNames({ dns, hosts }: Recorded): readonly string[] {
  return hosts.length > 0 ? hosts : dns?.hosts ?? [];
}

/**
 * The annotations by which external-dns knows the names of records, and how long they may be kept.
 *
 * @see https://github.com/kubernetes-sigs/external-dns/blob/v0.22.0/docs/annotations/annotations.md
 */
export function recordAnnotations(exposure: Recorded): Labels {
  const { dns } = exposure;
  const names = recordNames(exposure);
  if (dns === undefined) return {};
  return {
    ...(names.length === 0 ? {} : { [`${dns.prefix}hostname`]: [...names].sort().join(',') }),
    ...(dns.ttlSeconds === undefined ? {} : { [`${dns.prefix}ttl`]: String(dns.ttlSeconds) }),
  };
}

/** The annotation by which it knows where they lead, other than to the address of the object. */
export function recordTarget({ dns }: Pick<Recorded, 'dns'>): Labels {
  return dns === undefined || dns.targets.length === 0 ? {} : { [`${dns.prefix}target`]: dns.targets.join(',') };
}

/** Records that have no name: a stream of a port of its own has none but those that are named for them. */
export function namelessGaps(exposure: ExposureModel | StreamModel): Finding[] {
  return exposure.dns === undefined || recordNames(exposure).length > 0
    ? []
    : [gap(exposure, '`dns` has no name to keep a record for, since the stream has no `hosts`: name some, as in `DnsRecord.of({ hosts: [\'db.example.com\'] })`')];
}
