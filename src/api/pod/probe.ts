import { refuse } from '../../model/finding';
import { ProbeAction, ProbeModel, ProbeRole, ProbeTimingModel } from '../../model/pod';
import { PortModel } from '../../model/port';

/** How often the kubelet asks, and when it has heard enough. */
export interface ProbeTiming {
  /**
   * Seconds between the start of the container and the first question.
   * @default the kubelet asks at once
   */
  readonly initialDelaySeconds?: number;

  /**
   * Seconds between two questions.
   * @default 10 for liveness, 5 for readiness and startup
   */
  readonly periodSeconds?: number;

  /**
   * Seconds after which no answer is a bad answer.
   * @default 2
   */
  readonly timeoutSeconds?: number;

  /**
   * Bad answers in a row that count.
   * @default 6 for liveness, 3 for readiness, 30 for startup
   */
  readonly failureThreshold?: number;

  /**
   * Good answers in a row that count, of a readiness probe only.
   * @default 1
   */
  readonly successThreshold?: number;

  /**
   * Seconds that a container has to end when this probe fails, of a liveness or startup probe only.
   * @default as long as for any other end of the pod
   */
  readonly terminationGracePeriodSeconds?: number;
}

/** How a probe over TCP is made. */
export interface TcpProbeProps extends ProbeTiming {
  /**
   * The port, by number or by name: one that this container declares, over TCP, and not a local one.
   * @default the first port that is neither for metrics nor local
   */
  readonly port?: number | string;
}

/** How a probe over HTTP is made. */
export interface HttpProbeProps extends TcpProbeProps {
  /**
   * Whether the kubelet speaks TLS; it does not check the certificate.
   * @default false
   */
  readonly https?: boolean;

  /**
   * Headers of the request.
   * @default none but the kubelet's own
   */
  readonly headers?: Record<string, string>;
}

/** How a probe over gRPC is made. */
export interface GrpcProbeProps extends TcpProbeProps {
  /**
   * The service that the health checking protocol is asked for.
   * @default the empty name, which stands for the whole server
   */
  readonly service?: string;
}

/** What is said of a probe before it is known on which container it is. */
type UnboundAction =
  | { readonly kind: 'http'; readonly path: string; readonly https: boolean; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'tcp' }
  | { readonly kind: 'grpc'; readonly service?: string }
  | { readonly kind: 'exec'; readonly command: readonly string[] };

/** Different on purpose: what is not ready loses its calls within seconds, what hangs is restarted after a minute. */
const DEFAULTS: Readonly<Record<ProbeRole, ProbeTimingModel>> = {
  liveness: { periodSeconds: 10, timeoutSeconds: 2, failureThreshold: 6 },
  readiness: { periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 3 },
  startup: { periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 30 },
};

const HEADER_NAME = /^[-A-Za-z0-9]+$/;

/**
 * One question that the kubelet asks of a container again and again.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/ (v1.35)
 */
export class Probe {
  /** A GET request; a status from 200 to 399 is a good answer. Throws `HEALTH_INVALID`. */
  public static http(path: string, props: HttpProbeProps = {}): Probe {
    if (!path.startsWith('/')) {
      refuse('HEALTH_INVALID', `the path \`${path}\` of a probe does not begin with \`/\``);
    }
    for (const name of Object.keys(props.headers ?? {})) {
      if (!HEADER_NAME.test(name)) {
        refuse('HEALTH_INVALID', `\`${name}\` is not the name of an HTTP header: use letters, digits and hyphens`);
      }
    }
    return new Probe({ kind: 'http', path, https: props.https ?? false, headers: props.headers ?? {} }, props, props.port);
  }

  /** A connection that is opened and closed; that it opens is a good answer. */
  public static tcp(props: TcpProbeProps = {}): Probe {
    return new Probe({ kind: 'tcp' }, props, props.port);
  }

  /**
   * A call of the gRPC health checking protocol, without TLS.
   *
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#define-a-grpc-liveness-probe (v1.35)
   */
  public static grpc(props: GrpcProbeProps = {}): Probe {
    return new Probe({ kind: 'grpc', service: props.service }, props, props.port);
  }

