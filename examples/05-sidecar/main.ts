import { App, Chart } from 'cdk8s';
import { Cluster, ClusterProfile, Edge, ExposedApp, Health, Mount, Port, Tls } from 'cdk8s-reach';

const app = new App();
Cluster.attach(app, ClusterProfile.of({ edges: [Edge.traefik('public')] }));
const chart = new Chart(app, 'greeter', { namespace: 'greeter' });

// The proxy is what others reach; the app behind it listens on localhost, and nothing outside the pod can open that port.
new ExposedApp(chart, 'greeter', {
  image: 'envoyproxy/envoy:v1.36.2',
  args: ['--config-path', '/etc/envoy/envoy.yaml'],
  ports: [Port.http(8080)],
  health: Health.http({ live: '/livez', ready: '/readyz' }),
  mounts: [Mount.configMap('/etc/envoy', 'greeter-envoy')],
  containers: [{
    name: 'app',
    image: 'ghcr.io/acme/greeter:2.4.0',
    env: { LISTEN: '127.0.0.1:9000' },
    ports: [Port.local(9000, { name: 'app' })],
    health: Health.exec({ live: ['/bin/greeter', 'live'], ready: ['/bin/greeter', 'ready'] }),
  }],
  sidecars: [{
    name: 'config-reloader',
    image: 'ghcr.io/acme/config-reloader:1.1.0',
    args: ['--watch', '/etc/envoy', '--notify', 'http://127.0.0.1:9000/reload'],
    mounts: [Mount.configMap('/etc/envoy', 'greeter-envoy')],
  }],
  hosts: ['greeter.example.com'],
  tls: Tls.secret('greeter-tls'),
});

app.synth();
