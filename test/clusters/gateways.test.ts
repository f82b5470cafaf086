import { gatewayEdgeOf, GatewayEdgeInput } from '../../src/clusters/gateway-edge';
import { GATEWAYS } from '../../src/clusters/gateways';
import { GatewayControllerName } from '../../src/model/edge';
import { Labels } from '../../src/model/endpoint';
import { ReachError } from '../../src/model/finding';

/** The Gateway of all these tests is `infra/public`, or that behind a ListenerSet. */
const INPUT: GatewayEdgeInput = {
  parent: { kind: 'Gateway', namespace: 'infra', name: 'public' },
  listeners: [{ protocol: 'HTTP', name: 'http', port: 80 }, { protocol: 'HTTPS', name: 'https', port: 443 }],
  certificates: 'parent',
};

/** What the pods of the data plane of `infra/public` carry, written down from the maker's chart or code; the others are the controller, and other Gateways. */
const SHIPPED: Readonly<Partial<Record<GatewayControllerName, { namespace: string; labels: Labels; others: readonly Labels[] }>>> = {
  // envoyproxy/gateway, internal/infrastructure/kubernetes/proxy/resource.go and internal/gatewayapi/translator.go, 1.9.0; the other is the controller
  'envoy-gateway': {
    namespace: 'envoy-gateway-system',
    labels: {
      'app.kubernetes.io/component': 'proxy',
      'app.kubernetes.io/managed-by': 'envoy-gateway',
      'app.kubernetes.io/name': 'envoy',
      'gateway.envoyproxy.io/owning-gateway-name': 'public',
      'gateway.envoyproxy.io/owning-gateway-namespace': 'infra',
    },
    others: [
      { 'app.kubernetes.io/instance': 'eg', 'app.kubernetes.io/name': 'gateway-helm', 'control-plane': 'envoy-gateway' },
      { 'app.kubernetes.io/name': 'envoy', 'gateway.envoyproxy.io/owning-gateway-name': 'public', 'gateway.envoyproxy.io/owning-gateway-namespace': 'lab' },
    ],
  },
  // istio/istio, manifests/charts/istio-control/istio-discovery/files/kube-gateway.yaml, 1.30.3
  'istio': {
    namespace: 'infra',
    labels: {
      'gateway.istio.io/managed': 'istio.io-gateway-controller',
      'gateway.networking.k8s.io/gateway-class-name': 'istio',
      'gateway.networking.k8s.io/gateway-name': 'public',
      'service.istio.io/canonical-name': 'public-istio',
    },
    others: [{ 'gateway.networking.k8s.io/gateway-class-name': 'istio', 'gateway.networking.k8s.io/gateway-name': 'inner' }, { app: 'istiod' }],
  },
  // nginx/nginx-gateway-fabric, internal/controller/provisioner/objects.go, 2.6.7
  'nginx-gateway-fabric': {
    namespace: 'infra',
    labels: {
      'app.kubernetes.io/instance': 'ngf',
      'app.kubernetes.io/managed-by': 'ngf-nginx',
      'app.kubernetes.io/name': 'public-nginx',
      'gateway.networking.k8s.io/gateway-name': 'public',
    },
    others: [{ 'app.kubernetes.io/instance': 'ngf', 'app.kubernetes.io/name': 'nginx-gateway-fabric' }],
  },
  // traefik/traefik-helm-chart, traefik/templates/_helpers.tpl, chart 41.3.0
  'traefik': {
    namespace: 'traefik',
    labels: { 'app.kubernetes.io/instance': 'traefik-traefik', 'app.kubernetes.io/managed-by': 'Helm', 'app.kubernetes.io/name': 'traefik' },
    others: [],
  },
  // projectcontour/contour, internal/provisioner/objects/dataplane/dataplane.go and internal/provisioner/model/names.go, 1.33.6
  'contour': {
    namespace: 'infra',
    labels: {
      'app': 'envoy-public',
      'app.kubernetes.io/managed-by': 'contour-gateway-provisioner',
      'gateway.networking.k8s.io/gateway-name': 'public',
      'projectcontour.io/owning-gateway-name': 'public',
    },
    others: [{ app: 'contour-public' }, { app: 'envoy-inner' }],
  },
  // Kong/charts, charts/ingress 0.24.0 with charts/kong/templates/deployment.yaml; the other is the controller
  'kong': {
    namespace: 'kong',
    labels: { 'app': 'kong-gateway', 'app.kubernetes.io/component': 'app', 'app.kubernetes.io/instance': 'kong', 'app.kubernetes.io/name': 'gateway' },
    others: [{ 'app.kubernetes.io/component': 'app', 'app.kubernetes.io/instance': 'kong', 'app.kubernetes.io/name': 'controller' }],
  },
  // haproxytech/helm-charts, haproxy-unified-gateway/templates/_helpers.tpl, chart 1.1.0
  'haproxy': {
    namespace: 'haproxy-unified-gateway',
    labels: { 'app.kubernetes.io/instance': 'hug', 'app.kubernetes.io/managed-by': 'Helm', 'app.kubernetes.io/name': 'haproxy-unified-gateway' },
    others: [{ 'app.kubernetes.io/name': 'kubernetes-ingress' }],
  },
  // kgateway-dev/kgateway, pkg/kgateway/helm/envoy/templates/_helpers.tpl, 2.4
  'kgateway': {
    namespace: 'infra',
    labels: {
      'app.kubernetes.io/instance': 'public',
      'app.kubernetes.io/name': 'public',
      'gateway.networking.k8s.io/gateway-class-name': 'kgateway',
      'gateway.networking.k8s.io/gateway-name': 'public',
      'kgateway': 'kube-gateway',
    },
    others: [{ 'kgateway': 'kgateway', 'app.kubernetes.io/name': 'kgateway' }],
  },
};

