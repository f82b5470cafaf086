import { App, Chart } from 'cdk8s';
import { Cluster, ClusterProfile, ClusterProfileProps, Edge, Health, Port, SecureMicroservice, SecureMicroserviceProps } from '../../src';

/** An App with one chart, on a cluster with two edges unless the test says otherwise. */
export class Shop {
  public readonly app = new App();
  public readonly chart: Chart;

  constructor(profile: ClusterProfileProps = { edges: [Edge.traefik('public'), Edge.haproxy('private')] }) {
    Cluster.attach(this.app, ClusterProfile.of(profile));
    this.chart = new Chart(this.app, 'shop', { namespace: 'shop' });
  }

  /** A microservice that raises no finding by itself. */
  public service(id: string, props: Partial<SecureMicroserviceProps> = {}): SecureMicroservice {
    return new SecureMicroservice(this.chart, id, {
      image: `ghcr.io/acme/${id}:1.0.0`,
      ports: [Port.http(8080, { servicePort: 80 })],
      health: (props.ports ?? [0]).length === 0 ? Health.exec({ live: ['live'], ready: ['ready'] }) : Health.http({ live: '/livez', ready: '/readyz' }),
      ...props,
    });
  }

  /** Every object that the App writes. */
  public manifests(): Manifest[] {
    return this.app.charts.flatMap((chart) => chart.toJson() as Manifest[]); // toJson is untyped; every emitted object has these fields
  }

  /** The objects of one kind. */
  public kind(kind: string): Manifest[] {
    return this.manifests().filter((manifest) => manifest.kind === kind);
  }
}

/** As much of a manifest as the tests look at. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Record<string, string>; readonly annotations?: Record<string, string> };
  readonly spec: Record<string, unknown>;
}

/** The text of what a call throws. */
export function thrownBy(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'nothing was thrown';
}
