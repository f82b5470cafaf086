import { pluginOf, PLUGINS } from '../../../src/clusters/plugins';
import { Endpoint, Flow, PolicySubject } from '../../../src/model/endpoint';
import { PluginCapability } from '../../../src/model/plugin-capability';
import { PolicyFacts } from '../../../src/model/policy-dialect';
import { PortMatch } from '../../../src/model/port';

export const HTTP: PortMatch = { protocol: 'TCP', port: 8080 };
export const API: Endpoint = { kind: 'pods', namespaces: { name: 'back' }, pods: { app: 'api' } };
export const STRIPE: Endpoint = { kind: 'dnsName', dnsName: 'api.stripe.com', addresses: [] };
export const API_SERVER: Endpoint = { kind: 'apiServer', blocks: [] };
export const NODES: Endpoint = { kind: 'nodes', blocks: [{ cidr: '10.0.0.0/16', except: [] }] };
export const ENVOY: Endpoint = { kind: 'unnameable', what: 'the Envoy of Cilium', identity: 'ciliumIngress', instead: 'choose another edge' };

/** The flow to the DNS of the cluster. */
export const DNS: Flow = {
  key: 'the cluster DNS on 53/UDP, 53/TCP',
  peers: [{ kind: 'pods', namespaces: { name: 'kube-system' }, pods: { 'k8s-app': 'kube-dns' } }],
  ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }],
  isDns: true,
  reasons: [],
};

export function flow(peers: readonly Endpoint[], more: Partial<Flow> = {}): Flow {
  return { key: 'back/api on 8080/TCP', peers, ports: [HTTP], reasons: [], ...more };
}

export function subject(more: Partial<PolicySubject> = {}): PolicySubject {
  return { name: 'web', namespace: 'shop', podLabels: { app: 'web' }, labels: { team: 'front' }, ingress: [], egress: [], ...more };
}

/** What the renderer is told of a cluster with Cilium. */
export function facts({ isAlone = false, version = '1.20', on = [] }: { isAlone?: boolean; version?: string; on?: PluginCapability[] } = {}): PolicyFacts {
  return { enforces: pluginOf(PLUGINS.cilium, { version, on }).enforces, version, isAlone };
}
