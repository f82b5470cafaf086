import { Path } from './path';
import { EdgeModel } from '../../model/edge';
import { refuse } from '../../model/finding';
import { PortModel } from '../../model/port';
import { BackendModel, requestKey, RequestMatch, requestText, RouteAction, RouteModel } from '../../model/route';
import { AnnotatedServices } from '../../synth/exposure-objects';
import { ManagedBackend } from '../../synth/managed';
import { PeerBinding, ServiceAddress, WorkloadSide } from '../connections/binding';
import { bindingOf, checkSameApp, defaultPort, portNamed } from '../connections/connection-rules';
import { IPeer } from '../connections/peer';

/** Who serves a request, on which port, and the Service that offers it. */
export interface Backend {
  readonly side: WorkloadSide;
  readonly port: PortModel;
  readonly address: ServiceAddress;
  readonly weight: number;
}

/** A path, and everybody who serves it; nobody serves one that sends clients elsewhere. */
export interface PathBackends {
  readonly path: Path;
  readonly backends: readonly Backend[];
}

/** The microservice that is exposed, and the edge by which it is. */
export interface ExposedOwner {
  readonly side: WorkloadSide;
  readonly edge: EdgeModel;
  /** The name of the port for paths that name no target. */
  readonly port?: string;
}

/** Who serves each path. Throws `EXPOSURE_INVALID`, `PORT_UNKNOWN`, `PORT_LOCAL`, `SERVICE_MISSING`. */
export function backendsOf(owner: ExposedOwner, paths: readonly Path[]): PathBackends[] {
  if (paths.length === 0) {
    refuse('EXPOSURE_INVALID', 'the `paths` of an exposure are empty: leave them out for everything below `/`, or name some');
  }
  return paths.map((path) => {
    const intent = path._intent();
    if (intent.kind === 'redirect') return { path, backends: [] };
    const targets = intent.split?.map((one) => ({ target: one._target(), weight: one.weight })) ?? [{ target: intent.target, weight: 1 }];
    return { path, backends: sortedOnce(targets.map(({ target, weight }) => backendOf(owner, target, weight, `path \`${path.pattern}\``)), path) };
  });
}

/** The Service port of a target, or of the owner itself. */
export function backendOf(owner: ExposedOwner, target: IPeer | undefined, weight: number, what: string): Backend {
  const binding = target === undefined ? ownBinding(owner) : bindingOf(target);
  checkSameApp(owner.side, binding, target?.peerName ?? owner.side.party.name);
  const { side, port } = servingPort(owner, binding, what);
  const address = side.services.addressOf(port);
  if (address === undefined) {
    return refuse('SERVICE_MISSING', `${what} goes to port \`${port.name}\` of \`${side.party.name}\`, which no Service offers: offer it, or name another port`);
  }
  return { side, port, address, weight };
}

/** The routes of some paths; the same one twice is one, and one request with two answers is refused. Throws `EXPOSURE_INVALID`. */
export function routesOf(paths: readonly PathBackends[]): RouteModel[] {
  const known = new Map<string, RouteModel>();
  for (const one of paths) {
    const route = { ...one.path._request(), action: actionOf(one) };
    const key = requestKey(route);
    const other = known.get(key);
    if (other !== undefined && JSON.stringify(other.action) !== JSON.stringify(route.action)) {
      refuse('EXPOSURE_INVALID', `path \`${requestText(route)}\` has two answers, ${actionText(other.action)} and ${actionText(route.action)}: one path has one; `
        + 'share it out with `split`');
    }
    known.set(key, route);
  }
  return [...known.values()];
}

/** A backend as data. */
export function backendModel({ side, port, address, weight }: Backend): BackendModel {
  const { serviceName, servicePortName, servicePort } = address;
  return { namespace: side.party.namespace, serviceName, servicePortName, servicePort, appProtocol: port.appProtocol, weight };
}

