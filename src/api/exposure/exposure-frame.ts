import { DnsRecord } from './dns-record';
import { Labels } from '../../model/endpoint';
import { DnsRecordModel } from '../../model/exposure';
import { WorkloadSide } from '../connections/binding';

/** What an exposure takes from the microservice that it belongs to. */
export interface ExposureFrame {
  readonly side: WorkloadSide;
  readonly labels: Labels;
  readonly defaultName: string;
}

/** The records of an exposure, with what the cluster profile says of external-dns. */
export function dnsOf({ side }: ExposureFrame, { dns }: { readonly dns?: DnsRecord }): { readonly dns?: DnsRecordModel } {
  return dns === undefined ? {} : { dns: { prefix: side.cluster.profile.externalDnsPrefix, ...dns._model() } };
}
