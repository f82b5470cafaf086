import { CONTROLLERS } from '../../src/clusters/controllers';
import { edgeOf, EdgeInput } from '../../src/clusters/edge';
import { IngressControllerName } from '../../src/model/edge';
import { Labels } from '../../src/model/endpoint';
import { ReachError } from '../../src/model/finding';

/** What the pods of each controller carry, written down from its maker's chart or manifest, labels that name a release included. */
const SHIPPED: Readonly<Partial<Record<IngressControllerName, { namespace: string; labels: Labels; others: readonly Labels[] }>>> = {
  // kubernetes/ingress-nginx, deploy/static/provider/cloud/deploy.yaml, 1.15.1; the other is the admission job
  'ingress-nginx': {
    namespace: 'ingress-nginx',
    labels: {
      'app.kubernetes.io/component': 'controller',
      'app.kubernetes.io/instance': 'ingress-nginx',
      'app.kubernetes.io/name': 'ingress-nginx',
      'app.kubernetes.io/part-of': 'ingress-nginx',
      'app.kubernetes.io/version': '1.15.1',
    },
    others: [{ 'app.kubernetes.io/component': 'admission-webhook', 'app.kubernetes.io/instance': 'ingress-nginx', 'app.kubernetes.io/name': 'ingress-nginx' }],
  },
  // traefik/traefik-helm-chart, templates/_helpers.tpl and _podtemplate.tpl, chart 41.3.0, release `traefik`
  'traefik': {
    namespace: 'traefik',
    labels: {
      'app.kubernetes.io/instance': 'traefik-traefik',
      'app.kubernetes.io/managed-by': 'Helm',
      'app.kubernetes.io/name': 'traefik',
      'helm.sh/chart': 'traefik-41.3.0',
    },
    others: [],
  },
  // haproxytech/helm-charts, kubernetes-ingress/templates/controller-deployment.yaml, chart 1.52.1, release `haproxy`
  'haproxy': {
    namespace: 'haproxy-controller',
    labels: { 'app.kubernetes.io/instance': 'haproxy', 'app.kubernetes.io/name': 'kubernetes-ingress' },
    others: [],
  },
  // projectcontour/contour, examples/contour/03-envoy.yaml and 03-contour.yaml, 1.33.6; the other is Contour itself
  'contour': { namespace: 'projectcontour', labels: { app: 'envoy' }, others: [{ app: 'contour' }] },
  // Kong/charts, charts/ingress 0.24.0 with charts/kong/templates/deployment.yaml, release `kong`; the other is the controller
  'kong': {
    namespace: 'kong',
    labels: {
      'app': 'kong-gateway',
      'app.kubernetes.io/component': 'app',
      'app.kubernetes.io/instance': 'kong',
      'app.kubernetes.io/managed-by': 'Helm',
      'app.kubernetes.io/name': 'gateway',
    },
    others: [{ 'app.kubernetes.io/component': 'app', 'app.kubernetes.io/instance': 'kong', 'app.kubernetes.io/name': 'controller' }],
  },
};

const selects = (selector: Labels, labels: Labels): boolean => Object.entries(selector).every(([key, value]) => labels[key] === value);

describe('the rows of controllers', () => {
  test.each(Object.entries(SHIPPED))('let in the pods that %s ships, and no other pods of it', (name, { namespace, labels, others }) => {
    const [endpoint] = edgeOf('public', name as IngressControllerName).controllers; // the keys of a record over that union
    if (endpoint?.kind !== 'pods' || endpoint.pods === 'all') throw new Error('not pods with labels');
    const { pods } = endpoint;
    expect(endpoint.namespaces).toEqual({ name: namespace });
    expect(selects(pods, labels)).toBe(true);
    expect(others.filter((other) => selects(pods, other))).toEqual([]);
  });

  test('cover every controller that runs in pods', () => {
    const inPods = Object.entries(CONTROLLERS).filter(([, row]) => row.place.kind === 'pods').map(([name]) => name);
    expect(Object.keys(SHIPPED).sort()).toEqual(inPods.sort());
  });

  // the IngressClass that each chart creates by default; GKE has none, and an annotation instead
  test('name the class that each chart creates', () => {
    expect(Object.fromEntries(Object.entries(CONTROLLERS).map(([name, row]) => [name, row.ingressClass]))).toEqual({
      'aws-alb': 'alb', 'contour': 'contour', 'gce': 'gce', 'generic': undefined, 'haproxy': 'haproxy', 'ingress-nginx': 'nginx', 'kong': 'kong', 'traefik': 'traefik',
    });
  });

  test('say where each belief was read, and of which version it speaks', () => {
    for (const { sources } of Object.values(CONTROLLERS)) {
      expect(sources.length).toBeGreaterThan(0);
      expect(sources.every((source) => source.url.startsWith('https://') && source.version !== '')).toBe(true);
    }
  });
});

