import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { DnsRecord } from './dns-record';
import { Labels } from '../../model/endpoint';
import { DnsRecordModel } from '../../model/exposure';
import { refuse } from '../../model/finding';
import { EntryPort, WorkloadSide } from '../connections/binding';

/** What an exposure takes from the microservice that it belongs to. */
export interface ExposureFrame {
  readonly side: WorkloadSide;
  readonly labels: Labels;
  readonly defaultName: string;
  /** Makes a Service of its own for one port, where the edge is nothing but that. */
  readonly serve: (scope: Construct, id: string, entry: EntryPort) => ApiObject;
}

/** The records of an exposure, with what the cluster profile says of external-dns. Throws `EXPOSURE_INVALID`. */
export function dnsOf({ side }: ExposureFrame, { dns }: { readonly dns?: DnsRecord }, hosts: readonly string[]): { readonly dns?: DnsRecordModel } {
  const said = dns?._model();
  if (said?.hosts !== undefined && hosts.length > 0) {
    refuse('EXPOSURE_INVALID', `the records of \`${hosts.join(', ')}\` name hosts of their own, \`${said.hosts.join(', ')}\`: leave them out of \`DnsRecord\`, or expose them`);
  }
  return said === undefined ? {} : { dns: { prefix: side.cluster.profile.externalDnsPrefix, ...said } };
}
