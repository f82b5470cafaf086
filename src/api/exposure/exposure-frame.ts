import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { DnsRecord } from './dns-record';
import { ExposureProps } from './entry-props';
import { Labels } from '../../model/endpoint';
import { DnsRecordModel, ExposureModel } from '../../model/exposure';
import { refuse } from '../../model/finding';
import { annotationSet, dnsSubdomain } from '../../model/name';
import { EntryPort, WorkloadSide } from '../connections/binding';

/** What an exposure takes from the microservice that it belongs to. */
export interface ExposureFrame {
  readonly side: WorkloadSide;
  readonly labels: Labels;
  readonly defaultName: string;
  /** Makes a Service of its own for one port, where the edge is nothing but that. */
  readonly serve: (scope: Construct, id: string, entry: EntryPort) => ApiObject;
}

/** What every exposure says of itself. Throws `NAME_INVALID`, `ANNOTATION_INVALID`, `EXPOSURE_INVALID`. */
export function headOf(
  frame: ExposureFrame, props: Pick<ExposureProps, 'name' | 'annotations' | 'dns'>, hosts: readonly string[],
): Pick<ExposureModel, 'name' | 'namespace' | 'labels' | 'annotations' | 'dns'> {
  return {
    name: dnsSubdomain('the name of an exposure,', props.name ?? frame.defaultName),
    namespace: frame.side.party.namespace,
    labels: frame.labels,
    annotations: annotationSet('the annotations of an exposure', props.annotations ?? {}),
    ...dnsOf(frame, props, hosts),
  };
}

/** The records of an exposure, with what the cluster profile says of external-dns. Throws `EXPOSURE_INVALID`. */
function dnsOf({ side }: ExposureFrame, { dns }: { readonly dns?: DnsRecord }, hosts: readonly string[]): { readonly dns?: DnsRecordModel } {
  const said = dns?._model();
  if (said?.hosts !== undefined && hosts.length > 0) {
    refuse('EXPOSURE_INVALID', `the records of \`${hosts.join(', ')}\` name hosts of their own, \`${said.hosts.join(', ')}\`: leave them out of \`DnsRecord\`, or expose them`);
  }
  return said === undefined ? {} : { dns: { prefix: side.cluster.profile.externalDnsPrefix, ...said } };
}
