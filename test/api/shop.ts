import { ApiObject, App, Chart, DependencyGraph, Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import {
  Cluster, ClusterProfile, ClusterProfileProps, Edge, Health, Port, SecureMicroservice, SecureMicroserviceProps,
} from '../../src';
import { ClusterFacts } from '../../src/reachability/snapshot';
import { World } from '../reachability/world';
import { expectValid } from '../schemas/validate';

/** An App with one chart, on a cluster with two edges unless the test says otherwise. */
export class Shop {
  public readonly app: App;
  public readonly chart: Chart;
  private readonly charts = new Map<string, Chart>();

  /** @param scope What the cluster is of, in an App of several: the App unless it is given. */
  constructor(profile: ClusterProfileProps = { edges: [Edge.traefik('public'), Edge.haproxy('private')] }, private readonly scope?: Construct) {
    this.app = scope === undefined ? new App() : App.of(scope);
    Cluster.attach(scope ?? this.app, ClusterProfile.of({ podCidrs: ['10.244.0.0/16', 'fd00:10:244::/56'], ...profile }));
    this.chart = this.chartOf('shop');
  }

  /** The chart of a namespace, made when it is first asked for. */
  public chartOf(namespace: string): Chart {
    const known = this.charts.get(namespace);
    if (known !== undefined) {
      return known;
    }
    const chart = new Chart(this.scope ?? this.app, namespace, { namespace });
    this.charts.set(namespace, chart);
    return chart;
  }

  /** A microservice that raises no finding by itself. */
  public service(id: string, props: Partial<SecureMicroserviceProps> = {}, namespace: string = 'shop'): SecureMicroservice {
    return new SecureMicroservice(this.chartOf(namespace), id, {
      image: `ghcr.io/acme/${id}:1.0.0`,
      ports: [Port.http(8080, { servicePort: 80 })],
      health: (props.ports ?? [0]).length === 0 ? Health.exec({ live: ['live'], ready: ['ready'] }) : Health.http({ live: '/livez', ready: '/readyz' }),
      ...props,
    });
  }

  /** An object of Calico that somebody else writes into the chart. */
  public calico(kind: string, name: string, spec: object): ApiObject {
    return new ApiObject(this.chart, `${kind}-${name}`, { apiVersion: 'projectcalico.org/v3', kind, metadata: { name }, spec });
  }

  /** Every object that the App writes, each held against the schema of its kind. */
  public manifests(): Manifest[] {
    const written = manifestsOf(this.app);
    expectValid(written);
    return written;
  }

  /** The objects of one kind. */
  public kind(kind: string): Manifest[] {
    return this.manifests().filter((manifest) => manifest.kind === kind);
  }

  /** One object. */
  public named(kind: string, name: string): Manifest {
    return only(this.kind(kind).filter(({ metadata }) => metadata.name === name));
  }

  /** The spec of one object. */
  public spec(kind: string, name: string): Record<string, unknown> {
    return this.named(kind, name).spec;
  }

  /** The reasons that a policy gives. */
  public reasons(name: string): string | undefined {
    return this.named('NetworkPolicy', name).metadata.annotations?.['cdk8s-reach/reasons'];
  }

  /** The variables of the main container of a microservice. */
  public env(name: string): Record<string, string | undefined> {
    const { template } = this.spec('Deployment', name) as { template: { spec: { containers: { env?: { name: string; value?: string }[] }[] } } }; // a Deployment
    return Object.fromEntries((template.spec.containers[0]?.env ?? []).map((variable) => [variable.name, variable.value]));
  }

  /** What these manifests do, beside objects of others. */
  public world(others: readonly object[] = [], facts: ClusterFacts = {}): World {
    return new World([...this.manifests(), ...others], facts);
  }

  /** The finding lines with which the synth fails, or that it prints as warnings. */
  public findings(): string[] {
    const printed = printedBy(() => thrownBy(() => this.app.synthYaml()));
    return [...printed.returned.split('\n').filter((line) => line.trimStart().startsWith('[')).map((line) => line.trim()), ...printed.lines].sort();
  }
}

/** As much of a manifest as the tests look at. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
  readonly spec: Record<string, unknown>;
}

/** What all charts write, in their order. Each chart that is asked validates the whole App anew; here the first does it for all of them, as in a synth. */
function manifestsOf(app: App): Manifest[] {
  const [first, ...rest] = app.charts;
  const written = first?.toJson() ?? [];
  const ofRest = rest.flatMap((chart) => new DependencyGraph(chart.node).topology()
    .filter((one): one is ApiObject => ApiObject.isApiObject(one) && Chart.of(one) === chart).map((one): unknown => one.toJson()));
  return [...written, ...ofRest] as Manifest[]; // toJson is untyped; every emitted object has these fields
}

/** Objects as a person reads them. */
export function yamlOf(...objects: readonly unknown[]): string {
  return Yaml.stringify(...objects);
}

/** A StatefulSet as somebody else writes it. */
export function statefulSet(scope: Chart, name: string, labels: Record<string, string>, namespace?: string): ApiObject {
  const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'postgres:17.2' }] } };
  return new ApiObject(scope, `StatefulSet-${name}`, {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, namespace },
    spec: { serviceName: name, selector: { matchLabels: labels }, template },
  });
}

/** The one of a list that must have exactly one. */
export function only<T>(items: readonly T[]): T {
  expect(items).toHaveLength(1);
  const [item] = items;
  if (item === undefined) throw new Error('there is none');
  return item;
}

/** What a call writes to the standard error, line by line, and what it returns. */
export function printedBy<T>(call: () => T): { lines: string[]; returned: T } {
  const texts: string[] = [];
  const spy = jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    texts.push(String(text));
    return true;
  });
  try {
    const returned = call();
    return { lines: texts.join('').split('\n').filter((line) => line !== ''), returned };
  } finally {
    spy.mockRestore();
  }
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
