import { PortModel } from '../../model/port';

/** What is known of a workload of the manifests. */
export interface WorkloadFacts {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The ports that bear a name; refuses one that none bears. */
  readonly portsNamed: (name: string) => readonly PortModel[];
}
