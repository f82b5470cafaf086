import { IConstruct } from 'constructs';
import { Labels } from '../../model/endpoint';
import { Declaration, PolicyIntents } from '../../model/intents';
import { Party, WorkloadParty } from '../../model/party';
import { PortModel } from '../../model/port';
import { ServiceKind } from '../../model/service';
import { ClusterScope } from '../../synth/cluster-scope';
import { AnnotatedServices } from '../../synth/exposure-objects';
import type { SourceObjects } from '../../synth/source-objects';

/** How a Service offers a port. */
export interface ServiceAddress {
  readonly serviceName: string;
  readonly servicePortName: string;
  readonly servicePort: number;
}

/** A Service of its own for one port: an entry from outside. */
export interface EntryPort {
  readonly name: string;
  readonly port: PortModel;
  /** The number under which it is offered, outside and inside. */
  readonly servicePort: number;
  readonly annotations: Labels;
  readonly service: ServiceKind;
}

/** The Services through which a workload is found. */
export interface OfferedServices extends AnnotatedServices {
  /** Nothing where no Service offers the port. */
  readonly addressOf: (port: PortModel) => ServiceAddress | undefined;
}

/** A workload of this App as one end of an edge: what the other end and the exposures need of it. */
export interface WorkloadSide {
  readonly construct: IConstruct;
  readonly cluster: ClusterScope;
  readonly party: WorkloadParty;
  readonly ports: readonly PortModel[];
  readonly services: OfferedServices;
  /** Absent where the policy of the workload is not ours: then nothing is ever opened or closed there. */
  readonly policy?: PolicyIntents;
  /** What leads its connections through egress gateways; absent where its policy is not ours. */
  readonly sources?: SourceObjects;
  /** Absent where the containers are not ours; what only the whole App tells is asked for when the variable is written. */
  readonly injectEnv?: (name: string, value: string | (() => string)) => void;
}

/** A name that somebody else may have to carry connections to. */
export interface RelayedTarget {
  readonly dnsName: string;
  readonly ports: readonly PortModel[] | 'all';
  /** Whether some requests alone are meant. */
  readonly isOfRequests: boolean;
}

/** Who carries connections to a name where no policy of the cluster matches names. */
export interface Relay {
  /**
   * Refuses what it cannot carry, and gives what opens the connection by way of it; nothing where the policies of the cluster match names, so that the
   * name itself is opened.
   */
  readonly prepare: (caller: WorkloadSide, target: RelayedTarget, declaration: Declaration) => (() => void) | undefined;
}

/** What a peer means to `allowTo`, `allowFrom` and the exposures. */
export interface PeerBinding {
  readonly party: Party;
  readonly side?: WorkloadSide;
  /** The ports that the user chose; absent leaves them to the default of the party. */
  readonly ports?: readonly PortModel[] | 'all';
  /** Who carries the connections where the cluster cannot match the peer's name. */
  readonly relay?: Relay;
  /** The Reachability that has named it: such a peer is for questions to that one, and for nothing else. */
  readonly namedBy?: object;
}
