import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { Shop } from './shop';
import { NetworkPlugin } from '../../src';
import { FindingCode } from '../../src/model/finding';

/** One thing that the proof finds, and what brings it about. */
export interface ProofRow {
  readonly name: string;
  readonly code: FindingCode;
  readonly path: string;
  /** Another cluster than usual. */
  readonly shop?: () => Shop;
  readonly run: (shop: Shop) => unknown;
  readonly says: RegExp;
}

function raw(chart: Chart, kind: string, apiVersion: string, spec: object): ApiObject {
  return new ApiObject(chart, 'raw', { apiVersion, kind, metadata: { name: 'raw' }, spec });
}

/** A policy of Cilium that lets some requests through. */
function requests(shop: Shop): ApiObject {
  const [web, api] = [shop.service('web'), shop.service('api')];
  web.connections.allowTo(api, { http: [{ method: 'POST', path: '/a' }] });
  return api.policyObjects.find(({ kind }) => kind === 'CiliumNetworkPolicy') ?? api.networkPolicy;
}

/** Damages of what is written, one for each code of the proof that is an error. */
export const PROOF_ROWS: readonly ProofRow[] = [
  {
    name: 'a policy of somebody else that opens a microservice',
    code: 'FLOW_EXCESS',
    path: 'shop/web',
    run: (shop) => { shop.service('web'); raw(shop.chart, 'NetworkPolicy', 'networking.k8s.io/v1', { podSelector: {}, ingress: [{}] }); },
    says: /`shop\/web` may be called by .* on every port, and nobody declared it/,
  },
  {
    name: 'a request that a patch lets through',
    code: 'REQUEST_EXCESS',
    path: 'shop/api',
    shop: () => new Shop({ plugin: NetworkPlugin.cilium() }),
    run: (shop) => { requests(shop).addJsonPatch(JsonPatch.remove('/spec/ingress/0/toPorts/0/rules/http/0/method')); },
    says: /`shop\/api` may be asked `GET \/a` by `shop\/web` on TCP 8080, and of that connection only `POST \/a` is declared/,
  },
  {
    name: 'a request that a patch keeps out',
    code: 'REQUEST_MISSING',
    path: 'shop/web',
    shop: () => new Shop({ plugin: NetworkPlugin.cilium() }),
    run: (shop) => { requests(shop).addJsonPatch(JsonPatch.replace('/spec/ingress/0/toPorts/0/rules/http/0/path', '/b')); },
    says: /`shop\/api` is declared to be asked `POST \/a` by `shop\/web` on TCP 8080, and its own policies keep it out/,
  },
  {
    name: 'a rule that is patched away',
    code: 'FLOW_MISSING',
    path: 'shop/web',
    run: (shop) => {
      const [web, api] = [shop.service('web'), shop.service('api')];
      web.connections.allowTo(api);
      api.networkPolicy.addJsonPatch(JsonPatch.remove('/spec/ingress/0'));
    },
    says: /`shop\/api` is declared to be called by `shop\/web` on TCP 8080, and its own policies keep it shut/,
  },
  {
    name: 'a policy that no API server takes',
    code: 'OBJECT_INVALID',
    path: 'shop/web',
    run: (shop) => shop.service('web').networkPolicy.addJsonPatch(JsonPatch.add('/spec/egress/-', { to: [{ ipBlock: { cidr: '10.0.0.1/8' } }] })),
    says: /NetworkPolicy shop\/web, written by `shop\/web\/NetworkPolicy`, .*`10.0.0.1\/8` has bits set behind the prefix/,
  },
  {
    name: 'an Ingress of somebody else',
    code: 'ROUTE_EXCESS',
    path: '',
    run: (shop) => {
      shop.service('web').expose('x', { hosts: ['a.example'] });
      const backend = { service: { name: 'web', port: { name: 'http' } } };
      raw(shop.chart, 'Ingress', 'networking.k8s.io/v1', { rules: [{ host: 'b.example', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] });
    },
    says: /`b.example\/` leads from outside to `shop\/web` on TCP 8080, and nobody declared that/,
  },
  {
    name: 'an exposure whose host is patched',
    code: 'ROUTE_MISSING',
    path: 'shop/web/x',
    run: (shop) => shop.service('web').expose('x', { hosts: ['a.example'] }).ingress?.addJsonPatch(JsonPatch.replace('/spec/rules/0/host', 'b.example')),
    says: /`a.example\/` does not lead to `shop\/web` on 8080\/TCP: no Ingress or route serves it/,
  },
  {
    name: 'an Ingress of somebody else for a host and path of ours',
    code: 'ROUTE_TWICE',
    path: 'shop/web/x',
    run: (shop) => {
      shop.service('web').expose('x', { hosts: ['a.example'] });
      const backend = { service: { name: 'web', port: { name: 'http' } } };
      const rules = [{ host: 'a.example', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }];
      raw(shop.chart, 'Ingress', 'networking.k8s.io/v1', { ingressClassName: 'traefik', rules });
    },
    says: /`a.example\/` is served by 2 objects on edge `public`, and the controller alone knows which of them answers/,
  },
  {
    name: 'pods of somebody else with the labels of ours',
    code: 'TARGET_EXCESS',
    path: 'shop/web',
    run: (shop) => {
      shop.service('web');
      const labels = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': 'web' };
      raw(shop.chart, 'StatefulSet', 'apps/v1', { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [] } } });
    },
    says: /Service `shop\/web` leads to `shop\/raw \(StatefulSet\)` as well as to `shop\/web`/,
  },
  {
    name: 'a Service whose target is patched',
    code: 'TARGET_MISSING',
    path: 'shop/web',
    run: (shop) => shop.service('web').service?.addJsonPatch(JsonPatch.replace('/spec/ports/0/targetPort', 81)),
    says: /Service `shop\/web` does not lead to `shop\/web` on 8080\/TCP: it leads to TCP 81/,
  },
  {
    name: 'a Deployment whose name is patched',
    code: 'WORKLOAD_MISSING',
    path: 'shop/web',
    run: (shop) => ApiObject.of(shop.service('web').deployment).addJsonPatch(JsonPatch.replace('/metadata/name', 'front')),
    says: /`shop\/web` is not among the objects that are written/,
  },
];
