import { CILIUM, except, GKE, having, Profile, since } from './profiles';

/** Plugins of which no block of addresses takes in a pod. */
export const WITHOUT_PODS: readonly Profile[] = [...except(CILIUM, having(CILIUM, 'pods')), ...GKE];

/** Plugins of which no block of addresses takes in a node, with what they report of it. */
export const WITHOUT_NODES: readonly (readonly [profiles: readonly Profile[], instead: string])[] = [
  [since(CILIUM, '1.14', '1.15'), 'it is there from 1.15 on, by `nodes` in `policyCIDRMatchMode` of its chart'],
  [except(since(CILIUM, '1.15'), having(CILIUM, 'nodes')), 'turn on `nodes` in `policyCIDRMatchMode` of its chart, and say so, as in `overrides: { nodesInBlocks: true }`'],
  [GKE, 'nothing is known of it: if you know that it does, say so, as in `overrides: { nodesInBlocks: true }`'],
];

/** The gap of a flow of `shop/web` that is about the nodes. */
export function nodesGap(key: string, instead: string): string {
  return `[shop/web] network plugin \`{plugin}\` does not enforce blocks of addresses for nodes, on which \`${key}\` relies: ${instead} (NOT_ENFORCED)`;
}

/** What the proof says of declared addresses that `shop/web` cannot call. */
export function callMissing(block: string, port: number): string {
  return `[shop/web] \`shop/web\` is declared to call ${block} on TCP ${port}, and its own policies keep it shut (FLOW_MISSING)`;
}
