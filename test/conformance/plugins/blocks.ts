import { CILIUM, except, GKE, having, own, Profile } from './profiles';

/** Plugins of which no block of addresses takes in a pod. */
export const WITHOUT_PODS: readonly Profile[] = [...except(CILIUM, having(CILIUM, 'pods')), ...GKE];

/** Plugins of which no block of addresses takes in a node. */
export const WITHOUT_NODES: readonly Profile[] = [...except(CILIUM, having(CILIUM, 'nodes')), ...GKE];

/** Those that name the nodes by a word. */
export const NODES_BY_WORD: readonly Profile[] = [...except(CILIUM, having(CILIUM, 'nodes')), ...own(having(CILIUM, 'nodes'))];

/** The gap of a flow of `shop/web` that is about the nodes, on a plugin of which nothing is known. */
export function nodesGap(key: string): string {
  return `[shop/web] network plugin \`{plugin}\` does not enforce blocks of addresses for nodes, on which \`${key}\` relies: `
    + 'nothing is known of it: if you know that it does, say so, as in `overrides: { nodesInBlocks: true }` (NOT_ENFORCED)';
}

/** What the proof says of declared addresses that `shop/web` cannot call. */
export function callMissing(block: string, port: number): string {
  return `[shop/web] \`shop/web\` is declared to call ${block} on TCP ${port}, and its own policies keep it shut (FLOW_MISSING)`;
}
