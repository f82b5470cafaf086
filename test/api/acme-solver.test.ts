import { ApiObject, Chart } from 'cdk8s';
import { allowedFlows } from './flows';
import { Shop, yamlOf } from './shop';
import { AcmeSolver, ClusterProfileProps, Edge, EdgeGateway, EdgeListener, ExposureProps, GatewayController, Peer, Tls } from '../../src';
import { codesIn } from '../compare/lint/world';
import { pod } from '../reachability/world';

const TLS = Tls.clusterIssuer('letsencrypt');
const EDGES = { edges: [Edge.traefik('public'), Edge.haproxy('private')] };
const SOLVER = { 'acme.cert-manager.io/http01-solver': 'true', 'acme.cert-manager.io/http-domain': '1', 'acme.cert-manager.io/http-token': '2' };
const PODS = [
  pod('shop/solver', { labels: SOLVER }),
  pod('traefik/t', { labels: { 'app.kubernetes.io/name': 'traefik' } }),
  pod('haproxy-controller/h', { labels: { 'app.kubernetes.io/name': 'kubernetes-ingress' } }),
  pod('shop/stranger'),
  pod('traefik/stranger'),
];

function issued(props: Partial<ExposureProps> = {}, profile: ClusterProfileProps = {}): Shop {
  const shop = new Shop({ ...EDGES, ...profile });
  shop.service('web').expose('site', { hosts: ['a.example.com'], tls: TLS, ...props });
  return shop;
}

/** Who reaches the pod that answers for a host, and whom it reaches. */
function solverFlows(shop: Shop): string[] {
  const others = ['traefik/t', 'haproxy-controller/h', 'shop/stranger', 'traefik/stranger', 'shop/web', '203.0.113.9'];
  const flows = allowedFlows(shop.world(PODS), { managed: ['shop/solver'], others, ports: ['8089/TCP', '8080/TCP', '80/TCP', '53/UDP'] });
  return flows.filter((flow) => !flow.startsWith('shop/solver > shop/solver '));
}

