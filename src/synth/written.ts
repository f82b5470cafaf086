import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { clusterOf } from './cluster-scope';

/** The objects of one cluster as they will be written, each with the construct that writes it. */
export interface WrittenObjects {
  readonly json: readonly unknown[];
  /** The path of the construct of an object such as `NetworkPolicy shop/web`, or `GlobalNetworkPolicy baseline`. */
  readonly constructOf: (object: string) => string | undefined;
}

/** What a synth writes, made once, so that what is written is what was proved. */
export class Written {
  private readonly objects = new Map<ApiObject, unknown>();
  private readonly own = new Map<ApiObject, PropertyDescriptor>();
  private found?: Map<IConstruct, WrittenObjects>;

  public constructor(private readonly root: IConstruct) {}

  /** The objects of every cluster, by the scope to which it is attached; as they are when they are first asked for. */
  public byCluster(): Map<IConstruct, WrittenObjects> {
    return this.found ??= this.collect();
  }

  /** Has every object write what it was when it was looked at, until it is let go. */
  public hold(): void {
    for (const [object, value] of this.objects) {
      const own = Object.getOwnPropertyDescriptor(object, 'toJson');
      if (own !== undefined) this.own.set(object, own);
      Object.defineProperty(object, 'toJson', { value: () => value, configurable: true, writable: true });
    }
  }

  /** Lets the objects write what they are from now on. */
  public release(): void {
    for (const object of this.objects.keys()) {
      const own = this.own.get(object);
      if (own === undefined) Reflect.deleteProperty(object, 'toJson');
      else Object.defineProperty(object, 'toJson', own);
    }
  }

  private collect(): Map<IConstruct, WrittenObjects> {
    const found = new Map<IConstruct, Collected>();
    const clusters = new Map<IConstruct, IConstruct>();
    for (const construct of this.root.node.findAll()) {
      if (isRewritten(construct)) {
        const json = jsonOf(construct);
        for (const value of json) add(found, clusterRoot(construct, clusters), value, construct.node.path);
      } else if (ApiObject.isApiObject(construct) && !isRewritten(construct.chart)) {
        const value: unknown = construct.toJson();
        this.objects.set(construct, value);
        add(found, clusterRoot(construct, clusters), value, construct.node.path);
      }
    }
    return new Map([...found].map(([root, { json, paths }]) => [root, { json, constructOf: (object) => paths.get(object.includes('/') ? object : object.replace(' ', ' default/')) }]));
  }
}

/** Whether a chart writes something else than its objects: only the chart knows what. */
function isRewritten(construct: IConstruct): construct is Chart {
  return Chart.isChart(construct) && construct.toJson !== Chart.prototype.toJson;
}

/** What such a chart writes; a validation that fails on the way is reported where it belongs. */
function jsonOf(chart: Chart): unknown[] {
  try {
    return chart.toJson();
  } catch {
    const objects = chart.node.findAll().filter((one): one is ApiObject => ApiObject.isApiObject(one) && one.chart === chart);
    return objects.map((one): unknown => one.toJson());
  }
}

/** The objects of one cluster, while they are collected. */
interface Collected {
  readonly json: unknown[];
  readonly paths: Map<string, string>;
}

function add(found: Map<IConstruct, Collected>, root: IConstruct, value: unknown, path: string): void {
  const own: Collected = found.get(root) ?? { json: [], paths: new Map() };
  found.set(root, own);
  own.json.push(value);
  for (const name of namesOf(value)) own.paths.set(name, path);
}

/** The group of the one kind of which another API has the name, too: such an object is told with it. */
const OF_CALICO = /^(crd\.)?projectcalico\.org\//;

/** The names of an object, or of the items of a list; an item may leave its kind to the list. */
function namesOf(value: unknown, ofList = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const kind = 'kind' in value ? String(value.kind) : ofList;
  if (kind.endsWith('List') && 'items' in value && Array.isArray(value.items)) return value.items.flatMap((item: unknown) => namesOf(item, kind.slice(0, -'List'.length)));
  const metadata: unknown = 'metadata' in value ? value.metadata : undefined;
  if (kind === '' || typeof metadata !== 'object' || metadata === null || !('name' in metadata)) return [];
  const namespace = 'namespace' in metadata ? String(metadata.namespace) : 'default';
  const isOfCalico = kind === 'NetworkPolicy' && 'apiVersion' in value && OF_CALICO.test(String(value.apiVersion));
  return [`${kind}${isOfCalico ? '.projectcalico.org' : ''} ${namespace}/${String(metadata.name)}`];
}

function clusterRoot(construct: IConstruct, known: Map<IConstruct, IConstruct>): IConstruct {
  const scope = construct.node.scope ?? construct;
  const root = known.get(scope) ?? clusterOf(scope).root;
  known.set(scope, root);
  return root;
}
