import { ParentRef } from './kinds';
import { listenerSet, listenerSetGaps, listenerSetRefs } from './render-listener-set';
import { covers, listenersFor, parentRefs } from './render-listeners';
import { GatewayController } from '../../model/controller';
import { ListenerModel } from '../../model/edge';
import { GatewayExposure } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { requireTlsHosts } from '../../model/host';
import { KubeObject } from '../../model/rendered';
import { TlsModel } from '../../model/tls';

/** Some hosts, and where clients come in for them. */
export interface HostDoors {
  readonly hosts: readonly string[];
  /** The listeners of plain HTTP. */
  readonly plain: readonly ParentRef[];
  /** Those of HTTPS; none without a certificate. */
  readonly secure: readonly ParentRef[];
}

/** Where clients come in for an exposure. */
export interface Doors {
  /** The hosts in groups: mostly one of all. */
  readonly groups: readonly HostDoors[];
  /** The port of HTTPS to which clients are sent, where it is not the well-known one. */
  readonly securePort?: number;
  /** Listeners that the exposure brings. */
  readonly objects: readonly KubeObject[];
  readonly gaps: readonly Finding[];
}

/** The listeners that take the routes of an exposure, which are of this kind. Throws `TLS_HOST_OUTSIDE_RULES`. */
export function doorsOf(exposure: GatewayExposure, kind: 'HTTPRoute' | 'GRPCRoute', listenerPorts?: GatewayController['listenerPorts']): Doors {
  const { edge, hosts, tls } = exposure;
  const gaps = parentGaps(exposure);
  if (tls === undefined) return { groups: groupsOf(exposure, []), objects: [], gaps: [...gaps, ...plainGaps(exposure)] };
  if (tls.kind !== 'edge') requireTlsHosts(tls.hosts ?? [], hosts);
  const certified = tls.kind === 'edge' ? [] : hosts.filter((host) => tls.hosts?.includes(host) ?? true);
  const own = certified.filter((host) => !isThere(exposure, tls, host));
  const others = hosts.filter((host) => !own.includes(host));
  const uncovered = others.filter((host) => listenersFor(edge, 'HTTPS', host).length === 0).map((host) => uncoveredGap(exposure, host));
  const port = httpsPort(exposure, others.flatMap((host) => listenersFor(edge, 'HTTPS', host)));
  const door = port === 443 || listenerPorts === 'process' ? {} : { securePort: port };
  if (own.length === 0 || tls.kind === 'edge' || edge.certificates === 'parent') {
    const homeless = own.length > 0 ? [certificateGap(exposure, own)] : [];
    return { ...door, groups: groupsOf(exposure, []), objects: [], gaps: [...gaps, ...uncovered, ...homeless] };
  }
  return {
    ...door,
    groups: groupsOf(exposure, own),
    objects: [listenerSet(exposure, tls, { hosts: own, port, kind })],
    gaps: [...gaps, ...uncovered, ...listenerSetGaps(exposure, tls, own)],
  };
}

/**
 * The hosts with their listeners, all of them together unless a listener that is for one of them would take a part of another one, too, as the
 * listener of `*.apps.example.com` would of `*.example.com`: then those that have the same listeners.
 */
function groupsOf(exposure: GatewayExposure, own: readonly string[]): HostDoors[] {
  const { hosts } = exposure;
  const listenerHosts = hosts.flatMap((host) => listenersAt(exposure, own, host)).map(({ hostname }) => hostname);
  const isCut = listenerHosts.some((one) => one !== undefined && !hosts.includes(one) && hosts.some((host) => covers(host, one)));
  const keyOf = (host: string) => (isCut ? JSON.stringify(listenersAt(exposure, own, host).map(({ name }) => name)) : '');
  const keys = [...new Set(hosts.map(keyOf))];
  return keys.map((key) => doorsFor(exposure, own, hosts.filter((host) => keyOf(host) === key)));
}

/** The listeners of the edge that get the requests for a host; those of HTTPS only if the exposure brings none for it. */
function listenersAt({ edge, tls }: GatewayExposure, own: readonly string[], host: string): { readonly name: string; readonly hostname?: string }[] {
  return [...listenersFor(edge, 'HTTP', host), ...(tls === undefined || own.includes(host) ? [] : listenersFor(edge, 'HTTPS', host))];
}

