import { BlastModel, BlastReachModel } from '../../synth/blast';

/** What is at the end of a way. */
export enum BlastEndKind {
  /** A workload of the manifests: whoever is reached on any port is taken to be taken. */
  WORKLOAD = 'workload',
  /** Addresses outside the manifests. */
  ADDRESSES = 'addresses',
  /** A host outside the cluster by its DNS name, where a rule by names lets it be reached. */
  NAME = 'name',
  /** Pods that are not among the manifests. */
  PODS = 'pods',
  /** A way in from outside, such as an Ingress. */
  ENTRY = 'entry',
}

/** One end that is within reach. */
export interface BlastReach {
  /** What it is. */
  readonly kind: BlastEndKind;

  /** Such as `shop/db[StatefulSet]`, `203.0.113.0/24` or `pods app=a of shop`. */
  readonly endName: string;

  /**
   * The ports on which it is reached, such as `TCP 5432`, with `perhaps` before those of which the manifests do not say enough, and behind them those that are open for some
   * requests of HTTP alone: `TCP 8080 (TCP 8080 for POST /charge only)`.
   */
  readonly ports: string;

  /** How many steps it takes. */
  readonly steps: number;

  /** Whether every step is surely open, as far as the manifests say. */
  readonly certain: boolean;

  /** A shortest way, each step with whom it calls, such as `shop/payments[Deployment] on TCP 8080`; of a long way the first and the last steps. */
  readonly way: string[];
}

/** What is within reach if a workload is taken, or from where it can be taken. */
export class BlastRadius {
  /**
   * Made of plain data.
   * @internal
   */
  public static _of(model: BlastModel): BlastRadius {
    return new BlastRadius(model.workload, model.reached.map(reachOf), model.text);
  }

  /** The workload, such as `shop/web[Deployment]`. */
  public readonly workload: string;

  /** Every end: what is certain first, then the nearest. */
  public readonly reached: BlastReach[];

  private readonly text: string;

  private constructor(workload: string, reached: BlastReach[], text: string) {
    this.workload = workload;
    this.reached = reached;
    this.text = text;
  }

  /** The ends that are surely one step away. */
  public get direct(): BlastReach[] {
    return this.reached.filter(({ certain, steps }) => certain && steps === 1);
  }

  /** The names of all workloads that are surely within reach, in any number of steps, sorted. */
  public get workloads(): string[] {
    return this.reached.filter(({ certain, kind }) => certain && kind === BlastEndKind.WORKLOAD).map(({ endName }) => endName).sort();
  }

  /** All of it as a table. */
  public toString(): string {
    return this.text;
  }
}

const KINDS: Readonly<Record<BlastReachModel['kind'], BlastEndKind>> = {
  workload: BlastEndKind.WORKLOAD,
  addresses: BlastEndKind.ADDRESSES,
  name: BlastEndKind.NAME,
  pods: BlastEndKind.PODS,
  entry: BlastEndKind.ENTRY,
};

function reachOf({ kind, name, ports, steps, isCertain, way }: BlastReachModel): BlastReach {
  return { kind: KINDS[kind], endName: name, ports, steps, certain: isCertain, way: [...way] };
}
