import { workloadListEnd } from '../compare/list/end';
import { isOneOf, Narrowing } from '../compare/list/narrowing';
import { wantedEnds } from '../compare/list/wanted';
import { LIMITS } from '../files/limits';
import { ExactMap } from '../reachability/engine/connectivity-of';
import { Snapshot } from '../reachability/snapshot';
import { isProblem, parseAddress, parseCidr } from '../sets/cidr';
import { hostNamed } from '../sets/names';

/** Why a list cannot be answered as it is asked for: an empty answer would say that nothing is open, and too long a one would exhaust the memory. */
export function listObjections(snapshot: Snapshot, map: ExactMap, narrowing: Narrowing): string[] {
  const hosts = new Set(hostsAsked(snapshot, narrowing));
  const strangers = [...narrowing.from ?? [], ...(narrowing.to ?? []).filter((name) => !hosts.has(name))].filter((name) => !isKnown(snapshot, name));
  const objections = [
    ...strangers.map((name) => `\`${name}\` is no workload of these manifests, no address and no CIDR`),
    ...portObjections(snapshot, narrowing),
  ];
  return objections.length > 0 ? objections : excess(map, narrowing);
}

/** The hosts outside that somebody asks about, as they are written: they are ends whether any rule has them or not. */
export function hostsAsked(snapshot: Snapshot, { to = [] }: Narrowing): string[] {
  return to.filter((name) => hostNamed(name) !== undefined && !isKnown(snapshot, name));
}

function isKnown({ workloads }: Snapshot, name: string): boolean {
  if (/^\{?ingress-controller\}?$/.test(name) || !isProblem(parseAddress(name)) || !isProblem(parseCidr(name))) return true;
  return workloads.some((workload) => isOneOf([name], workloadListEnd(workload)));
}

function portObjections({ workloads }: Snapshot, { port: narrowing }: Narrowing): string[] {
  if (typeof narrowing?.port !== 'string') return [];
  const { port: name, protocol } = narrowing;
  const isThere = workloads.some(({ ports }) => ports.some((one) => one.name === name && (protocol ?? one.protocol) === one.protocol));
  return isThere ? [] : [`no workload of these manifests has a${protocol === undefined ? '' : ` ${protocol}`} port \`${name}\``];
}

function excess(map: ExactMap, narrowing: Narrowing): string[] {
  const [most, all] = [LIMITS.connections, map.ends.length];
  if (all ** 2 <= most) return [];
  const wanted = wantedEnds(map, narrowing);
  const asked = (wanted?.sources.length ?? all) * (wanted?.destinations.length ?? all);
  const count = asked <= most ? asked : Math.min(asked, map.size().pairs);
  return count <= most ? [] : [`the list would have up to ${count} connections, and at most ${most} are listed; narrow it with --from or --to`];
}
