import { outsidersOf } from './exposure';
import { Connect } from './input';
import { narrowedOfOne, ToldReach } from './one-of';
import { sideReach } from './side-requests';
import { Connection, ConnectivityMap, ConnectivityOptions } from '../../reachability/connectivity';
import { ResolvedEntry } from '../../reachability/entries';
import { RuleSet } from '../../reachability/rules';
import { Snapshot } from '../../reachability/snapshot';
import { Workload } from '../../reachability/workload';
import { PortSet } from '../../sets/ports';
import { LabelMap } from '../../sets/selector';

/** What a controller that nobody knows may reach of a workload. */
export type ControllerReach = (workload: Workload) => ToldReach;

/** The namespace of the controller that nobody knows: none that a cluster can have, so that no rule names it. */
const NOWHERE = 'ingress-controller-ns';

/**
 * What a pod without labels, in a namespace without labels, reaches of the workloads behind entries: who serves Ingresses and
 * routes is not among the manifests, as a rule.
 */
export function controllerReach(
  connect: Connect, snapshot: Snapshot, rules: RuleSet, entries: readonly ResolvedEntry[], options: ConnectivityOptions,
): ControllerReach {
  const controller: Workload = {
    kind: 'Pod', namespace: NOWHERE, name: 'ingress-controller', labels: {}, ports: [], hostNetwork: false, addresses: [], nodeAddresses: [],
  };
  const targets = [...new Set(entries.flatMap(({ targets: all }) => all.map(({ workload }) => workload)))];
  const map: ConnectivityMap = connect({ ...snapshot, workloads: [...targets, controller] }, rules, options);
  const places = new Map(map.ends.map((end, place) => [end.kind === 'workload' ? end.workload : undefined, place]));
  const source = places.get(controller);
  return (workload) => {
    const destination = places.get(workload);
    return source === undefined || destination === undefined ? NO_REACH : toldReach(map.between(source, destination));
  };
}

/**
 * The same, and what it may reach if it is one of those whom policies let in: pods that are not among the manifests, or that look like a controller. A
 * policy names the pods of its controller by labels, of which nothing is known here.
 */
export function perhapsReach(reach: ControllerReach, snapshot: Snapshot, rules: RuleSet, map: ConnectivityMap): ControllerReach {
  const outsiders = outsidersOf(snapshot, rules);
  const alike = map.ends.flatMap((end, place) => (end.kind === 'workload' && looksLikeController(end.workload) ? [place] : []));
  const places = new Map(map.ends.map((end, place) => [end.kind === 'workload' ? end.workload : undefined, place]));
  return (workload) => {
    const own = reach(workload);
    const place = places.get(workload);
    const ofOutsiders = outsiders.map((one): ToldReach => {
      const side = { direction: 'ingress', subject: { kind: 'workload', workload }, other: { kind: 'outsiders', outsiders: one } } as const;
      const { ports, narrowed } = sideReach(snapshot, rules, side);
      return { allowed: ports.numbers, unknown: PortSet.none, narrowed: narrowed.map((each) => ({ ...each, ports: each.ports.numbers })) };
    });
    const ofOthers = place === undefined ? [] : alike.map((source) => toldReach(map.between(source, place)));
    const perhaps = [...ofOutsiders, ...ofOthers].reduce((sum, { allowed, unknown }) => sum.union(allowed).union(unknown), own.unknown);
    const both = { allowed: own.allowed, unknown: perhaps.difference(own.allowed) };
    return { ...both, narrowed: narrowedOfOne(both, [own, ...ofOutsiders, ...ofOthers]) };
  };
}

const NO_REACH: ToldReach = { allowed: PortSet.none, unknown: PortSet.none, narrowed: [] };

/** What a connection lets through, of requests, too. */
export function toldReach({ allowed, unknown, narrowed = [] }: Pick<Connection, 'allowed' | 'unknown' | 'narrowed'>): ToldReach {
  return { allowed, unknown, narrowed };
}

/** Labels that the pods of controllers carry, where they are among the manifests. */
const CONTROLLER_LABELS: readonly LabelMap[] = [
  'ingress-nginx', 'traefik', 'contour', 'envoy', 'haproxy-ingress', 'kubernetes-ingress', 'kong', 'nginx-ingress', 'envoy-gateway', 'aws-load-balancer-controller',
].flatMap((name): LabelMap[] => [{ 'app.kubernetes.io/name': name }, { app: name }]);

/** Whether a workload has the labels of a controller that serves Ingresses or routes. */
export function looksLikeController({ labels }: Workload): boolean {
  return 'gateway.networking.k8s.io/gateway-name' in labels
    || CONTROLLER_LABELS.some((known) => Object.entries(known).every(([key, value]) => labels[key] === value));
}
