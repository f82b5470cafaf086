import { App, Chart } from 'cdk8s';
import { Port, SecureMicroservice } from 'cdk8s-reach';

const app = new App();
const chart = new Chart(app, 'backend-frontend', { namespace: 'default' });

const backend = new SecureMicroservice(chart, 'backend', {
  image: 'nginx:1.29.3',
  ports: [Port.http(80)],
  labels: { app: 'backend' },
  selectorLabels: { app: 'backend' },
});

const frontend = new SecureMicroservice(chart, 'frontend', {
  image: 'nginx:1.29.3',
  labels: { app: 'kubeops-frontend' },
  selectorLabels: { app: 'kubeops-frontend' },
});

frontend.connections.allowTo(backend, { env: 'BACKEND_URL', reason: 'the only caller of the backend' });

app.synth();