  /** A command in the container; status 0 is a good answer. Throws `HEALTH_INVALID`. */
  public static exec(command: string[], timing: ProbeTiming = {}): Probe {
    if (command.length === 0) {
      refuse('HEALTH_INVALID', 'a probe that runs a command has none: give the program and its arguments');
    }
    return new Probe({ kind: 'exec', command }, timing, undefined);
  }

  private constructor(
    private readonly action: UnboundAction,
    private readonly timing: ProbeTiming,
    private readonly port: number | string | undefined,
  ) {}

  /**
   * The probe on a container with these ports.
   * @internal
   */
  public _model(role: ProbeRole, container: string, ports: readonly PortModel[]): ProbeModel {
    const what = `the ${role} probe of container \`${container}\``;
    return { action: this.bound(what, ports), timing: timingOf(what, role, this.timing) };
  }

  private bound(what: string, ports: readonly PortModel[]): ProbeAction {
    return this.action.kind === 'exec' ? this.action : { ...this.action, port: probedPort(what, this.port, ports) };
  }
}

function probedPort(what: string, wanted: number | string | undefined, ports: readonly PortModel[]): number {
  const single = ports.filter(({ endPort }) => endPort === undefined);
  const open = single.filter(({ protocol, purpose }) => protocol === 'TCP' && purpose !== 'local');
  const port = wanted === undefined
    ? open.find(({ purpose }) => purpose === 'serving')
    : open.find(({ name, number }) => name === wanted || number === wanted);
  if (port !== undefined) {
    return port.number;
  }
  if (single.some(({ name, number, purpose }) => purpose === 'local' && (name === wanted || number === wanted))) {
    return refuse('HEALTH_INVALID', `${what} asks local port \`${wanted}\`: the kubelet asks from outside the pod; use Probe.exec, or declare the port with Port.tcp`);
  }
  const declared = open.map(({ name, number }) => `\`${name}\` (${number})`).join(', ') || 'none';
  return refuse('HEALTH_INVALID', wanted === undefined
    ? `${what} has no port to ask: the container declares no TCP port that serves callers; declare one, name another as \`port\`, or use Probe.exec`
    : `${what} asks port \`${wanted}\`, which the container does not declare over TCP: it declares ${declared}`);
}

function timingOf(what: string, role: ProbeRole, timing: ProbeTiming): ProbeTimingModel {
  const { periodSeconds, timeoutSeconds, failureThreshold, successThreshold, initialDelaySeconds, terminationGracePeriodSeconds } = timing;
  const all = { periodSeconds, timeoutSeconds, failureThreshold, successThreshold, initialDelaySeconds, terminationGracePeriodSeconds };
  for (const [field, value] of Object.entries(all)) {
    const least = field === 'initialDelaySeconds' ? 0 : 1;
    if (value !== undefined && (!Number.isInteger(value) || value < least)) {
      refuse('HEALTH_INVALID', `${what} has \`${value}\` as ${field}: give a whole number from ${least} on`);
    }
  }
  if (role !== 'readiness' && successThreshold !== undefined && successThreshold !== 1) {
    refuse('HEALTH_INVALID', `${what} has \`${successThreshold}\` as successThreshold: only readiness can ask for more than 1`);
  }
  if (role === 'readiness' && terminationGracePeriodSeconds !== undefined) {
    refuse('HEALTH_INVALID', `${what} has terminationGracePeriodSeconds: readiness ends no container, so give it to liveness or startup`);
  }
  const defaults = DEFAULTS[role];
  return {
    initialDelaySeconds,
    periodSeconds: periodSeconds ?? defaults.periodSeconds,
    timeoutSeconds: timeoutSeconds ?? defaults.timeoutSeconds,
    failureThreshold: failureThreshold ?? defaults.failureThreshold,
    successThreshold,
    terminationGracePeriodSeconds,
  };
}
