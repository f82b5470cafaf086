import { ClusterWorld } from './cluster';
import { ClusterProfile, NetworkPlugin } from '../../../src';
import { Verdict } from '../../../src/reachability/trace';
import { app, pod, policy } from '../../reachability/world';

/** A fact about policies that does not hold on every plugin, or not in every version of it. */
interface Fact {
  readonly name: string;
  readonly objects: readonly object[];
  readonly flow: { readonly source: string; readonly destination: string; readonly port: string };
  readonly verdicts: readonly (readonly [NetworkPlugin, Verdict])[];
}

const PODS: readonly object[] = [pod('shop/web', { status: { podIP: '10.244.1.1' } }), pod('shop/api', { status: { podIP: '10.244.1.2' } })];
const CALL = { source: 'shop/web', destination: 'shop/api', port: '8080/TCP' };

const { calico, canal, cilium, kubeRouter, kindnet, awsVpcCni, flannel } = NetworkPlugin;

function core(spec: object): object {
  return policy('shop/api', { podSelector: app('api'), ...spec });
}

function egress(block: string): object {
  return policy('shop/web', { podSelector: app('web'), policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: block } }] }] });
}

/** Denies whatever comes in to every pod, in a kind of the network-policy-api. */
function denied(kind: 'AdminNetworkPolicy' | 'BaselineAdminNetworkPolicy' | 'ClusterNetworkPolicy'): object {
  const peers = [{ namespaces: {} }];
  const subject = { namespaces: {} };
  if (kind === 'ClusterNetworkPolicy') {
    const ingress = [{ action: 'Deny', from: peers }];
    return { apiVersion: 'policy.networking.k8s.io/v1alpha2', kind, metadata: { name: 'deny' }, spec: { tier: 'Admin', priority: 1, subject, ingress } };
  }
  const ingress = [{ action: 'Deny', from: peers }];
  const isBaseline = kind === 'BaselineAdminNetworkPolicy';
  return {
    apiVersion: 'policy.networking.k8s.io/v1alpha1', kind, metadata: { name: isBaseline ? 'default' : 'deny' }, spec: { ...(isBaseline ? {} : { priority: 1 }), subject, ingress },
  };
}

const CALICO_DENIES = {
  apiVersion: 'projectcalico.org/v3', kind: 'NetworkPolicy', metadata: { name: 'deny', namespace: 'shop' }, spec: { selector: 'app == "api"', types: ['Ingress'], ingress: [] },
};
const CILIUM_DENIES = {
  apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name: 'deny', namespace: 'shop' }, spec: { endpointSelector: { matchLabels: { app: 'api' } }, ingress: [{}] },
};