const selects = (selector: Labels, labels: Labels): boolean => Object.entries(selector).every(([key, value]) => labels[key] === value);
const blocks = (...cidrs: string[]) => [{ kind: 'addresses', blocks: cidrs.map((cidr) => ({ cidr, except: [] })) }];
const controllersOf = (controller: GatewayControllerName, more: Partial<GatewayEdgeInput> = {}) => gatewayEdgeOf('public', controller, { ...INPUT, ...more }).controllers;

describe('the rows of controllers of Gateways', () => {
  test.each(Object.entries(SHIPPED))('let in the pods that %s ships, and no other pods of it', (name, { namespace, labels, others }) => {
    const [endpoint] = controllersOf(name as GatewayControllerName); // the keys of a record over that union
    if (endpoint?.kind !== 'pods' || endpoint.pods === 'all') throw new Error('not pods with labels');
    const { pods } = endpoint;
    expect(endpoint.namespaces).toEqual({ name: namespace });
    expect(selects(pods, labels)).toBe(true);
    expect(others.filter((other) => selects(pods, other))).toEqual([]);
  });

  test('cover every controller whose data plane runs in pods', () => {
    const inPods = Object.entries(GATEWAYS).filter(([, { place }]) => ['besideGateway', 'byLabels', 'pods'].includes(place.kind)).map(([name]) => name);
    expect(Object.keys(SHIPPED).sort()).toEqual(inPods.sort());
  });

  test('name the class that each maker creates, or that its guide says', () => {
    expect(Object.fromEntries(Object.entries(GATEWAYS).map(([name, row]) => [name, row.gatewayClass]))).toEqual({
      'aws-alb': undefined,
      'cilium': 'cilium',
      'contour': 'contour',
      'envoy-gateway': 'eg',
      'generic': undefined,
      'gke': 'gke-l7-global-external-managed',
      'haproxy': 'haproxy',
      'istio': 'istio',
      'kgateway': 'kgateway',
      'kong': 'kong',
      'nginx-gateway-fabric': 'nginx',
      'traefik': 'traefik',
    });
  });

  test('say where each belief was read, and of which version it speaks', () => {
    for (const { sources } of Object.values(GATEWAYS)) {
      expect(sources.length).toBeGreaterThan(0);
      expect(sources.every((source) => source.url.startsWith('https://') && source.version !== '')).toBe(true);
    }
  });
});

