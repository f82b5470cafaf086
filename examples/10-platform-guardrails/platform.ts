import { ApiObject, Chart } from 'cdk8s';
import { Health, PlatformGuardrails, Port, SecureMicroservice, SystemPath, Tenants } from 'cdk8s-reach';
import { Construct } from 'constructs';

/** The label by which the platform team says whose a namespace is. */
const TENANT = 'acme.dev/tenant';

/** What the platform team asks of a cluster, and two tenants on it. */
export class Platform extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const platform = new Chart(this, 'platform');
    new PlatformGuardrails(platform, 'platform', {
      tenants: Tenants.byLabel(TENANT, ['blue', 'green']),
      neverOpen: [Port.tcp(22), Port.tcp(3389)],
      systemPaths: [SystemPath.dns(), SystemPath.metrics(Port.metrics(9100))],
    });

    const blue = this.tenant('blue');
    const web = this.service(blue, 'web');
    const api = this.service(blue, 'api');
    web.connections.allowTo(api);

    this.service(this.tenant('green'), 'billing');
  }

  private tenant(name: string): Chart {
    const chart = new Chart(this, name, { namespace: name });
    new ApiObject(chart, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name, namespace: undefined, labels: { [TENANT]: name } } });
    return chart;
  }

  private service(chart: Chart, name: string): SecureMicroservice {
    return new SecureMicroservice(chart, name, {
      image: `ghcr.io/acme/${name}:1.0.0`,
      ports: [Port.http(8080), Port.metrics(9100)],
      health: Health.http({ live: '/livez', ready: '/readyz' }),
    });
  }
}
