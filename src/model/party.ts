import { Labels, NamedEndpoint, SystemRole } from './endpoint';

/** A workload as one side of an edge. */
export interface WorkloadParty {
  readonly kind: 'workload';
  /** Identifies it within its cluster: kind, namespace and name, never its labels. */
  readonly workloadKind: string;
  readonly namespace: string;
  readonly name: string;
  /** Read when the policy is written, since somebody else's labels may change until then. */
  readonly podLabels: () => Labels;
  /** Whether somebody else can still change what is read here; ours never changes. */
  readonly late: boolean;
  /** Pods on the host network have the addresses of their nodes: no selector finds them, no policy holds them. */
  readonly onHostNetwork?: () => boolean;
}

/** Anybody that an edge can name: what is known already, and what only the cluster profile knows. */
export type Party = WorkloadParty | NamedEndpoint | SystemRole;

/** How a party reads in a sentence; equal texts mean the same party. */
export function describeParty(party: Party): string {
  switch (party.kind) {
    case 'workload':
      return `${party.namespace}/${party.name}${party.workloadKind === 'Deployment' ? '' : ` (${party.workloadKind})`}`;
    case 'pods':
      return `${describePods(party.pods)} of ${describeNamespaces(party.namespaces)}`;
    case 'account':
      return `pods of ServiceAccount ${party.namespace}/${party.account}`;
    case 'addresses':
      return `${party.group === undefined ? '' : `${party.group} at `}${party.blocks.map(describeBlock).join(', ')}`;
    case 'dnsName':
      return party.addresses.length === 0 ? party.dnsName : `${party.dnsName} at ${party.addresses.map(describeBlock).join(', ')}`;
    case 'unnameable':
      return party.what;
    case 'anyone':
      return 'anyone';
    case 'dns':
      return 'the cluster DNS';
    case 'prometheus':
      return 'Prometheus';
    case 'apiServer':
      return 'the API server';
    case 'ingressController':
      return party.edge === undefined ? 'the ingress controller of the first edge' : `the ingress controller of edge ${party.edge}`;
    case 'internet':
      return 'the internet';
    case 'outside':
      return 'everybody outside the cluster';
    case 'cluster':
      return 'every pod of the cluster';
    case 'nodes':
      return 'the nodes';
  }
}

function describePods(pods: Labels | 'all'): string {
  return pods === 'all' ? 'every pod' : `pods ${describeLabels(pods)}`;
}

function describeNamespaces(namespaces: { readonly name: string } | { readonly labels: Labels } | 'all'): string {
  if (namespaces === 'all') {
    return 'every namespace';
  }
  return 'name' in namespaces ? `namespace ${namespaces.name}` : `namespaces ${describeLabels(namespaces.labels)}`;
}

function describeBlock(block: { readonly cidr: string; readonly except: readonly string[] }): string {
  return block.except.length === 0 ? block.cidr : `${block.cidr} without ${block.except.join(' ')}`;
}

/** Labels in a sentence, in one order. */
export function describeLabels(labels: Labels): string {
  return Object.keys(labels).sort().map((key) => `${key}=${labels[key] ?? ''}`).join(',');
}
