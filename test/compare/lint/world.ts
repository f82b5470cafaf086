import { lintInput } from './manifests';
import { lint, LintFinding } from '../../../src/compare/lint/lint';
import { objectsOf } from '../../reachability/world';

/** A Pod `shop/web` with the ports `http` (8080) and `dns` (UDP 1053), and the Service `shop/web` that leads to them from 80 and 53. */
export const WEB = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: web, image: web, ports: [{ name: http, containerPort: 8080 }, { name: dns, containerPort: 1053, protocol: UDP }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: http }, { name: dns, port: 53, targetPort: dns, protocol: UDP }] }
`;

/** An object as YAML, by `namespace/name`. */
export function object(apiVersion: string, kind: string, name: string, fields: string, metadata = ''): string {
  const [namespace, own] = name.split('/');
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { namespace: ${namespace}, name: ${own}${metadata === '' ? '' : `, ${metadata}`} }\n${fields}\n`;
}

/** An object of the Gateway API. */
export function gatewayObject(kind: string, name: string, spec: string, metadata = ''): string {
  return object('gateway.networking.k8s.io/v1', kind, name, `spec: ${spec}`, metadata);
}

/** An Ingress to port 80 of the Service `web` of its namespace. */
export function ingress(name: string, more = '', metadata = ''): string {
  const backend = 'defaultBackend: { service: { name: web, port: { number: 80 } } }';
  return object('networking.k8s.io/v1', 'Ingress', name, `spec: { ingressClassName: nginx, ${backend}${more === '' ? '' : `, ${more}`} }`, metadata);
}

/** A NetworkPolicy of the namespace `shop`; without rules it lets nobody in. */
export function policy(selector: string, ...rules: readonly string[]): string {
  return object('networking.k8s.io/v1', 'NetworkPolicy', 'shop/policy', `spec: { podSelector: ${selector}, policyTypes: [Ingress], ingress: [${rules.join(', ')}] }`);
}

/** What lint finds in documents. */
export function findingsIn(...documents: readonly string[]): LintFinding[] {
  return lint(lintInput(objectsOf(...documents)));
}

/** The codes alone. */
export function codesIn(...documents: readonly string[]): string[] {
  return findingsIn(...documents).map(({ code }) => code);
}