describe('an edge of a Gateway', () => {
  test.each(['contour', 'envoy-gateway', 'istio', 'kgateway', 'nginx-gateway-fabric'] as const)(
    'on %s has the data plane of the Gateway behind a ListenerSet, not one of the ListenerSet', (controller) => {
      const behind = { parent: { kind: 'ListenerSet' as const, namespace: 'shop', name: 'own' }, gateway: { namespace: 'infra', name: 'public' } };
      expect(controllersOf(controller, behind)).toEqual(controllersOf(controller));
    },
  );

  test('on GKE lets in Google\'s front ends, and the proxy-only subnet of all classes but the global ones', () => {
    // https://cloud.google.com/load-balancing/docs/firewall-rules, read in November 2026
    expect(controllersOf('gke')).toEqual(blocks('130.211.0.0/22', '35.191.0.0/16'));
    expect(controllersOf('gke', { gatewayClass: 'gke-l7-gxlb' })).toEqual(blocks('130.211.0.0/22', '35.191.0.0/16'));
    expect(controllersOf('gke', { gatewayClass: 'gke-l7-rilb', cidrs: ['10.129.0.0/23'] })).toEqual(blocks('10.129.0.0/23', '130.211.0.0/22', '35.191.0.0/16'));
  });

  test('on AWS lets in the subnets of the load balancer, each once', () => {
    expect(controllersOf('aws-alb', { gatewayClass: 'alb', cidrs: ['10.0.32.0/20', '10.0.16.0/20', '10.0.16.0/20'] })).toEqual(blocks('10.0.16.0/20', '10.0.32.0/20'));
  });

  test('on Cilium has nobody that a policy can name, or is open to everybody where that is said', () => {
    expect(controllersOf('cilium')).toEqual([{
      kind: 'unnameable',
      what: 'the Envoy of Cilium, which is on every node and has the identity `reserved:ingress`',
      identity: 'ciliumIngress',
      instead: 'say that Cilium is the network plugin, as in `ClusterProfile.of({ plugin: NetworkPlugin.cilium() })`, whose own policies name it, '
        + 'set `openToAnyone: true` on edge `public`, by which exposed ports are open to everybody, or choose an edge whose data plane runs in pods',
    }]);
    expect(controllersOf('cilium', { openToAnyone: false })).toEqual(controllersOf('cilium'));
    expect(controllersOf('cilium', { openToAnyone: true })).toEqual([{ kind: 'anyone' }]);
  });

  test('takes other pods, where they run elsewhere or carry other labels, or addresses, where they run outside', () => {
    const pods = (namespace: string, labels: Labels) => [{ kind: 'pods', namespaces: { name: namespace }, pods: labels }];
    expect(controllersOf('envoy-gateway', { podNamespace: 'infra' }))
      .toEqual(pods('infra', { 'gateway.envoyproxy.io/owning-gateway-name': 'public', 'gateway.envoyproxy.io/owning-gateway-namespace': 'infra' }));
    expect(controllersOf('contour', { podNamespace: 'projectcontour', podLabels: { app: 'envoy' } })).toEqual(pods('projectcontour', { app: 'envoy' }));
    expect(controllersOf('istio', { cidrs: ['10.0.0.0/24'] })).toEqual(blocks('10.0.0.0/24'));
  });

  test('with a controller of which nothing is known takes pods or addresses', () => {
    const podLabels = { app: 'edge' };
    expect(controllersOf('generic', { gatewayClass: 'edge', podNamespace: 'edge', podLabels })).toEqual([{ kind: 'pods', namespaces: { name: 'edge' }, pods: podLabels }]);
    expect(controllersOf('generic', { gatewayClass: 'edge', cidrs: ['192.0.2.0/24'] })).toEqual(blocks('192.0.2.0/24'));
  });

  const SUBNETS = 'give the CIDRs of the subnets of the load balancer';
  test.each<[GatewayControllerName, Partial<GatewayEdgeInput>, string]>([
    ['aws-alb', { cidrs: ['10.0.0.0/16'] }, 'edge `public` needs `gatewayClass`: the name of the GatewayClass that its controller serves'],
    ['aws-alb', { gatewayClass: 'alb' }, `edge \`public\` needs \`cidrs\`, since the AWS Load Balancer Controller dials the pods from outside the cluster: ${SUBNETS}`],
    ['aws-alb', { gatewayClass: 'alb', cidrs: [] }, `edge \`public\` needs \`cidrs\`, since the AWS Load Balancer Controller dials the pods from outside the cluster: ${SUBNETS}`],
    ['gke', { gatewayClass: 'gke-l7-rilb' }, 'edge `public` needs `cidrs`, since class `gke-l7-rilb` dials the pods from a subnet of its own: give the CIDR of its proxy-only subnet'],
    ['istio', { podLabels: {} }, '`podLabels` of edge `public` is empty and would let in every pod of `infra`: give the labels of the controller\'s pods'],
    ['cilium', { podNamespace: 'kube-system', podLabels: { 'k8s-app': 'cilium-envoy' } },
      'edge `public` gives pods or `cidrs`, but neither a selector nor an address finds the Envoy of Cilium, which is on every node and has the identity `reserved:ingress`: leave them out'],
    ['cilium', { cidrs: ['10.0.0.0/16'] },
      'edge `public` gives pods or `cidrs`, but neither a selector nor an address finds the Envoy of Cilium, which is on every node and has the identity `reserved:ingress`: leave them out'],
    ['istio', { openToAnyone: true }, 'edge `public` sets `openToAnyone`, but policies can name the data plane of Istio: leave it out'],
    ['generic', { podNamespace: 'edge', podLabels: { app: 'edge' } }, 'edge `public` needs `gatewayClass`: the name of the GatewayClass that its controller serves'],
    ['generic', { gatewayClass: 'edge', podNamespace: 'edge' },
      'edge `public` does not say where its data plane is: give `podNamespaceName` and `podLabels` of its pods, or `cidrs` where it is outside the cluster'],
  ])('on %s is refused with %j', (controller, more, text) => {
    expect(() => controllersOf(controller, more)).toThrow(new ReachError('CLUSTER_PROFILE_INVALID', text));
  });

  test('with a malformed block is refused', () => {
    expect(() => controllersOf('gke', { cidrs: ['10.0.0.1/16'] })).toThrow('CIDR_INVALID');
  });
});
