import { GuardrailsModel } from '../../src/model/guardrails';
import { objectsOf, World } from '../reachability/world';

/** Everything that can be asked, of two tenants, on a cluster whose system is where it usually is. */
export const GUARDRAILS: GuardrailsModel = {
  name: 'platform',
  labels: { 'app.kubernetes.io/managed-by': 'cdk8s-reach' },
  firstPriority: 10,
  platform: ['kube-system', 'monitoring'],
  tenants: { kind: 'label', key: 'acme.dev/tenant', values: ['Blue_1', 'green'] },
  paths: [
    { name: 'apiServer', direction: 'egress', peers: [{ kind: 'apiServer', blocks: [{ cidr: '10.0.0.10/32', except: [] }] }], ports: [{ protocol: 'TCP', port: 6443 }] },
    {
      name: 'dns',
      direction: 'egress',
      peers: [
        { kind: 'pods', namespaces: { name: 'kube-system' }, pods: { 'k8s-app': 'kube-dns' } },
        { kind: 'addresses', blocks: [{ cidr: '169.254.20.10/32', except: [] }] },
      ],
      ports: [{ protocol: 'TCP', port: 53 }, { protocol: 'UDP', port: 53 }],
    },
    { name: 'metrics', direction: 'ingress', peers: [{ kind: 'pods', namespaces: { name: 'monitoring' }, pods: { app: 'prometheus' } }], ports: [{ protocol: 'TCP', port: 9100 }] },
  ],
  neverOpen: [{ protocol: 'TCP', port: 22 }, { protocol: 'UDP', port: 3000, endPort: 3100 }],
  baseline: ['ingress', 'egress'],
  callers: 'everybody',
};

/** Pods of two tenants, of nobody, and of the platform, beside guardrails. */
export function guardedWorld(objects: readonly object[]): World {
  return new World([...objectsOf(PODS), ...objects]);
}

const PODS = [['blue', 'Blue_1'], ['green', 'green'], ['loose', undefined], ['kube-system', undefined]].map(([name, tenant]) => `
{ apiVersion: v1, kind: Namespace, metadata: { name: ${name}, labels: { ${tenant === undefined ? '' : `acme.dev/tenant: ${tenant}`} } } }
---
{ apiVersion: v1, kind: Pod, metadata: { name: app, namespace: ${name}, labels: { app: app } }, spec: { containers: [{ name: a }] } }
---
{ apiVersion: v1, kind: Pod, metadata: { name: dns, namespace: ${name}, labels: { k8s-app: kube-dns } }, spec: { containers: [{ name: a }] } }
---
{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: open, namespace: ${name} }, spec: { podSelector: {}, ingress: [{}], egress: [{}], policyTypes: [Ingress, Egress] } }
`).join('---');
