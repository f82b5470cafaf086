import { ProofFinding, RouteFault } from '../finding';
import { partText } from './shares';
import { AskedRoute } from '../../../model/asked';
import { siteText } from '../../../model/site';
import { EntryOrigin } from '../../../reachability/rules/entries';
import { idText, onPorts, workloadsText } from '../words';
import { World } from '../world';

type OfKind<K extends ProofFinding['kind']> = Extract<ProofFinding, { readonly kind: K }>;

interface RouteText {
  readonly text: string;
  readonly details: readonly string[];
}

/** What is wrong with a declared way in. */
export function routeMissingText({ route, objects, why }: OfKind<'routeMissing'>, world: World): RouteText {
  const { workload, port, protocol, site } = route;
  return {
    text: `${routeText(route)} does not lead to ${idText(workload)} on ${port}/${protocol}: ${faultText(why, route, world)}`,
    details: [...objects.map(objectLine), ...(why.kind === 'omitted' ? why.omissions.flatMap(({ mend }) => (mend === undefined ? [] : [`mend: ${mend}`])) : []), declaredLine([site])],
  };
}

/** A way in that nobody declared. */
export function routeExcessText({ object, workload, ports, route, instead, isStream, ...place }: OfKind<'routeExcess'>): RouteText {
  const [own, line] = route === undefined
    ? ['nobody declared that', 'mend: take the route out, or declare it with `expose(…)`']
    : [`it is declared for ${idText(route.workload)} on ${route.port}/${route.protocol}`, declaredLine([route.site])];
  const where = isStream ? `a stream${place.host === undefined ? '' : ` for \`${place.host}\``}` : placeText(place);
  const what = instead === undefined ? where : `${instead === 'copies' ? 'a copy of' : 'the question whether to let in'} ${where}`;
  return { text: `${what} leads from outside to ${idText(workload)} ${onPorts(ports)}, and ${own}`, details: [objectLine(object), line] };
}

/** One way in that several objects take for themselves. */
export function routeTwiceText({ objects, edge, route, ...place }: OfKind<'routeTwice'>): RouteText {
  return {
    text: `${placeText(place)} is served by ${objects.length} objects on edge \`${edge}\`, and the controller alone knows which of them answers: leave one, and share it out with \`split\``,
    details: [...objects.map(objectLine), ...(route === undefined ? [] : [declaredLine([route.site])])],
  };
}

/** Who declared something, and why. */
export function declaredLine(sites: readonly Parameters<typeof siteText>[0][], reasons: readonly string[] = []): string {
  const where = [...new Set(sites.map(siteText))].join(', ');
  return `declared by: ${where}${reasons.length === 0 ? '' : `: ${reasons.join('; ')}`}`;
}

function objectLine({ kind, namespace, name }: EntryOrigin): string {
  return `object: ${kind} ${namespace}/${name}`;
}

function faultText(fault: RouteFault, { edge }: AskedRoute, world: World): string {
  switch (fault.kind) {
    case 'noRoute': return 'no Ingress or route serves it';
    case 'otherEdge': return `it is served by ${fault.servers.join(' and ')}, which is not edge \`${edge}\``;
    case 'omitted': return fault.omissions.map(({ text }) => text).join('; ');
    case 'leadsNowhere': return 'its backend is a Service, or a port of one, that leads nowhere';
    case 'otherWorkload': return `it leads to ${workloadsText(fault.others, world)}`;
    case 'otherPort': return `it leads to ${fault.ports.toString()}`;
    case 'otherShare': return `${partText(fault.found)} of the requests go there, and ${partText(fault.asked)} were asked for`;
  }
}

function routeText({ host, path, match, conditions, edgePort, protocol }: AskedRoute): string {
  if (edgePort !== undefined) return `${host === undefined ? '' : `\`${host}\` on `}${protocol} port \`${edgePort}\` of the edge`;
  const how = { exact: ', exactly,', prefix: '', regex: ', a pattern,' }[match ?? 'prefix'];
  return `${placeText({ host, path, conditions })}${how}`;
}

function placeText({ host = '*', path = '/', conditions = [] }: { readonly host?: string; readonly path?: string; readonly conditions?: readonly string[] }): string {
  return `\`${host}${path}\`${conditions.length === 0 ? '' : ` (${conditions.join(', ')})`}`;
}
