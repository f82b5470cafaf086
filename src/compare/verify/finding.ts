import { Keeper, OtherEnd } from './difference';
import { Hostility } from './guardrails/guardrail-claim';
import { World } from './world';
import { AskedDryRun, AskedException, AskedFlow, AskedGuardrails, AskedRoute, AskedTarget, AskedWorkload, WorkloadId } from '../../model/asked';
import { EdgeModel } from '../../model/edge';
import { PodsEndpoint } from '../../model/endpoint';
import { GuardrailPromise } from '../../model/guardrails';
import { Direction } from '../../reachability/rules';
import { EntryOmission, EntryOrigin } from '../../reachability/rules/entries';
import { Decision } from '../../reachability/trace';
import { Workload } from '../../reachability/workload';
import { NamePattern } from '../../sets/names';
import { PortSet } from '../../sets/ports';
import { Request } from '../../sets/requests/request';

/** Some other ends that fare alike. */
export interface FindingPart {
  readonly others: readonly OtherEnd[];
  readonly ports: PortSet;
}

/** A pair of which a side is not as it was asked, with all pairs beside it that are so for the same reason. */
interface OfFlow {
  readonly subject: AskedWorkload;
  readonly direction: Direction;
  /** The most telling one first. */
  readonly parts: readonly FindingPart[];
  /** One flow of the first part, with what `decide` says of it. */
  readonly witness: Decision;
}

/** The same of requests over a connection. */
interface OfRequests extends OfFlow {
  /** The declarations of the connection. */
  readonly flows: readonly AskedFlow[];
  /** What `decide` says of the connection itself. */
  readonly connection: Decision;
}

