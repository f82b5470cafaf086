import { ListenerModel } from '../../model/edge';
import { refuse } from '../../model/finding';
import { requireHost } from '../../model/host';
import { dnsLabel1123 } from '../../model/name';
import { requirePort } from '../../model/port-number';
import { TlsModel } from '../../model/tls';
import { Tls } from '../exposure/tls';

/** What can be said of a listener for HTTP. */
export interface HttpListenerProps {
  /**
   * The name, by which routes ask for it.
   *
   * @default `http`, `https` or `tls`, as the factory is called
   */
  readonly name?: string;

  /**
   * The port on which clients come in; for a Gateway of Traefik that of the entry point, such as 8000 and 8443. Throws `PORT_OUT_OF_RANGE`.
   *
   * @default 80 for HTTP, 443 for HTTPS and TLS
   */
  readonly port?: number;

  /**
   * The hosts for which it answers, such as `*.shop.example.com`. Throws `HOST_INVALID`.
   *
   * @default every host
   */
  readonly hostname?: string;
}

/** What can be said of a listener for HTTPS. */
export interface HttpsListenerProps extends HttpListenerProps {
  /**
   * Where its certificate comes from; an `EdgeGateway` of this App writes it. Throws `TLS_INVALID` for `Tls.passthrough()`.
   *
   * @default somebody else has put one there
   */
  readonly tls?: Tls;
}

/**
 * One door of an edge: a port on which it listens, and what it speaks there.
 *
 * ```ts
 * const listeners = [EdgeListener.http(), EdgeListener.https({ hostname: '*.shop.example.com' }), EdgeListener.tcp('postgres', 5432)];
 * ```
 */
export class EdgeListener {
  /** Plain HTTP. */
  public static http(props: HttpListenerProps = {}): EdgeListener {
    return new EdgeListener({ protocol: 'HTTP', ...placeOf('http', 80, props) });
  }

  /** HTTP over TLS that the edge ends. */
  public static https(props: HttpsListenerProps = {}): EdgeListener {
    const tls = certificateOf(props.tls);
    return new EdgeListener({ protocol: 'HTTPS', ...placeOf('https', 443, props), ...(tls === undefined ? {} : { tls }) });
  }

  /** TLS that goes through to the pods, by the name that clients ask for. */
  public static tls(props: HttpListenerProps = {}): EdgeListener {
    return new EdgeListener({ protocol: 'TLS', ...placeOf('tls', 443, props) });
  }

  /** A port for one TCP service; the name is that of the entry point of an Ingress controller, too. Throws `PORT_OUT_OF_RANGE`, `NAME_INVALID`. */
  public static tcp(name: string, port: number): EdgeListener {
    return new EdgeListener({ protocol: 'TCP', name: nameOf(name), port: portOf(port) });
  }

  /** A port for one UDP service. Throws `PORT_OUT_OF_RANGE`, `NAME_INVALID`. */
  public static udp(name: string, port: number): EdgeListener {
    return new EdgeListener({ protocol: 'UDP', name: nameOf(name), port: portOf(port) });
  }

  private constructor(private readonly model: ListenerModel) {}

  /**
   * The listener as data.
   * @internal
   */
  public _model(): ListenerModel {
    return this.model;
  }
}

function placeOf(name: string, port: number, props: HttpListenerProps): { readonly name: string; readonly port: number; readonly hostname?: string } {
  const hostname = props.hostname === undefined ? {} : { hostname: requireHost(props.hostname) };
  return { name: nameOf(props.name ?? name), port: portOf(props.port ?? port), ...hostname };
}

function nameOf(name: string): string {
  return dnsLabel1123('the name of a listener,', name);
}

function portOf(port: number): number {
  return requirePort('port', port, ' of a listener');
}

function certificateOf(tls: Tls | undefined): TlsModel | undefined {
  const model = tls?._model();
  if (model?.kind === 'passthrough') {
    return refuse('TLS_INVALID', 'a listener of HTTPS ends TLS, and cannot pass it through: use `EdgeListener.tls()`');
  }
  return model;
}
