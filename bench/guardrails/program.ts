/** Synthesizes the program of one tenancy in a process of its own and prints the CPU seconds of the synth: `program.ts TENANTS NAMESPACES KIND FOLDER`. */
import { ApiObject, App, Chart } from 'cdk8s';
import { Cluster, ClusterProfile, Health, NetworkPlugin, PlatformGuardrails, Port, SecureMicroservice, Tenants } from '../../src';

const LABEL = 'acme.dev/tenant';
const [tenants = '', each = '', kind = '', outdir = ''] = process.argv.slice(2);

const app = appOf(Object.fromEntries(numbered('tenant', Number(tenants)).map(name => [name, numbered(name, Number(each))])));
const start = process.cpuUsage();
app.synth();
const { user, system } = process.cpuUsage(start);
console.log((user + system) / 1e6);

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${name}-${i}`);
}

/** Two microservices in each namespace, of which one calls the other. */
function appOf(namespaces: Record<string, string[]>): App {
  const made = new App({ outdir });
  Cluster.attach(made, ClusterProfile.of({ plugin: NetworkPlugin.calico(), podCidrs: ['10.0.0.0/8'], nodeCidrs: ['192.168.0.0/16'] }));
  if (kind !== 'none') {
    const owners = kind === 'label' ? Tenants.byLabel(LABEL, Object.keys(namespaces)) : Tenants.byNamespaces(namespaces);
    new PlatformGuardrails(new Chart(made, 'platform'), 'guardrails', { tenants: owners });
  }
  for (const [tenant, own] of Object.entries(namespaces)) {
    for (const namespace of own) fill(new Chart(made, namespace, { namespace }), tenant);
  }
  return made;
}

function fill(chart: Chart, tenant: string): void {
  new ApiObject(chart, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: chart.namespace, namespace: undefined, labels: { [LABEL]: tenant } } });
  const service = (id: string) => new SecureMicroservice(chart, id, { image: `${id}:1.0.0`, ports: [Port.tcp(5432)], health: Health.exec({ live: ['l'], ready: ['r'] }) });
  service('web').connections.allowTo(service('db'));
}