function doorsFor(exposure: GatewayExposure, own: readonly string[], hosts: readonly string[]): HostDoors {
  const { edge, namespace, tls } = exposure;
  const secure = tls === undefined ? [] : hosts.filter((host) => !own.includes(host)).flatMap((host) => listenersFor(edge, 'HTTPS', host));
  return {
    hosts,
    plain: parentRefs(edge, namespace, hosts.flatMap((host) => listenersFor(edge, 'HTTP', host))),
    secure: [...listenerSetRefs(exposure, hosts.filter((host) => own.includes(host))), ...parentRefs(edge, namespace, secure)],
  };
}

/** Whether the listener that gets the requests for a host has this very certificate. */
function isThere({ edge, namespace }: GatewayExposure, tls: TlsModel, host: string): boolean {
  const listeners = listenersFor(edge, 'HTTPS', host);
  return listeners.length > 0 && listeners.every((listener) => isSame(tls, listener.tls, edge.parent.namespace === namespace));
}

/** Secrets and Issuers of two namespaces are two, whatever their names. */
function isSame(asked: TlsModel, there: TlsModel | undefined, isOneNamespace: boolean): boolean {
  if (asked.kind === 'secret') return there?.kind === 'secret' && there.secretName === asked.secretName && isOneNamespace;
  if (asked.kind === 'edge' || there?.kind !== asked.kind) return asked.kind === 'edge';
  const isSecret = asked.secretName === undefined || asked.secretName === there.secretName;
  return isSecret && there.issuerName === asked.issuerName && (asked.kind === 'clusterIssuer' || isOneNamespace);
}

/** The port to which clients of plain HTTP are sent: 443 if it is there. */
function httpsPort({ edge }: GatewayExposure, secure: readonly ListenerModel[]): number {
  const listeners = secure.length > 0 ? secure : edge.listeners.filter(({ protocol }) => protocol === 'HTTPS');
  const ports = listeners.map(({ port }) => port).sort((a, b) => a - b);
  return ports.includes(443) ? 443 : ports[0] ?? 443;
}

function plainGaps(exposure: GatewayExposure): Finding[] {
  const redirect = exposure.httpsRedirect
    ? [gap(exposure, '`httpsRedirect` would send clients to HTTPS, where nothing answers without a certificate: give `tls`, or set `httpsRedirect: false`')]
    : [];
  return [...redirect, ...exposure.hosts.filter((host) => listenersFor(exposure.edge, 'HTTP', host).length === 0).map((host) => gap(exposure,
    `no HTTP listener of the edge answers for \`${host}\`: give \`tls\`, add \`EdgeListener.http()\` to the \`listeners\` of the edge, or choose another host`))];
}

function uncoveredGap(exposure: GatewayExposure, host: string): Finding {
  return gap(exposure, `no HTTPS listener of the edge answers for \`${host}\`, and \`tls\` brings no certificate for it: `
    + `add \`EdgeListener.https({ hostname: '${host}' })\` to the \`listeners\` of the edge, or name the host in \`tls\``);
}

function certificateGap(exposure: GatewayExposure, hosts: readonly string[]): Finding {
  const names = hosts.map((host) => `\`${host}\``).join(', ');
  return gap(exposure, `the certificate for ${names} would be that of a listener, and the listeners are the edge's: use \`Tls.edge()\` where the edge has one for them, `
    + 'set `listenerSets: true` on an edge whose Gateway allows ListenerSets, or give the certificate to the listener of the `EdgeGateway`');
}

/** A ListenerSet is in the API since 1.5; before it was an experiment, under another name. */
function parentGaps(exposure: GatewayExposure): Finding[] {
  const { parent, release, channel } = exposure.edge;
  return parent.kind === 'ListenerSet' && release === '1.4' && channel === 'standard'
    ? [gap(exposure, `ListenerSet \`${parent.name}\` is of a kind that release 1.4 does not have in its standard channel: attach to the Gateway, or say \`release\` and \`experimental\` of the edge`)]
    : [];
}
