import { refuse } from '../../model/finding';
import { portName } from '../../model/name';
import { PortModel, PortPurpose, Protocol as ProtocolName } from '../../model/port';
import { requirePort } from '../../model/port-number';

/** The transport protocol of a port. */
export enum Protocol {
  /** A stream of bytes: HTTP, gRPC, databases. */
  TCP = 'TCP',
  /** Datagrams: DNS, QUIC, media. */
  UDP = 'UDP',
  /** Messages, for telephony; not every network plugin enforces policy for it. */
  SCTP = 'SCTP',
}

/** What can be said of any port. */
export interface PortProps {
  /**
   * The name of the port: how `microservice.port(name)`, Services and exposures find it.
   *
   * At most 15 lower-case letters, digits and single hyphens, with a letter among them; thrown as `PORT_NAME_INVALID` otherwise.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports (v1.35)
   * @default the name of the factory: `http`, `http2`, `https`, `grpc`, `metrics`, `ws` for `websocket`; for `tcp`, `udp`, `sctp` and `local` the protocol and the number, as in `tcp-5432`
   */
  readonly name?: string;

  /**
   * The number under which Services offer the port, where it differs from the one that the container listens on.
   *
   * Policies never use it: they see the container's port.
   *
   * @default the number of the port
   */
  readonly servicePort?: number;

  /**
   * The application protocol that Services announce for the port, such as `kubernetes.io/h2c`.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol (v1.35)
   * @default `http`, `https` or `grpc` for the factories of those names, `kubernetes.io/h2c` for `http2`, `kubernetes.io/ws` for `websocket`; nothing for the others
   */
  readonly appProtocol?: string;

  /**
   * The last port of a range that begins at the port's number; both ends are inside.
   *
   * A range is opened in policies; no container and no Service can declare one, so nothing but the policy names it.
   *
   * @default the port is a single one
   */
  readonly endPort?: number;
}

/** What can be said of a port whose protocol the factory leaves open. */
export interface LocalPortProps {
  /**
   * The name of the port.
   *
   * @default `local-` and the number
   */
  readonly name?: string;

  /**
   * The transport protocol.
   *
   * @default Protocol.TCP
   */
  readonly protocol?: Protocol;
}

/**
 * A port on which a process listens: the container's number, never a Service's.
 *
 * ```ts
 * const ports = [Port.http(8080, { servicePort: 80 }), Port.metrics(9100)];
 * ```
 */
export class Port {
  /** HTTP/1.1; its address is an `http://` URL. Throws `PORT_OUT_OF_RANGE`. */
  public static http(number: number = 80, props: PortProps = {}): Port {
    return new Port('TCP', number, props, { name: 'http', appProtocol: 'http', scheme: 'http' });
  }

  /** HTTP/2 without TLS, as `kubernetes.io/h2c`; its address is an `http://` URL. */
  public static http2(number: number, props: PortProps = {}): Port {
    return new Port('TCP', number, props, { name: 'http2', appProtocol: 'kubernetes.io/h2c', scheme: 'http' });
  }

  /** Websockets, and the HTTP/1.1 with which they begin; its address is a `ws://` URL. */
  public static websocket(number: number, props: PortProps = {}): Port {
    return new Port('TCP', number, props, { name: 'ws', appProtocol: 'kubernetes.io/ws', scheme: 'ws' });
  }

  /** HTTP over TLS that the process itself terminates; its address is an `https://` URL. */
  public static https(number: number = 443, props: PortProps = {}): Port {
    return new Port('TCP', number, props, { name: 'https', appProtocol: 'https', scheme: 'https' });
  }

  /** gRPC without TLS; its address is `host:port`, as gRPC clients take it. */
  public static grpc(number: number, props: PortProps = {}): Port {
    return new Port('TCP', number, props, { name: 'grpc', appProtocol: 'grpc' });
  }

  /** Any protocol over TCP; its address is `host:port`. */
  public static tcp(number: number, props: PortProps = {}): Port {
    return new Port('TCP', number, props, {});
  }

  /** Any protocol over UDP; its address is `host:port`. */
  public static udp(number: number, props: PortProps = {}): Port {
    return new Port('UDP', number, props, {});
  }

  /** Any protocol over SCTP; its address is `host:port`. */
  public static sctp(number: number, props: PortProps = {}): Port {
    return new Port('SCTP', number, props, {});
  }

  /** Metrics over HTTP: what Prometheus scrapes. It is never the default port of a target. */
  public static metrics(number: number, props: PortProps = {}): Port {
    return new Port('TCP', number, props, { name: 'metrics', appProtocol: 'http', scheme: 'http', purpose: 'metrics' });
  }

  /**
   * A port for the other containers of the same pod, over localhost.
   *
   * It is in neither Service nor policy: nobody outside the pod is let in. Processes that talk over it should bind to
   * `127.0.0.1` or `::1`.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking (v1.35)
   */
  public static local(number: number, props: LocalPortProps = {}): Port {
    return new Port(props.protocol ?? Protocol.TCP, number, { name: props.name ?? `local-${number}` }, { purpose: 'local' });
  }

  /** The name by which Services, exposures and `port(name)` know it. */
  public readonly name: string;

  /** The number on which the process listens. */
  public readonly number: number;

  private readonly model: PortModel;

  private constructor(
    protocol: ProtocolName,
    number: number,
    props: PortProps,
    kind: { name?: string; appProtocol?: string; scheme?: string; purpose?: PortPurpose },
  ) {
    const name = props.name ?? kind.name ?? `${protocol.toLowerCase()}-${number}`;
    requirePort('port', number);
    portName(`the name of port ${number}`, name);
    if (props.servicePort !== undefined) {
      requirePort('servicePort', props.servicePort);
    }
    if (props.endPort !== undefined) {
      rangeIsSound(number, props.endPort, props.servicePort);
    }
    this.name = name;
    this.number = number;
    this.model = {
      name,
      number,
      endPort: props.endPort,
      servicePort: props.servicePort ?? number,
      protocol,
      appProtocol: props.appProtocol ?? kind.appProtocol,
      scheme: kind.scheme,
      purpose: kind.purpose ?? 'serving',
    };
  }

  /**
   * The port as data.
   * @internal
   */
  public _model(): PortModel {
    return this.model;
  }
}

function rangeIsSound(number: number, endPort: number, servicePort: number | undefined): void {
  requirePort('endPort', endPort);
  if (endPort < number) {
    refuse('PORT_RANGE_INVALID', `endPort \`${endPort}\` is below port \`${number}\`: a range ends at or above the port that it begins with`);
  }
  if (servicePort !== undefined) {
    refuse('PORT_RANGE_INVALID', `servicePort \`${servicePort}\` cannot be given with endPort \`${endPort}\`: no Service offers a range of ports; leave one of them out`);
  }
}
