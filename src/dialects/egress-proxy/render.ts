import { Bootstrap, ProxyConfigMap, ProxyService } from './kinds';
import { listenerOf, readinessListener } from './listeners';
import { NAMES_CLUSTER, namesCluster } from './resolver';
import { EgressProxyModel } from '../../model/egress-proxy';

/** The key of the configuration in the ConfigMap, and its file name: Envoy reads it as JSON by its end. */
export const CONFIG_KEY = 'envoy.json';

/** Where the pods find the configuration. */
export const CONFIG_FOLDER = '/etc/egress-proxy';

/** The port on which a proxy says that it is ready; nobody but the kubelet is let in there. */
export const READINESS_PORT = 15_021;

/** The paths that say so: two, since a process that is only busy must not be restarted. */
const READINESS_PATHS = ['/live', '/ready'];

/** How many connections a proxy takes at once: further ones are closed rather than starve those that are there. */
const CONNECTIONS_AT_MOST = 10_000;

/** What Envoy is started with: its configuration, and no shared memory, which a root file system that cannot be written has no place for. */
export const PROXY_ARGS: readonly string[] = ['-c', `${CONFIG_FOLDER}/${CONFIG_KEY}`, '--disable-hot-restart', '--concurrency', '2', '--log-level', 'warning'];

/**
 * The ConfigMap of an egress proxy: for each caller a listener of its own with the names that this caller may reach.
 *
 * It is JSON, made of data: no name can break out of the text that it stands in.
 *
 * @see https://github.com/envoyproxy/envoy/blob/0262031304ac81d8d795360ba5fc9193717c4092/docs/root/intro/arch_overview/http/http_proxy.rst
 */
export function renderProxyConfig(model: EgressProxyModel): ProxyConfigMap {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: model.name, namespace: model.namespace, labels: model.labels },
    data: { [CONFIG_KEY]: `${JSON.stringify(bootstrapOf(model), undefined, 2)}\n` },
  };
}

/** The Service of an egress proxy, with a port for each caller; one that nobody calls yet offers its readiness, since no Service is without ports. */
export function renderProxyService(model: EgressProxyModel): ProxyService {
  const ports = model.callers.length === 0 ? [{ name: 'ready', port: READINESS_PORT }] : model.callers.map(({ port }) => ({ name: `caller-${port}`, port }));
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: model.name, namespace: model.namespace, labels: model.labels },
    spec: {
      type: 'ClusterIP',
      ...familiesOf(model),
      selector: model.selector,
      ports: ports.map(({ name, port }) => ({ name, port, targetPort: port, protocol: 'TCP' })),
    },
  };
}

/** The families of the cluster, as every other Service has them. */
function familiesOf({ ipFamilies }: EgressProxyModel): Pick<ProxyService['spec'], 'ipFamilies' | 'ipFamilyPolicy'> {
  return { ...(ipFamilies.length === 0 ? {} : { ipFamilies }), ipFamilyPolicy: ipFamilies.length === 1 ? 'SingleStack' : 'PreferDualStack' };
}

function bootstrapOf({ callers, ipFamilies }: EgressProxyModel): Bootstrap {
  return {
    static_resources: {
      listeners: [
        readinessListener(READINESS_PORT, READINESS_PATHS, ipFamilies),
        ...callers.map((caller) => listenerOf(caller, NAMES_CLUSTER, ipFamilies)),
      ],
      clusters: [namesCluster(CONNECTIONS_AT_MOST, ipFamilies)],
    },
    overload_manager: {
      resource_monitors: [{
        name: 'envoy.resource_monitors.global_downstream_max_connections',
        typed_config: {
          '@type': 'type.googleapis.com/envoy.extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig',
          'max_active_downstream_connections': CONNECTIONS_AT_MOST,
        },
      }],
    },
  };
}