function policies(shop: Shop): string[] {
  return shop.kind('NetworkPolicy').map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`).sort();
}

describe('the pods that answer for hosts', () => {
  test('are let in from the controller of the edge alone, and may call nobody', () => {
    const shop = issued();
    expect(solverFlows(shop)).toEqual(['traefik/t > shop/solver on 8089/TCP']);
    expect(shop.findings()).toEqual([]);
  });

  test('have one policy in a namespace, whatever asks for it, open for every edge that has an issuer', () => {
    const shop = issued();
    shop.service('api').expose('site', { hosts: ['b.example.com'], tls: Tls.issuer('own'), edge: 'private' });
    shop.service('api2').expose('site', { hosts: ['c.example.com'], tls: TLS });
    expect(policies(shop)).toEqual(['shop/acme-http01-solver', 'shop/api', 'shop/api2', 'shop/web']);
    expect(solverFlows(shop)).toEqual(['haproxy-controller/h > shop/solver on 8089/TCP', 'traefik/t > shop/solver on 8089/TCP']);
    expect(shop.named('NetworkPolicy', 'acme-http01-solver')).toMatchInlineSnapshot(`
{
  "apiVersion": "networking.k8s.io/v1",
  "kind": "NetworkPolicy",
  "metadata": {
    "annotations": {
      "cdk8s-reach/reasons": "from the ingress controller of edge private on 8089/TCP: cert-manager proves hosts over HTTP
from the ingress controller of edge public on 8089/TCP: cert-manager proves hosts over HTTP",
    },
    "labels": {
      "app.kubernetes.io/instance": "acme-http01-solver",
      "app.kubernetes.io/managed-by": "cdk8s-reach",
      "app.kubernetes.io/name": "acme-http01-solver",
    },
    "name": "acme-http01-solver",
    "namespace": "shop",
  },
  "spec": {
    "egress": [],
    "ingress": [
      {
        "from": [
          {
            "namespaceSelector": {
              "matchLabels": {
                "kubernetes.io/metadata.name": "haproxy-controller",
              },
            },
            "podSelector": {
              "matchLabels": {
                "app.kubernetes.io/name": "kubernetes-ingress",
              },
            },
          },
        ],
        "ports": [
          {
            "port": 8089,
            "protocol": "TCP",
          },
        ],
      },
      {
        "from": [
          {
            "namespaceSelector": {
              "matchLabels": {
                "kubernetes.io/metadata.name": "traefik",
              },
            },
            "podSelector": {
              "matchLabels": {
                "app.kubernetes.io/name": "traefik",
              },
            },
          },
        ],
        "ports": [
          {
            "port": 8089,
            "protocol": "TCP",
          },
        ],
      },
    ],
    "podSelector": {
      "matchLabels": {
        "acme.cert-manager.io/http01-solver": "true",
      },
    },
    "policyTypes": [
      "Ingress",
      "Egress",
    ],
  },
}
`);
  });

  test('have one in each namespace, and one where two charts share a namespace', () => {
    const shop = issued();
    shop.service('web', {}, 'blog').expose('site', { hosts: ['d.example.com'], tls: TLS });
    const second = new Chart(shop.app, 'second', { namespace: 'shop' });
    expect(second.namespace).toBe('shop');
    expect(policies(shop)).toEqual(['blog/acme-http01-solver', 'blog/web', 'shop/acme-http01-solver', 'shop/web']);
  });

  test.each<[string, Partial<ExposureProps>, ClusterProfileProps]>([
    ['plain HTTP', { tls: undefined }, {}],
    ['a Secret', { tls: Tls.secret('a-tls') }, {}],
    ['a certificate of the edge', { tls: Tls.edge(), httpsRedirect: false }, {}],
    ['proofs by DNS', {}, { acme: AcmeSolver.dns01() }],
  ])('need nothing for %s', (_, props, profile) => {
    const shop = issued(props, profile);
    expect(shop.app.node.findAll().filter(ApiObject.isApiObject).map(({ name }) => name)).not.toContain('acme-http01-solver');
  });

  test('are no reason for lint any more', () => {
    const deny = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'deny', namespace: 'shop' }, spec: { podSelector: {}, policyTypes: ['Ingress'] } };
    const codes = (shop: Shop) => codesIn(yamlOf(...shop.manifests(), deny)).filter((code) => code === 'ACME_SOLVER_SHUT_OUT').length;
    expect(codes(issued())).toBe(0);
    expect(codes(issued({}, { acme: AcmeSolver.dns01() }))).toBe(1);
  });

  test('stay closed for others when an app opens itself to them', () => {
    const shop = new Shop(EDGES);
    const web = shop.service('web');
    web.expose('site', { hosts: ['a.example.com'], tls: TLS });
    web.connections.allowFrom(Peer.namespaceNamed('shop'));
    expect(solverFlows(shop)).toEqual(['traefik/t > shop/solver on 8089/TCP']);
  });
});

describe('a wildcard with an issuer', () => {
  const hosts = ['*.example.com'];

  test('is a warning where nobody has said how hosts are proved, an error where it is HTTP, and fine by DNS', () => {
    expect(issued({ hosts }).findings()).toEqual([expect.stringMatching(/^cdk8s-reach: warning: \[shop\/web\/site\] .*`\*\.example\.com` by issuer `letsencrypt`.*does not say.*\(ACME_WILDCARD\)$/)]);
    expect(issued({ hosts }, { acme: AcmeSolver.http01() }).findings()).toEqual([expect.stringMatching(/^\[shop\/web\/site\] .*over HTTP alone.*\(ACME_WILDCARD\)$/)]);
    expect(issued({ hosts }, { acme: AcmeSolver.http01({ wildcardsByDns: true }) }).findings()).toEqual([]);
    expect(issued({ hosts }, { acme: AcmeSolver.dns01() }).findings()).toEqual([]);
  });

  test('is nothing where the certificate is for other hosts, or of a Secret', () => {
    const some = { hosts: ['*.example.com', 'a.example.com'] };
    expect(issued({ ...some, tls: Tls.clusterIssuer('letsencrypt', { hosts: ['a.example.com'] }) }, { acme: AcmeSolver.http01() }).findings()).toEqual([]);
    expect(issued({ ...some, tls: Tls.secret('wild') }, { acme: AcmeSolver.http01() }).findings()).toEqual([]);
  });
});

describe('the pods that answer for the hosts of a Gateway', () => {
  const HOSTS = [EdgeListener.http(), EdgeListener.https({ hostname: 'a.example.com', tls: TLS })];

  function gatewayOf(listeners: EdgeListener[], profile: ClusterProfileProps = {}, chart = 'infra'): Shop {
    const shop = new Shop({ edges: [Edge.gateway('public', { controller: GatewayController.ENVOY_GATEWAY, namespaceName: 'infra', listeners })], ...profile });
    new EdgeGateway(shop.chartOf(chart), 'public');
    return shop;
  }

  test('are beside it, and let its data plane in and nobody else', () => {
    const shop = gatewayOf(HOSTS);
    const proxy = { 'gateway.envoyproxy.io/owning-gateway-name': 'public', 'gateway.envoyproxy.io/owning-gateway-namespace': 'infra' };
    const pods = [
      pod('infra/solver', { labels: SOLVER }), pod('envoy-gateway-system/proxy', { labels: proxy }), pod('envoy-gateway-system/stranger'), pod('infra/stranger'),
    ];
    const others = ['envoy-gateway-system/proxy', 'envoy-gateway-system/stranger', 'infra/stranger', '203.0.113.9'];
    expect(policies(shop)).toEqual(['infra/acme-http01-solver']);
    const flows = allowedFlows(shop.world(pods), { managed: ['infra/solver'], others, ports: ['8089/TCP', '80/TCP', '53/UDP'] });
    expect(flows.filter((flow) => !flow.startsWith('infra/solver > infra/solver '))).toEqual(['envoy-gateway-system/proxy > infra/solver on 8089/TCP']);
    expect(shop.findings()).toEqual([]);
  });

  test('share the policy with those of an app of that namespace', () => {
    const shop = gatewayOf(HOSTS, {
      edges: [Edge.gateway('public', { controller: GatewayController.ENVOY_GATEWAY, namespaceName: 'infra', listeners: HOSTS }), Edge.traefik('web')],
    });
    shop.service('web', {}, 'infra').expose('x', { hosts: ['b.example.com'], tls: TLS, edge: 'web' });
    expect(policies(shop)).toEqual(['infra/acme-http01-solver', 'infra/web']);
    expect(shop.findings()).toEqual([]);
  });

  test.each<[string, EdgeListener[], ClusterProfileProps, string]>([
    ['proofs by DNS', HOSTS, { acme: AcmeSolver.dns01() }, 'infra'],
    ['a Secret', [EdgeListener.https({ hostname: 'a.example.com', tls: Tls.secret('a') })], {}, 'infra'],
    ['a Gateway in the wrong namespace', HOSTS, {}, 'elsewhere'],
  ])('need nothing for %s', (_, listeners, profile, chart) => {
    const shop = gatewayOf(listeners, profile, chart);
    expect(shop.app.node.findAll().filter(ApiObject.isApiObject).map(({ name }) => name)).toEqual(['public']);
  });

  test('cannot prove a wildcard of a listener', () => {
    const wild = [EdgeListener.http(), EdgeListener.https({ hostname: '*.example.com', tls: TLS })];
    expect(gatewayOf(wild, { acme: AcmeSolver.http01() }).findings()).toEqual([expect.stringMatching(/^\[infra\/public\] .*`\*\.example\.com` by issuer `letsencrypt`.*over HTTP alone.*\(ACME_WILDCARD\)$/)]);
    expect(gatewayOf(wild, { acme: AcmeSolver.http01({ wildcardsByDns: true }) }).findings()).toEqual([]);
  });
});