/** What the manifests do that was not asked, or do not that was. */
export type ProofFinding =
  /** Declared, and blocked. */
  | OfFlow & { readonly kind: 'flowMissing'; readonly flow: AskedFlow; readonly keeper: Keeper }
  /** Open, and not declared. */
  | OfFlow & { readonly kind: 'flowExcess' }
  /** Perhaps open, and not declared. */
  | OfFlow & { readonly kind: 'flowUnknown' }
  /** Declared requests that do not get through a connection that is there; the witness is one of them. */
  | OfRequests & { readonly kind: 'requestMissing'; readonly flow: AskedFlow; readonly keeper: Keeper; readonly request: Request }
  /** Requests that get through a declared connection, and are not declared. */
  | OfRequests & { readonly kind: 'requestExcess'; readonly request: Request; readonly isEvery: boolean }
  /** A declared connection to a server of DNS, over which some names alone may be asked for. */
  | OfFlow & { readonly kind: 'queryMissing'; readonly flow: AskedFlow; readonly names: readonly NamePattern[] }
  /** A declared name of which nobody would ever know the addresses, since no query is read. */
  | OfFlow & { readonly kind: 'nameUnread'; readonly flow: AskedFlow }
  /** A declared connection of which nobody knows whether the declared requests, and no others, get through it. */
  | OfRequests & { readonly kind: 'requestUnknown' }
  /** Workloads and guardrails whose policies only show what they would do, all of one scope, and one flow that is open because of that. */
  | {
    readonly kind: 'dryRun';
    readonly dryRun: AskedDryRun;
    readonly subjects: readonly AskedWorkload[];
    readonly guardrails: readonly AskedGuardrails[];
    readonly open?: Decision;
  }
  /** What guardrails ask, and the manifests do not do, whatever policies of namespaces say. */
  | {
    readonly kind: 'guardrailBroken';
    readonly guardrails: AskedGuardrails;
    readonly statement: GuardrailPromise;
    readonly direction: Direction;
    readonly wants: 'open' | 'shut';
    /** What policies of namespaces say where it is so. */
    readonly against: Hostility;
    readonly workload: Workload;
    /** One other end, with the ports on which it is so. */
    readonly part: FindingPart;
    /** How many pairs that nothing else tells apart fare so. */
    readonly count: number;
    /** With the pods of whom guardrails speak. */
    readonly world: World;
    readonly witness: Decision;
  }
  /** A workload in a namespace of which nobody knows whose it is. */
  | { readonly kind: 'tenantUnknown'; readonly guardrails: AskedGuardrails; readonly subject: AskedWorkload; readonly key: string }
  /** Declared addresses of which nobody knows whether they take in pods. */
  | { readonly kind: 'podsInBlocks'; readonly subjects: readonly AskedWorkload[]; readonly keys: readonly string[] }
  /** A pair that somebody has accepted as it is: told of, so that it is not forgotten. */
  | { readonly kind: 'exception'; readonly exception: AskedException; readonly isUsed: boolean }
  /** An ingress controller that nobody in its namespace is, as far as the manifests have that. */
  | { readonly kind: 'controllerMissing'; readonly edge: EdgeModel; readonly pods: PodsEndpoint; readonly neighbours: readonly Workload[] }
  /** A managed workload that is not among the manifests. */
  | { readonly kind: 'workloadMissing'; readonly subject: AskedWorkload }
  /** A managed workload on the host network, where no policy holds it. */
  | { readonly kind: 'workloadOnHost'; readonly subject: AskedWorkload }
  /** A port of a Service that does not lead to its workload. */
  | { readonly kind: 'targetMissing'; readonly target: AskedTarget; readonly why: TargetFault }
  /** A port of a Service that leads to others as well. */
  | { readonly kind: 'targetExcess'; readonly target: AskedTarget; readonly others: readonly Workload[] }
  /** A host and path that does not lead to its workload. */
  | { readonly kind: 'routeMissing'; readonly route: AskedRoute; readonly objects: readonly EntryOrigin[]; readonly why: RouteFault }
  /** A host and path that leads to a managed workload, or to others beside it, and that nobody declared. */
  | {
    readonly kind: 'routeExcess';
    readonly object: EntryOrigin;
    readonly host?: string;
    readonly path?: string;
    readonly conditions?: readonly string[];
    /** Whether it is one of bytes, and not of requests. */
    readonly isStream: boolean;
    /** What it gets in place of the requests. */
    readonly instead?: 'copies' | 'authorization';
    readonly workload: WorkloadId;
    readonly ports: PortSet;
    /** The declared route that it stands beside; absent where no such host and path is declared. */
    readonly route?: AskedRoute;
  }
  /** A host and path that several objects serve on one edge: which of them wins, or whether they share, is the controller's affair. */
  | {
    readonly kind: 'routeTwice';
    readonly objects: readonly EntryOrigin[];
    readonly edge: string;
    readonly host?: string;
    readonly path?: string;
    readonly conditions?: readonly string[];
    /** One of the declared routes there; absent where none is declared. */
    readonly route?: AskedRoute;
  };

/** Why a Service does not lead where it should. */
export type TargetFault =
  | { readonly kind: 'noService' }
  | { readonly kind: 'noPort'; readonly known: readonly string[] }
  | { readonly kind: 'selectsNobody' }
  /** It leads to others, and not to the workload. */
  | { readonly kind: 'selectsOthers'; readonly others: readonly Workload[] }
  | { readonly kind: 'otherPort'; readonly ports: PortSet };

/** Why a route does not lead where it should. */
export type RouteFault =
  | { readonly kind: 'noRoute' }
  /** It is served, and not by the edge. */
  | { readonly kind: 'otherEdge'; readonly servers: readonly string[] }
  /** The exposure's own objects bring nobody in, and why. */
  | { readonly kind: 'omitted'; readonly omissions: readonly EntryOmission[] }
  /** Another part of the requests goes there than was asked: parts of one. */
  | { readonly kind: 'otherShare'; readonly asked: number; readonly found: number }
  | { readonly kind: 'leadsNowhere' }
  | { readonly kind: 'otherWorkload'; readonly others: readonly Workload[] }
  | { readonly kind: 'otherPort'; readonly ports: PortSet };