/** What the checks of the whole App see of those who serve one request, or one stream. */
export function managedBackends(backends: readonly Backend[], request?: RequestMatch): ManagedBackend[] {
  const of = backends.reduce((sum, { weight }) => sum + weight, 0);
  return backends.map(({ side, port, address, weight }): ManagedBackend => {
    const { workloadKind, namespace, name, late } = side.party;
    return {
      ...(request === undefined ? {} : { request }),
      share: { weight, of },
      serviceNamespace: namespace,
      service: address.serviceName,
      mayBeElsewhere: late,
      workload: { kind: workloadKind, namespace, name },
      port: port.number,
      protocol: port.protocol,
    };
  });
}

/** The Services of all backends as one. */
export function servicesOf(backends: readonly Backend[]): AnnotatedServices {
  const of = (serviceName: string) => backends.find(({ address }) => address.serviceName === serviceName)?.side.services;
  return {
    annotationsOf: (serviceName) => of(serviceName)?.annotationsOf(serviceName) ?? {},
    annotate: (serviceName, key, value) => of(serviceName)?.annotate(serviceName, key, value),
  };
}

function actionOf({ path, backends }: PathBackends): RouteAction {
  const intent = path._intent();
  if (intent.kind === 'redirect') {
    const { host, https, port, path: other, status } = intent.redirect;
    return {
      kind: 'redirect',
      ...(https === undefined ? {} : { scheme: https ? 'https' : 'http' }),
      ...(host === undefined ? {} : { host }),
      ...(port === undefined ? {} : { port }),
      ...(other === undefined ? {} : { path: other._model() }),
      status: status ?? 302,
    };
  }
  const { rewritePath, rewriteHost } = intent;
  return {
    kind: 'serve',
    backends: backends.map(backendModel),
    ...(rewritePath === undefined ? {} : { rewritePath: rewritePath._model() }),
    ...(rewriteHost === undefined ? {} : { rewriteHost }),
  };
}

function actionText(action: RouteAction): string {
  if (action.kind === 'redirect') return 'a redirect';
  const names = [...new Set(action.backends.map(({ serviceName }) => `\`${serviceName}\``))];
  return action.rewritePath === undefined && action.rewriteHost === undefined ? names.join(' and ') : `${names.join(' and ')} with a rewrite`;
}

function sortedOnce(backends: readonly Backend[], path: Path): Backend[] {
  const keyOf = ({ side, address }: Backend) => `${side.party.namespace}/${address.serviceName} ${address.servicePortName}`;
  const twice = backends.find((one, i) => backends.findIndex((other) => keyOf(other) === keyOf(one)) !== i);
  if (twice !== undefined) {
    refuse('EXPOSURE_INVALID', `path \`${path.pattern}\` is split among targets of which \`${twice.side.party.name}\` is one twice: name it once, with the sum of its weights`);
  }
  return [...backends].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function ownBinding({ side, port }: ExposedOwner): PeerBinding {
  return { party: side.party, side, ports: port === undefined ? undefined : [portNamed(side, port)] };
}

function servingPort(owner: ExposedOwner, binding: PeerBinding, what: string): { side: WorkloadSide; port: PortModel } {
  const { side, ports } = binding;
  const own = owner.side.party.namespace;
  if (side === undefined || ports === 'all') {
    return refuse('EXPOSURE_INVALID', `${what} needs a workload of this App as its target: pass a SecureMicroservice, a Workload, or one of its ports`);
  }
  if (side.party.namespace !== own && owner.edge.api !== 'gateway') {
    return refuse('EXPOSURE_INVALID', `${what} goes to \`${side.party.name}\` of namespace \`${side.party.namespace}\`, but an Ingress reaches Services of its own `
      + `namespace \`${own}\` only: expose it there, or through an edge of the Gateway API`);
  }
  const port = ports?.[0] ?? defaultPort(side);
  return { side, port };
}
