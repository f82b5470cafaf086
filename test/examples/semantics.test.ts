import { exampleOf, expectedOf } from './harness';
import { pod, World } from '../reachability/world';

const dns = pod('kube-system/coredns', { labels: { 'k8s-app': 'kube-dns' } });

describe('01-backend-frontend, the example of the guide', () => {
  const world = new World([
    ...expectedOf('01-backend-frontend'),
    pod('default/other', { labels: { app: 'other' } }),
    pod('elsewhere/frontend', { labels: { app: 'kubeops-frontend' } }),
    dns,
  ]);
  const sources = ['default/frontend', 'default/other', 'elsewhere/frontend', '203.0.113.7'];
  const flows = [[80, 'TCP'], [80, 'UDP'], [81, 'TCP']] as const;

  test('lets exactly one flow into the backend: the frontend on 80/TCP', () => {
    const allowed = sources.flatMap((source) => flows
      .filter(([port, protocol]) => world.verdict(source, 'default/backend', port, protocol) !== 'denied')
      .map(([port, protocol]) => `${source} ${port}/${protocol} ${world.verdict(source, 'default/backend', port, protocol)}`));
    expect(allowed).toEqual(['default/frontend 80/TCP allowed']);
  });

  test('keeps the labels of the user, and selects by them', () => {
    const policy = expectedOf('01-backend-frontend').find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'backend');
    expect(policy).toMatchObject({
      metadata: { labels: { app: 'backend' } },
      spec: { podSelector: { matchLabels: { app: 'backend' } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: 'kubeops-frontend' } } }] }] },
    });
  });

  test('notes that 80 is a privileged port', () => {
    expect(exampleOf('01-backend-frontend').printed).toMatch(/warning: \[backend-frontend\/backend\] `backend` listens on `80`.*\(PORT_PRIVILEGED\)/);
  });
});

describe('03-existing-workloads', () => {
  const documents = expectedOf('03-existing-workloads');
  const world = new World([...documents, pod('orders/stranger'), dns]);
  const policies = documents.filter(({ kind }) => kind === 'NetworkPolicy').map(({ metadata }) => metadata.name);

  test('isolates our own microservice, and the workload for which a policy was asked, and nobody else', () => {
    expect(policies.sort()).toEqual(['db', 'orders']);
    expect(world.verdict('orders/stranger', 'orders/cache', 6379)).toBe('allowed');
    expect(world.verdict('orders/report', '203.0.113.7', 443)).toBe('allowed');
  });

  test('lets orders reach the database and the cache, and the report reach orders, each on its port', () => {
    expect(world.verdict('orders/orders', 'orders/db', 5432)).toBe('allowed');
    expect(world.verdict('orders/orders', 'orders/cache', 6379)).toBe('allowed');
    expect(world.verdict('orders/report', 'orders/orders', 8080)).toBe('allowed');
    expect(world.verdict('orders/report', 'orders/orders', 80)).toBe('denied');
    expect(world.verdict('orders/report', 'orders/db', 5432)).toBe('denied');
    expect(world.verdict('orders/stranger', 'orders/db', 5432)).toBe('denied');
    expect(world.verdict('orders/db', '203.0.113.7', 443)).toBe('denied');
  });
});

describe('04-platform-defaults', () => {
  const documents = expectedOf('04-platform-defaults');
  const world = new World([
    ...documents,
    pod('monitoring/prometheus', { labels: { 'app.kubernetes.io/name': 'prometheus' } }),
    pod('haproxy-controller/haproxy', { labels: { 'app.kubernetes.io/name': 'kubernetes-ingress' } }),
    pod('traefik-office/traefik', { labels: { 'app.kubernetes.io/name': 'traefik' } }),
    pod('traefik/traefik', { labels: { 'app.kubernetes.io/name': 'traefik' } }),
  ]);

  test('lets Prometheus scrape every service, on the metrics port alone', () => {
    for (const name of ['cart', 'web']) {
      expect(world.verdict('monitoring/prometheus', `checkout/${name}`, 9100)).toBe('allowed');
      expect(world.verdict('monitoring/prometheus', `checkout/${name}`, 8080)).toBe('denied');
    }
  });

  test('opens web for the controllers of its two edges, in the namespaces of the profile, and cart for web', () => {
    expect(world.verdict('haproxy-controller/haproxy', 'checkout/web', 8080)).toBe('allowed');
    expect(world.verdict('traefik-office/traefik', 'checkout/web', 8080)).toBe('allowed');
    expect(world.verdict('traefik/traefik', 'checkout/web', 8080)).toBe('denied');
    expect(world.verdict('haproxy-controller/haproxy', 'checkout/cart', 8080)).toBe('denied');
    expect(world.verdict('checkout/web', 'checkout/cart', 8080)).toBe('allowed');
    expect(world.verdict('checkout/cart', 'checkout/web', 8080)).toBe('denied');
  });

  test('gives every service what the platform decided', () => {
    const deployments = documents.filter(({ kind }) => kind === 'Deployment');
    expect(deployments).toHaveLength(2);
    for (const deployment of deployments) {
      expect(deployment).toMatchObject({
        metadata: { labels: { 'acme.example/team': 'checkout' } },
        spec: { template: { spec: { securityContext: { runAsUser: 10001 }, imagePullSecrets: [{ name: 'registry-acme' }] } } },
      });
    }
  });
});

describe('05-sidecar', () => {
  const documents = expectedOf('05-sidecar');
  const world = new World([...documents, pod('traefik/traefik', { labels: { 'app.kubernetes.io/name': 'traefik' } }), pod('greeter/stranger')]);

  test('lets nobody from outside the pod reach the port on localhost', () => {
    for (const source of ['traefik/traefik', 'greeter/stranger', '203.0.113.7']) {
      expect(world.verdict(source, 'greeter/greeter', 9000)).toBe('denied');
    }
    expect(world.verdict('traefik/traefik', 'greeter/greeter', 8080)).toBe('allowed');
  });

  test('offers the proxy in the Service, and not the port on localhost', () => {
    expect(documents.find(({ kind }) => kind === 'Service')).toMatchObject({ spec: { ports: [{ name: 'http', port: 8080 }] } });
  });

  test('runs the reloader as a native sidecar', () => {
    expect(documents.find(({ kind }) => kind === 'Deployment')).toMatchObject({
      spec: { template: { spec: { initContainers: [{ name: 'config-reloader', restartPolicy: 'Always' }], containers: [{ name: 'greeter' }, { name: 'app' }] } } },
    });
  });
});
