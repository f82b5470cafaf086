import { Chance } from './chance';
import { App, Namespace, policiesOf } from './policies';

/** How large a cluster is. */
export interface ClusterSize {
  readonly workloads: number;
  readonly policies: number;
}

/** The sizes that the targets are about. */
export const SIZES: readonly ClusterSize[] = [
  { workloads: 1_000, policies: 200 },
  { workloads: 5_000, policies: 1_000 },
  { workloads: 20_000, policies: 2_500 },
];

/** So many workloads share a namespace. */
const PER_NAMESPACE = 50;

const ENVS = ['prod', 'prod', 'staging', 'dev'];

/** The objects of a cluster: namespaces of teams, each with its apps, some on the host network, and the policies. The same size gives the same objects. */
export function clusterOf({ workloads, policies }: ClusterSize): object[] {
  const chance = new Chance(workloads);
  const namespaces = namespacesOf(workloads, chance);
  const objects = namespaces.flatMap(namespace => [namespaceObject(namespace), ...namespace.apps.map((app, i) => workloadObject(app, i))]);
  return [...objects, ...policiesOf(namespaces, policies, chance)];
}

function namespacesOf(workloads: number, chance: Chance): Namespace[] {
  return Array.from({ length: Math.ceil(workloads / PER_NAMESPACE) }, (_, n) => {
    const namespace: Namespace = { name: `ns-${n}`, team: `team-${n % 40}`, env: chance.of(ENVS), apps: [] };
    const count = Math.min(PER_NAMESPACE, workloads - n * PER_NAMESPACE);
    for (let i = 0; i < count; i++) namespace.apps.push({ name: `app-${n}-${i}`, system: `system-${i % 5}`, namespace });
    return namespace;
  });
}

function namespaceObject({ name, team, env }: Namespace): object {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { team, env } } };
}

function workloadObject({ name, system, namespace }: App, index: number): object {
  const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': system, 'tier': ['web', 'api', 'data'][index % 3] ?? 'web' };
  const ports = [{ name: 'http', containerPort: index % 4 === 0 ? 3000 : 8080 }, { name: 'metrics', containerPort: 9100 }];
  const isAgent = index === PER_NAMESPACE - 1;
  return {
    apiVersion: 'apps/v1',
    kind: isAgent ? 'DaemonSet' : 'Deployment',
    metadata: { name, namespace: namespace.name, labels },
    spec: {
      selector: { matchLabels: { 'app.kubernetes.io/name': name } },
      template: {
        metadata: { labels },
        spec: { ...(isAgent ? { hostNetwork: true } : {}), containers: [{ name: 'main', image: `registry.example.com/${name}:1.0.0`, ports }] },
      },
    },
  };
}
