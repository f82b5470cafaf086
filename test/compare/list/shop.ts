import { ListInput } from '../../../src/compare/list/input';
import { readEntries } from '../../../src/dialects/read-entries';
import { readRules } from '../../../src/dialects/read-rules';
import { readServices } from '../../../src/dialects/service/read';
import { connectivityOf } from '../../../src/reachability/engine/connectivity-of';
import { ClusterFacts, snapshotOf } from '../../../src/reachability/snapshot';
import { objectsOf } from '../../reachability/world';

/** What a list is made from, of YAML. */
export function listInput(yaml: string, facts: ClusterFacts = {}): ListInput {
  const objects = objectsOf(yaml);
  const snapshot = snapshotOf(objects, facts);
  const { entries, omissions } = readEntries(objects, snapshot.namespaces);
  return {
    snapshot,
    rules: readRules(objects).rules,
    services: readServices(objects).services,
    entries,
    omissions,
    connect: connectivityOf,
  };
}

/** A web workload behind an Ingress and a Route, payments that web alone reaches, and a database on a node port. */
export const SHOP = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ ports: [{ name: http, containerPort: 8080 }, { name: metrics, containerPort: 9090 }] }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: payments, namespace: shop }
spec:
  template:
    metadata: { labels: { app: payments } }
    spec: { containers: [{ ports: [{ name: http, containerPort: 8443 }] }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec:
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ ports: [{ name: sql, containerPort: 5432 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: http }] }
---
apiVersion: v1
kind: Service
metadata: { name: payments, namespace: shop }
spec: { selector: { app: payments }, ports: [{ port: 443, targetPort: 8443 }] }
---
apiVersion: v1
kind: Service
metadata: { name: db, namespace: shop }
spec: { type: NodePort, externalTrafficPolicy: Local, selector: { app: db }, ports: [{ port: 5432, targetPort: sql, nodePort: 30432 }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: web, port: { name: http } } } }
          - { path: /pay, pathType: Prefix, backend: { service: { name: payments, port: { number: 443 } } } }
          - { path: /old, pathType: Prefix, backend: { service: { name: gone, port: { number: 80 } } } }
---
apiVersion: route.openshift.io/v1
kind: Route
metadata: { name: web, namespace: shop }
spec: { host: shop.apps.example.com, to: { kind: Service, name: web }, port: { targetPort: http } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: payments, namespace: shop }
spec:
  podSelector: { matchLabels: { app: payments } }
  policyTypes: [Ingress, Egress]
  ingress:
    - { from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 8443 }] }
  egress:
    - { to: [{ ipBlock: { cidr: 203.0.113.0/24, except: [203.0.113.128/25] } }], ports: [{ port: 443 }] }
    - { to: [{ namespaceSelector: {}, podSelector: { matchLabels: { k8s-app: kube-dns } } }], ports: [{ port: 53, protocol: UDP }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db, namespace: shop }
spec:
  podSelector: { matchLabels: { app: db } }
  ingress:
    - { from: [{ ipBlock: { cidr: 10.0.0.0/8 } }], ports: [{ port: sql }] }
`;
