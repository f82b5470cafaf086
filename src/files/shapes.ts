import { Manifest } from './manifest';
import { InputProblem } from './problem';
import { Misshape, misshapes, Shape } from './shape';
import { groupOf } from '../dialects/read-kinds';

const METADATA: Shape = { fields: { labels: 'labels' } };

const CONTAINER: Shape = { fields: { restartPolicy: 'text', ports: { list: { fields: { name: 'line' } } } } };

const POD_SPEC: Shape = {
  fields: { containers: { list: CONTAINER }, initContainers: { list: CONTAINER }, hostNetwork: 'flag', nodeName: 'text' },
};

const POD: Shape = {
  fields: {
    metadata: { fields: { labels: 'labels', ownerReferences: { list: { fields: { kind: 'line', name: 'line', controller: 'flag' } } } } },
    spec: POD_SPEC,
    status: {
      fields: {
        phase: 'text', podIP: 'text', hostIP: 'text', podIPs: { list: { fields: { ip: 'text' } } }, hostIPs: { list: { fields: { ip: 'text' } } },
      },
    },
  },
};

/** What makes pods after a template, without which it would make none. */
const CONTROLLER: Shape = {
  fields: { metadata: METADATA, spec: { fields: { template: { fields: { metadata: METADATA, spec: POD_SPEC } } }, needs: ['template'] } }, needs: ['spec'],
};

const CRON_JOB: Shape = { fields: { metadata: METADATA, spec: { fields: { jobTemplate: CONTROLLER }, needs: ['jobTemplate'] } }, needs: ['spec'] };

const SERVICE_PORT: Shape = { fields: { name: 'line' } };

const SERVICE: Shape = {
  fields: {
    spec: {
      fields: {
        type: 'text',
        selector: 'labels',
        clusterIP: 'text',
        externalName: 'line',
        ports: { list: SERVICE_PORT },
        loadBalancerSourceRanges: { list: 'text' },
        externalTrafficPolicy: { oneOf: ['Cluster', 'Local', ''] },
      },
    },
  },
};

const ANY_MAPPING: Shape = { fields: {} };

const BACKEND: Shape = {
  fields: { service: { fields: { name: 'line', port: { fields: { name: 'line' } } } }, resource: { fields: { kind: 'line' } } },
};

const INGRESS: Shape = {
  fields: {
    spec: {
      fields: {
        ingressClassName: 'line',
        defaultBackend: BACKEND,
        rules: { list: { fields: { host: 'line', http: { fields: { paths: { list: { fields: { path: 'line', backend: BACKEND } } } } } } } },
      },
    },
  },
};

const TARGET: Shape = { fields: { kind: 'line', name: 'line' } };

const ROUTE: Shape = {
  fields: { spec: { fields: { host: 'line', path: 'line', port: ANY_MAPPING, to: TARGET, alternateBackends: { list: TARGET } } } },
};

const NODE: Shape = { fields: { metadata: METADATA, status: { fields: { addresses: { list: { fields: { type: 'text', address: 'text' } } } } } } };

/** The kinds whose readers pass over what is of another type; those of policies and of the Gateway API are strict themselves. */
const SHAPES: ReadonlyMap<string, Shape> = new Map([
  ['/Namespace', { fields: { metadata: METADATA } }],
  ['/Node', NODE],
  ['/Pod', POD],
  ['/ReplicationController', CONTROLLER],
  ['/Service', SERVICE],
  ['apps/DaemonSet', CONTROLLER],
  ['apps/Deployment', CONTROLLER],
  ['apps/ReplicaSet', CONTROLLER],
  ['apps/StatefulSet', CONTROLLER],
  ['batch/CronJob', CRON_JOB],
  ['batch/Job', CONTROLLER],
  ['networking.k8s.io/Ingress', INGRESS],
  ['route.openshift.io/Route', ROUTE],
]);

/** The fields of an object that are of another type than the API server takes, or missing: left alone, they would count as absent. */
function misshapesOf({ apiVersion, kind, value }: Pick<Manifest, 'apiVersion' | 'kind' | 'value'>): Misshape[] {
  return misshapes(value, SHAPES.get(`${groupOf(apiVersion)}/${kind}`) ?? 'anything');
}

/** The fields of an object that an API server would refuse, each at its place. */
export function misshapeProblems(manifest: Manifest): InputProblem[] {
  const { file, kind, namespace, name } = manifest;
  const object = `${kind} ${['Namespace', 'Node'].includes(kind) ? '' : `${namespace}/`}${name}`;
  return misshapesOf(manifest).map(({ path, text }) => ({ file, line: manifest.lineAt(path), code: 'FIELD_INVALID', text: `${object}: ${path}: ${text}` }));
}