const FACTS: readonly Fact[] = [
  {
    name: 'NetworkPolicy is enforced',
    objects: [core({ policyTypes: ['Ingress'] })],
    flow: CALL,
    verdicts: [
      [calico(), 'denied'], [canal(), 'denied'], [cilium(), 'denied'], [kubeRouter(), 'denied'], [flannel(), 'allowed'],
      [kindnet({ version: '0.23' }), 'allowed'], [kindnet({ version: '0.24' }), 'denied'],
      [awsVpcCni(), 'allowed'], [awsVpcCni({ version: '1.13', enableNetworkPolicy: true }), 'allowed'], [awsVpcCni({ version: '1.14', enableNetworkPolicy: true }), 'denied'],
    ],
  },
  {
    name: 'a block of addresses takes in a pod of that address',
    objects: [egress('10.244.0.0/16')],
    flow: CALL,
    verdicts: [
      [calico(), 'allowed'], [canal(), 'allowed'], [kubeRouter(), 'allowed'], [kindnet(), 'allowed'], [awsVpcCni({ enableNetworkPolicy: true }), 'allowed'],
      [cilium({ version: '1.14' }), 'denied'], [cilium({ version: '1.20' }), 'denied'], [cilium({ version: '1.20', nodesInBlocks: true }), 'denied'],
      // nobody can turn on what a version does not have
      [cilium({ version: '1.19', podsInBlocks: true }), 'denied'], [cilium({ version: '1.20', podsInBlocks: true }), 'allowed'],
      [NetworkPlugin.gkeDataplaneV2(), 'denied'],
    ],
  },
  {
    name: 'a block of addresses takes in a node',
    objects: [egress('10.0.0.0/16')],
    flow: { ...CALL, destination: '10.0.0.7' },
    verdicts: [
      [calico(), 'allowed'], [kubeRouter(), 'allowed'], [cilium({ version: '1.14', nodesInBlocks: true }), 'denied'], [cilium({ version: '1.15' }), 'denied'],
      [cilium({ version: '1.15', nodesInBlocks: true }), 'allowed'], [cilium({ version: '1.20', podsInBlocks: true }), 'denied'],
    ],
  },
  {
    name: 'a block of addresses of everything takes in what is outside of the cluster, whatever it takes in of the cluster',
    objects: [egress('0.0.0.0/0')],
    flow: { ...CALL, destination: '198.51.100.9' },
    verdicts: [[calico(), 'allowed'], [cilium({ version: '1.14' }), 'allowed'], [cilium({ version: '1.20' }), 'allowed']],
  },
  {
    name: 'AdminNetworkPolicy counts',
    objects: [denied('AdminNetworkPolicy')],
    flow: CALL,
    verdicts: [
      [calico({ version: '3.29' }), 'denied'], [calico({ version: '3.31' }), 'denied'], [calico({ version: '3.32' }), 'allowed'], [cilium(), 'allowed'], [kubeRouter(), 'allowed'],
      [NetworkPlugin.ovnKubernetes(), 'denied'], [NetworkPlugin.antrea(), 'allowed'], [NetworkPlugin.antrea({ overrides: { adminNetworkPolicy: true } }), 'denied'],
    ],
  },
  {
    name: 'BaselineAdminNetworkPolicy counts',
    objects: [denied('BaselineAdminNetworkPolicy')],
    flow: CALL,
    verdicts: [[calico({ version: '3.29' }), 'allowed'], [calico({ version: '3.30' }), 'denied'], [calico({ version: '3.31' }), 'denied'], [calico({ version: '3.32' }), 'allowed']],
  },
  {
    name: 'ClusterNetworkPolicy counts',
    objects: [denied('ClusterNetworkPolicy')],
    flow: CALL,
    verdicts: [
      [calico({ version: '3.31' }), 'allowed'], [calico({ version: '3.32' }), 'denied'], [cilium({ version: '1.20' }), 'allowed'],
      [cilium({ version: '1.20', overrides: { clusterNetworkPolicy: true } }), 'denied'], [NetworkPlugin.conformant(), 'allowed'],
    ],
  },
  {
    name: 'a NetworkPolicy of Calico counts',
    objects: [CALICO_DENIES],
    flow: CALL,
    verdicts: [[calico({ version: '3.29' }), 'denied'], [canal(), 'denied'], [cilium(), 'allowed'], [kubeRouter(), 'allowed'], [flannel(), 'allowed'], [NetworkPlugin.conformant(), 'allowed']],
  },
  {
    name: 'a CiliumNetworkPolicy counts',
    objects: [CILIUM_DENIES],
    flow: CALL,
    verdicts: [[cilium({ version: '1.14' }), 'denied'], [cilium(), 'denied'], [calico(), 'allowed'], [canal(), 'allowed'], [kubeRouter(), 'allowed'], [NetworkPlugin.conformant(), 'allowed']],
  },
];

describe.each(FACTS)('$name', ({ objects, flow, verdicts }) => {
  const rows = verdicts.map(([plugin, verdict]) => ({ plugin, name: `${plugin._plugin().plugin.name} with ${onOf(plugin)}`, verdict }));

  test.each(rows)('or not: on $name the flow is $verdict', ({ plugin, verdict }) => {
    const profile = ClusterProfile.of({ plugin, podCidrs: ['10.244.0.0/16'], nodeCidrs: ['10.0.0.0/16'] });
    expect(ClusterWorld.on(profile, [...PODS, ...objects]).verdict(flow)).toBe(verdict);
  });
});

function onOf(plugin: NetworkPlugin): string {
  const { enforces } = plugin._plugin().plugin;
  const on = (['networkPolicy', 'podsInBlocks', 'nodesInBlocks'] as const).filter((one) => enforces[one].support === 'yes');
  return on.length === 0 ? 'nothing' : on.join(', ');
}
