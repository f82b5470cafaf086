import { routeFindings } from '../../../src/compare/verify/routes/routes';
import { proofText } from '../../../src/compare/verify/text';
import { World } from '../../../src/compare/verify/world';
import { readManifests } from '../../../src/dialects/read-manifests';
import { ServiceNeed } from '../../../src/dialects/service-needs';
import { AskedRoute, WorkloadId } from '../../../src/model/asked';
import { EdgeModel } from '../../../src/model/edge';
import { ExposureModel, StreamModel } from '../../../src/model/exposure';
import { BackendModel, conditionsOf, RequestMatch } from '../../../src/model/route';
import { resolvedEntries, servedEntries } from '../../../src/reachability/entries';
import { meaningOf } from '../../../src/reachability/meaning';
import { flattened } from '../../../src/reachability/objects';
import { PortSet } from '../../../src/sets/ports';

/** The port on which every process behind a Service of these tests listens. */
const LISTENS = 8080;

const SITE = { path: 'shop/web/entry', place: () => 'main.ts:1' };

/** A request, or a stream, and everybody who is asked to answer it. */
interface Asking {
  readonly request?: RequestMatch;
  readonly backends: readonly BackendModel[];
}

function askings(exposure: ExposureModel | StreamModel): Asking[] {
  if (exposure.kind === 'stream') return [{ backends: exposure.backends }];
  return exposure.routes.flatMap(({ action, ...request }) => (action.kind === 'serve' ? [{ request, backends: action.backends }] : []));
}

function workloadOf({ namespace, serviceName }: Pick<BackendModel, 'namespace' | 'serviceName'>): WorkloadId {
  return { kind: 'Deployment', namespace, name: serviceName };
}

/** What an exposure asks of the proof. */
export function askedRoutes(exposure: ExposureModel | StreamModel): AskedRoute[] {
  const hosts = exposure.hosts.length === 0 ? [undefined] : exposure.hosts;
  return askings(exposure).flatMap(({ request, backends }) => {
    const of = backends.reduce((sum, { weight }) => sum + weight, 0);
    return hosts.flatMap((host) => backends.map((backend): AskedRoute => ({
      edge: exposure.edge.name,
      namespace: exposure.namespace,
      name: exposure.name,
      serviceNamespace: backend.namespace,
      service: backend.serviceName,
      mayBeElsewhere: false,
      ...(host === undefined ? {} : { host }),
      ...(request === undefined ? {} : { path: request.path, match: request.match }),
      conditions: request === undefined ? [] : conditionsOf(request),
      share: { weight: backend.weight, of },
      ...(exposure.kind === 'stream' ? { edgePort: exposure.port } : {}),
      workload: workloadOf(backend),
      port: LISTENS,
      protocol: exposure.kind === 'stream' && exposure.protocol === 'UDP' ? 'UDP' : 'TCP',
      site: SITE,
    })));
  });
}

/** A Deployment of its own for every Service behind an exposure, and that Service with what it has to say. */
export function backing(exposure: ExposureModel | StreamModel, needs: readonly ServiceNeed[] = []): object[] {
  const protocol = exposure.kind === 'stream' && exposure.protocol === 'UDP' ? 'UDP' : 'TCP';
  const all = askings(exposure).flatMap(({ backends }) => backends);
  const byName = new Map(all.map((backend) => [`${backend.namespace}/${backend.serviceName}`, backend]));
  return [...byName.values()].flatMap(({ namespace, serviceName: name }) => {
    const own = all.filter((one) => one.namespace === namespace && one.serviceName === name);
    const ports = [...new Map(own.map((one) => [one.servicePortName, one])).values()];
    const labels = { app: name };
    const template = { metadata: { labels }, spec: { containers: [{ name: 'main' }] } };
    const annotations = { ...needs.find(({ serviceName }) => serviceName === name)?.annotations };
    return [
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace }, spec: { selector: { matchLabels: labels }, template } },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, namespace, annotations },
        spec: {
          selector: labels,
          ports: ports.map(({ servicePortName, servicePort: port }) => ({ name: servicePortName, port, targetPort: LISTENS, protocol })),
        },
      },
    ];
  });
}

/** What the proof finds of ways in, on a cluster that lets every controller reach every pod. */
export function routeFaults(objects: readonly unknown[], routes: readonly AskedRoute[], edges: readonly EdgeModel[]): string[] {
  const { snapshot, services, entries, omissions, problems } = meaningOf(flattened(objects), {}, readManifests);
  const workloads = routes.map(({ workload: id }) => ({ id, site: SITE, ingress: [], egress: [] }));
  const byName = new Map(snapshot.workloads.map((workload) => [`${workload.namespace}/${workload.name}`, workload]));
  const world: World = { snapshot, strangers: new Map(), guardrails: [], find: ({ namespace, name }) => byName.get(`${namespace}/${name}`) };
  const ways = { entries: resolvedEntries(servedEntries(entries), services, snapshot), omissions };
  const findings = [...routeFindings({ workloads, targets: [], routes, edges, exceptions: [], guardrails: [] }, ways, world, () => PortSet.all)];
  return [
    ...problems.map(({ object, path, text }) => `${object} ${path}: ${text}`),
    ...findings.map((finding) => `${finding.kind}: ${proofText(finding, world).text}`),
  ];
}

/** The same for an exposure and what was made of it. */
export function proved(exposure: ExposureModel | StreamModel, objects: readonly unknown[], needs: readonly ServiceNeed[] = []): string[] {
  return routeFaults([...objects, ...backing(exposure, needs)], askedRoutes(exposure), [exposure.edge]);
}
