import { GrpcProbeProps, Probe } from './probe';
import { refuse } from '../../model/finding';
import { HealthModel, ProbeModel, ProbeRole } from '../../model/pod';
import { PortModel } from '../../model/port';

/** The paths that tell whether a process lives and is ready. */
export interface HttpHealthProps {
  /** The path that answers for as long as the process need not be restarted, such as `/livez`. */
  readonly live: string;

  /** The path that answers while the process can take calls, such as `/readyz`. */
  readonly ready: string;

  /**
   * The path that answers once the process has begun; nothing else is asked before.
   * @default the other two are asked from the start
   */
  readonly startup?: string;

  /**
   * The port, by number or by name.
   * @default the first port that is neither for metrics nor local
   */
  readonly port?: number | string;

  /**
   * Whether the kubelet speaks TLS; it does not check the certificate.
   * @default false
   */
  readonly https?: boolean;

  /**
   * Headers of the requests.
   * @default none but the kubelet's own
   */
  readonly headers?: Record<string, string>;
}

/** The port that tells whether a process lives and is ready. */
export interface TcpHealthProps {
  /**
   * The port, by number or by name.
   * @default the first port that is neither for metrics nor local
   */
  readonly port?: number | string;
}

/** The gRPC services that tell whether a process lives and is ready. */
export interface GrpcHealthProps {
  /**
   * The service to ask whether the process lives.
   * @default the empty name, which stands for the whole server
   */
  readonly live?: string;

  /**
   * The service to ask whether the process is ready.
   * @default the empty name, which stands for the whole server
   */
  readonly ready?: string;

  /**
   * The port, by number or by name.
   * @default the first port that is neither for metrics nor local
   */
  readonly port?: number | string;
}

/** The commands that tell whether a process lives and is ready. */
export interface ExecHealthProps {
  /** The command that succeeds for as long as the process need not be restarted. */
  readonly live: string[];

  /** The command that succeeds while the process can take calls. */
  readonly ready: string[];

  /**
   * The command that succeeds once the process has begun; nothing else is asked before.
   * @default the other two are asked from the start
   */
  readonly startup?: string[];
}

/** The probes themselves. */
export interface ProbeSet {
  /**
   * Restarts the container when it fails.
   * @default a process that hangs is never restarted: warns with `HEALTH_MISSING`, and kube-score, Polaris and Checkov object
   */
  readonly liveness?: Probe;

  /**
   * Takes the pod out of its Services for as long as it fails.
   * @default calls arrive before the process can take them: warns with `HEALTH_MISSING`, and kube-score, Polaris and Checkov object
   */
  readonly readiness?: Probe;

  /**
   * Holds back the other two until it succeeds.
   * @default the other two are asked from the start
   */
  readonly startup?: Probe;
}

/**
 * How Kubernetes finds out whether a container lives and is ready: two questions, which must differ.
 *
 * If both ask the same, a process that is only busy is restarted as if it hung. By default readiness gives up after 15 seconds, liveness
 * after 60. kube-score compares what is asked and not how often, so it objects to `tcp`, and to `grpc` and `http` that ask twice the same.
 *
 * ```ts
 * const health = Health.http({ live: '/livez', ready: '/readyz' });
 * ```
 *
 * @see https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/ (v1.35)
 */
export class Health {
  /** Two paths over HTTP. Throws `HEALTH_INVALID`. */
  public static http(props: HttpHealthProps): Health {
    const { port, https, headers } = props;
    const probe = (path: string): Probe => Probe.http(path, { port, https, headers });
    return new Health({
      liveness: probe(props.live),
      readiness: probe(props.ready),
      startup: props.startup === undefined ? undefined : probe(props.startup),
    });
  }

  /** That the port takes connections: all that can be said of a process that offers no better answer. */
  public static tcp(props: TcpHealthProps = {}): Health {
    return new Health({ liveness: Probe.tcp(props), readiness: Probe.tcp(props) });
  }

  /** The gRPC health checking protocol. */
  public static grpc(props: GrpcHealthProps = {}): Health {
    const probe = (service: string | undefined): Probe => {
      const grpc: GrpcProbeProps = { port: props.port, service };
      return Probe.grpc(grpc);
    };
    return new Health({ liveness: probe(props.live), readiness: probe(props.ready) });
  }

  /** Two commands in the container. Throws `HEALTH_INVALID`. */
  public static exec(props: ExecHealthProps): Health {
    return new Health({
      liveness: Probe.exec(props.live),
      readiness: Probe.exec(props.ready),
      startup: props.startup === undefined ? undefined : Probe.exec(props.startup),
    });
  }

  /** Probes one by one, for other thresholds or kinds that differ. */
  public static of(probes: ProbeSet): Health {
    return new Health(probes);
  }

  private constructor(private readonly probes: ProbeSet) {}

  /**
   * The probes on a container with these ports.
   * @internal
   */
  public _model(container: string, ports: readonly PortModel[]): HealthModel {
    const model = (role: ProbeRole, probe: Probe | undefined): ProbeModel | undefined => probe?._model(role, container, ports);
    const liveness = model('liveness', this.probes.liveness);
    const readiness = model('readiness', this.probes.readiness);
    if (liveness !== undefined && readiness !== undefined && areIdentical(liveness, readiness)) {
      refuse('HEALTH_INVALID', `liveness and readiness of container \`${container}\` are identical, so it is restarted when it is only busy: ask another path, or give liveness a higher failureThreshold`);
    }
    return { liveness, readiness, startup: model('startup', this.probes.startup) };
  }
}

/** Usually told apart by how long they wait. */
function areIdentical(one: ProbeModel, other: ProbeModel): boolean {
  return one.timing.failureThreshold === other.timing.failureThreshold && JSON.stringify(one) === JSON.stringify(other);
}