describe('an edge', () => {
  test('on GKE lets in Google\'s front ends, and the proxy-only subnet of an internal load balancer', () => {
    const blocks = (...cidrs: string[]) => [{ kind: 'addresses', blocks: cidrs.map((cidr) => ({ cidr, except: [] })) }];
    // https://cloud.google.com/load-balancing/docs/firewall-rules, read in November 2026
    expect(edgeOf('public', 'gce').controllers).toEqual(blocks('130.211.0.0/22', '35.191.0.0/16'));
    expect(edgeOf('inner', 'gce', { ingressClass: 'gce-internal', cidrs: ['10.129.0.0/23'] }).controllers)
      .toEqual(blocks('10.129.0.0/23', '130.211.0.0/22', '35.191.0.0/16'));
  });

  test('on AWS lets in the subnets of the load balancer, v4 and v6, each once', () => {
    const { controllers, ingressClass } = edgeOf('public', 'aws-alb', { cidrs: ['10.0.32.0/20', '2001:db8:0::/64', '10.0.16.0/20', '10.0.16.0/20'] });
    expect(controllers).toEqual([{
      kind: 'addresses',
      blocks: ['10.0.16.0/20', '10.0.32.0/20', '2001:db8::/64'].map((cidr) => ({ cidr, except: [] })),
    }]);
    expect(ingressClass).toBe('alb');
  });

  test('takes another namespace, other labels and another class', () => {
    expect(edgeOf('public', 'contour', { namespace: 'edge', podLabels: { 'app.kubernetes.io/component': 'envoy' }, ingressClass: 'outer' })).toEqual({
      api: 'ingress',
      listeners: [],
      name: 'public',
      controller: 'contour',
      ingressClass: 'outer',
      controllers: [{ kind: 'pods', namespaces: { name: 'edge' }, pods: { 'app.kubernetes.io/component': 'envoy' } }],
    });
  });

  test('with a controller of which nothing is known takes pods or addresses', () => {
    expect(edgeOf('public', 'generic', { namespace: 'edge', podLabels: { app: 'edge' }, ingressClass: 'edge' }).controllers)
      .toEqual([{ kind: 'pods', namespaces: { name: 'edge' }, pods: { app: 'edge' } }]);
    expect(edgeOf('public', 'generic', { cidrs: ['192.0.2.0/24'], ingressClass: 'edge' }).controllers)
      .toEqual([{ kind: 'addresses', blocks: [{ cidr: '192.0.2.0/24', except: [] }] }]);
  });

  test.each<[IngressControllerName, EdgeInput, string]>([
    ['aws-alb', {}, 'edge `public` needs `cidrs`, since the AWS Load Balancer Controller dials the pods from outside the cluster: give the CIDRs of the subnets of the load balancer'],
    ['aws-alb', { cidrs: [] }, 'edge `public` needs `cidrs`, since the AWS Load Balancer Controller dials the pods from outside the cluster: give the CIDRs of the subnets of the load balancer'],
    ['aws-alb', { namespace: 'x', cidrs: ['10.0.0.0/16'] }, 'edge `public` gives `namespace` or `podLabels`, but the AWS Load Balancer Controller dials from outside the cluster: give `cidrs`'],
    ['gce', { ingressClass: 'gce-internal' }, 'edge `public` needs `cidrs`, since class `gce-internal` dials the pods from its proxy-only subnet: give the CIDR of that subnet'],
    ['gce', { podLabels: { app: 'x' } }, 'edge `public` gives `namespace` or `podLabels`, but GKE Ingress dials from outside the cluster: give `cidrs`'],
    ['traefik', { podLabels: {} }, '`podLabels` of edge `public` is empty and would let in every pod of `traefik`: give the labels of the controller\'s pods'],
    ['traefik', { cidrs: ['10.0.0.0/16'] }, 'edge `public` gives `cidrs`, but Traefik runs in pods: give their `namespace` and `podLabels`'],
    ['generic', { namespace: 'edge', podLabels: { app: 'edge' } }, 'edge `public` needs `ingressClass`: the name of the IngressClass that its controller serves'],
    ['generic', { ingressClass: 'edge', namespace: 'edge' }, 'edge `public` does not say where its controller is: give `namespace` and `podLabels` of its pods, or `cidrs` where it is outside the cluster'],
    ['generic', { ingressClass: 'edge', namespace: 'edge', podLabels: {} }, '`podLabels` of edge `public` is empty and would let in every pod of `edge`: give the labels of the controller\'s pods'],
  ])('on %s is refused with %j', (controller, input, text) => {
    expect(() => edgeOf('public', controller, input)).toThrow(new ReachError('CLUSTER_PROFILE_INVALID', text));
  });

  test('with a malformed block is refused', () => {
    expect(() => edgeOf('public', 'aws-alb', { cidrs: ['10.0.0.1/16'] })).toThrow('CIDR_INVALID');
  });
});
