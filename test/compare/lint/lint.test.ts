import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import { lintInput } from './manifests';
import { lint, LintFinding } from '../../../src/compare/lint/lint';
import { lintJson, lintText } from '../../../src/compare/lint/print';
import { ClusterFacts } from '../../../src/reachability/snapshot';
import { app, block, objectsOf, pod, policy } from '../../reachability/world';

const NAMED = { spec: { containers: [{ ports: [{ name: 'http', containerPort: 8080 }, { name: 'dns', containerPort: 53, protocol: 'UDP' }] }] } };
const WEB = pod('shop/web', NAMED);
const API = pod('shop/api', NAMED);
const DNS = {
  to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } }, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
  ports: [{ port: 53, protocol: 'UDP' }],
};

function found(objects: readonly object[], facts: ClusterFacts = {}): LintFinding[] {
  return lint(lintInput(objects, facts));
}

function codes(...objects: object[]): string[] {
  return found(objects).map(({ code }) => code);
}

const service = (name: string, selector: Record<string, string>, ports: object[], fields: object = {}) => ({
  apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' }, spec: { selector, ports, ...fields },
});
const into = (...ingress: object[]) => policy('shop/api', { podSelector: app('api'), ingress });
const outOf = (...egress: object[]) => policy('shop/web', { podSelector: app('web'), policyTypes: ['Egress'], egress });
const toApi = (ports: object[]) => ({ to: [{ podSelector: app('api') }], ports });

describe('a Service', () => {
  it('may have no selector, be a name for another host, or select pods of a folder that holds none', () => {
    expect(codes(WEB, { apiVersion: 'v1', kind: 'Service', metadata: { name: 'db', namespace: 'shop' }, spec: { ports: [{ port: 80 }] } })).toEqual([]);
    expect(codes(WEB, service('db', { app: 'db' }, [], { type: 'ExternalName', externalName: 'db.example.com' }))).toEqual([]);
    expect(codes(pod('other/web'), service('db', { app: 'db' }, [{ port: 80 }]))).toEqual([]);
  });

  it('that selects nothing is told whose labels come nearest', () => {
    const labelled = pod('shop/web', { labels: { app: 'web', tier: 'front' } });
    expect(found([labelled, service('web', { app: 'web', tier: 'back' }, [{ port: 80 }])])).toMatchObject([
      { code: 'SERVICE_SELECTS_NOTHING', object: { name: 'web' }, mend: 'the pods of `shop/web[Pod]` come nearest: their labels are `app=web,tier=front`' },
    ]);
  });

  it('selects one workload where its Pods are those of one controller', () => {
    const owned = (name: string, owner: string) => {
      const one = pod(name, { labels: { app: 'web' } }) as { metadata: object };
      return { ...one, metadata: { ...one.metadata, ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: owner, controller: true }] } };
    };
    const web = service('web', { app: 'web' }, [{ port: 80 }]);
    expect(codes(owned('shop/web-1', 'web'), owned('shop/web-2', 'web'), web)).toEqual([]);
    expect(codes(owned('shop/web-1', 'web'), owned('shop/old-1', 'old'), web)).toEqual(['SERVICE_SELECTS_SEVERAL']);
  });

  it('names a port of its own protocol', () => {
    expect(codes(WEB, service('web', { app: 'web' }, [{ port: 80, targetPort: 'http' }, { port: 53, protocol: 'UDP', targetPort: 'dns' }]))).toEqual([]);
    expect(found([WEB, service('web', { app: 'web' }, [{ port: 53, targetPort: 'dns' }])])).toMatchObject([
      { code: 'NAMED_PORT_UNKNOWN', path: 'spec.ports[0].targetPort', text: 'no container of `shop/web[Pod]` has a port `dns` of TCP; there is one of UDP' },
    ]);
  });
});

describe('the ports of a policy', () => {
  const behind = service('api', { app: 'api' }, [{ port: 80, targetPort: 'http' }]);

  it('are those of the pod in both directions, whatever Service is in front', () => {
    expect(found([WEB, API, behind, outOf(toApi([{ port: 80 }]), DNS)])).toMatchObject([
      { code: 'SERVICE_PORT_IN_POLICY', object: { name: 'web' }, path: 'spec.egress[0].ports[0].port', mend: expect.stringContaining('`8080`') as string },
    ]);
    expect(codes(WEB, API, behind, outOf(toApi([{ port: 8080 }]), DNS))).toEqual([]);
  });

  it('may be the Service\'s number where a pod has it, too, and any other number', () => {
    const both = pod('shop/api', { spec: { containers: [{ ports: [{ containerPort: 80 }, { name: 'http', containerPort: 8080 }] }] } });
    expect(codes(both, behind, into({ ports: [{ port: 80 }] }))).toEqual([]);
    expect(codes(API, behind, into({ ports: [{ port: 9000 }] }))).toEqual([]);
  });

  it('by name are those of the other side for egress, and addresses have none', () => {
    expect(codes(WEB, API, outOf(toApi([{ port: 'http' }]), DNS))).toEqual([]);
    expect(codes(WEB, API, outOf(toApi([{ port: 'https' }]), DNS))).toEqual(['NAMED_PORT_UNKNOWN']);
    expect(found([WEB, outOf({ to: [{ ipBlock: { cidr: '192.0.2.0/24' } }], ports: [{ port: 'http' }] })])).toMatchObject([
      { code: 'NAMED_PORT_UNKNOWN', mend: 'write the number of the port' },
    ]);
    expect(codes(WEB, outOf({ to: [{ podSelector: app('elsewhere') }], ports: [{ port: 'https' }] }, DNS))).toEqual([]);
  });

  it('are nothing that probes need: they come from the node', () => {
    const probed = pod('shop/api', { spec: { containers: [{ ports: [{ containerPort: 8080 }], livenessProbe: { httpGet: { path: '/', port: 9090 } } }] } });
    expect(codes(probed, into({ ports: [{ port: 8080 }] }))).toEqual([]);
  });
});

describe('DNS', () => {
  it('is needed by whoever calls pods, or the whole internet, and by nobody else', () => {
    expect(codes(WEB, API, outOf(toApi([{ port: 8080 }])))).toEqual(['DNS_CUT_OFF']);
    expect(codes(WEB, outOf({ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 443 }] }))).toEqual(['DNS_CUT_OFF']);
    expect(codes(WEB, outOf({ to: [{ ipBlock: { cidr: '192.0.2.0/24' } }] }))).toEqual([]);
    expect(codes(WEB, outOf())).toEqual([]);
    expect(codes(WEB, outOf({}))).toEqual([]);
  });

  it('may be that of OpenShift, a cache on the node, or allowed by another policy', () => {
    const openshift = { to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'openshift-dns' } } }], ports: [{ port: 5353, protocol: 'UDP' }] };
    const cache = { to: [{ ipBlock: { cidr: '169.254.20.10/32' } }], ports: [{ port: 53, protocol: 'UDP' }] };
    for (const rule of [openshift, cache, DNS]) expect(codes(WEB, API, outOf(toApi([{ port: 8080 }]), rule))).toEqual([]);
    const everybody = policy('shop/dns', { podSelector: {}, policyTypes: ['Egress'], egress: [DNS] });
    expect(codes(WEB, API, outOf(toApi([{ port: 8080 }])), everybody)).toEqual([]);
  });

  it('over TCP alone, or on another port, is not enough', () => {
    for (const port of [{ port: 53 }, { port: 5353, protocol: 'UDP' }]) {
      expect(found([WEB, API, outOf(toApi([{ port: 8080 }]), { ...DNS, ports: [port] })])).toMatchObject([
        { code: 'DNS_CUT_OFF', text: expect.stringContaining('`egress[1]` has the port of DNS') as string },
      ]);
    }
  });

  it('is the tiers\' business, too', () => {
    const [shut] = objectsOf(`
apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: {name: shut}
spec: {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{namespaces: {}}, {networks: [0.0.0.0/0]}]}]}
`) as object[];
    expect(codes(WEB, API, outOf(toApi([{ port: 8080 }]), DNS), shut ?? {})).toEqual(['DNS_CUT_OFF']);
  });
});

describe('peers', () => {
  const other = { matchLabels: { 'kubernetes.io/metadata.name': 'other' } };

  it('of every namespace are fine for some ports of egress', () => {
    expect(codes(WEB, outOf({ ...DNS, to: [{ namespaceSelector: {} }] }))).toEqual([]);
    expect(codes(WEB, outOf({ to: [{ namespaceSelector: {} }] }))).toEqual(['ALLOW_ALL_PEER']);
    expect(codes(API, into({ from: [{ namespaceSelector: {}, podSelector: app('web') }] }))).toEqual([]);
    expect(codes(API, into({}))).toEqual([]);
  });

  it('of two selectors are two where the pods are of the own namespace', () => {
    expect(codes(WEB, API, into({ from: [{ namespaceSelector: other }, { podSelector: app('web') }] }))).toEqual([]);
    expect(codes(API, pod('other/web'), into({ from: [{ namespaceSelector: other }, { podSelector: app('web') }] }))).toEqual(['PEERS_NOT_COMBINED']);
  });

  it('by a namespace\'s label need one that carries it, or somebody who says so', () => {
    const labelled = into({ from: [{ namespaceSelector: { matchLabels: { team: 'red' } } }] });
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'red', labels: { team: 'red' } } };
    expect(codes(API, labelled)).toEqual(['NAMESPACE_LABEL_UNKNOWN']);
    expect(codes(API, labelled, namespace)).toEqual([]);
    expect(found([API, labelled], { namespaceLabels: { red: { team: 'red' } } })).toEqual([]);
  });

  it('that are the ClusterIP of a Service of the manifests select its pods instead', () => {
    const web = service('web', { app: 'web' }, [{ port: 80 }], { clusterIP: '10.7.7.7' });
    expect(found([WEB, API, web, policy('shop/api', { podSelector: app('api'), policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '10.7.7.7/32' } }] }] })]))
      .toMatchObject([{ code: 'API_SERVER_BY_CLUSTER_IP', mend: 'select the pods behind the Service, and their port' }]);
  });

  it('that are addresses of pods are found only where those are told', () => {
    const wide = into({ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] });
    expect(found([API, wide])).toEqual([]);
    expect(found([pod('shop/api', { status: { podIP: '10.244.0.7' } }), wide], { podCidrs: [block('10.244.0.0/16')] })).toMatchObject([
      { code: 'BLOCK_OVERLAPS_PODS', text: expect.stringContaining('such as `shop/api[Pod]`') as string },
    ]);
  });
});

describe('a policy', () => {
  it('in the wrong namespace is told where its pods are', () => {
    expect(found([WEB, policy('other/web', { podSelector: app('web'), ingress: [] })])).toMatchObject([
      { code: 'POLICY_SELECTS_NOTHING', object: { namespace: 'other' }, mend: '`shop/web[Pod]` would match: a policy governs pods of its own namespace only' },
    ]);
  });

  it('may be about pods of another folder, and about every pod of an empty namespace', () => {
    expect(codes(WEB, policy('other/db', { podSelector: app('db'), ingress: [] }), policy('empty/all', { podSelector: {}, ingress: [] }))).toEqual([]);
  });
});

describe('a way in', () => {
  const way = (fields: object, name = 'api', port: object = { number: 80 }) => ({
    apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'way', namespace: 'shop', ...fields }, spec: { ingressClassName: 'nginx', defaultBackend: { service: { name, port } } },
  });
  const behind = service('api', { app: 'api' }, [{ name: 'web', port: 80, targetPort: 'http' }]);

  it('lets the controller be whoever is not certainly somebody else', () => {
    const anybody = [{ ipBlock: { cidr: '10.0.0.0/8' } }, { namespaceSelector: {}, podSelector: app('nginx') }, { podSelector: app('not-here') }];
    for (const from of anybody) expect(codes(API, behind, way({}), into({ from: [from] }))).toEqual([]);
    expect(codes(WEB, API, behind, way({}), into({ from: [{ podSelector: app('web') }] }))).toEqual(['CONTROLLER_SHUT_OUT']);
    expect(codes(WEB, API, behind, way({}), into({ from: [{ podSelector: app('web') }] }, { ports: [{ port: 9090 }] }))).toEqual(['CONTROLLER_SHUT_OUT']);
    expect(codes(WEB, API, behind, way({}), into({ ports: [{ port: 'http' }] }))).toEqual([]);
    expect(codes(pod('shop/traefik', { labels: { app: 'traefik' } }), API, behind, way({}), into({ from: [{ podSelector: app('traefik') }] }))).toEqual([]);
  });

  it('may have its class in an annotation, or in a default', () => {
    const { spec: { defaultBackend }, ...rest } = way({ annotations: { 'kubernetes.io/ingress.class': 'nginx' } });
    expect(codes(API, behind, { ...rest, spec: { defaultBackend } })).toEqual([]);
    const classless = { ...way({}), spec: { defaultBackend } };
    const byDefault = { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'nginx', annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } } };
    expect(codes(API, behind, classless)).toEqual(['INGRESS_CLASS_MISSING']);
    expect(codes(API, behind, classless, byDefault)).toEqual([]);
  });

  it('leads to a port of a Service that is there', () => {
    expect(codes(API, behind, way({}, 'api', { name: 'web' }))).toEqual([]);
    expect(found([API, behind, way({}, 'api', { name: 'http' })])).toMatchObject([{ code: 'BACKEND_UNKNOWN', mend: 'its ports are `80 (web)`' }]);
    expect(found([API, behind, way({}, 'apis')])).toMatchObject([{ code: 'BACKEND_UNKNOWN', mend: 'there are `api`' }]);
    expect(codes(way({}, 'elsewhere'))).toEqual([]);
  });
});

describe('findings', () => {
  const objects = [WEB, API, service('db', { app: 'db' }, [{ port: 80 }]), policy('shop/none', { podSelector: app('none'), ingress: [] })];
  const where = (kind: string, namespace: string | undefined, name: string) => ({ file: `${kind}-${namespace ?? ''}-${name}.yaml`, line: 3, lineAt: () => 7 });

  it('read as lines of a compiler', () => {
    expect(lintText(found(objects), where)).toMatchInlineSnapshot(`
"NetworkPolicy-shop-none.yaml:7: warning: NetworkPolicy shop/none spec.podSelector: no workload of \`shop\` matches \`app=none\`, so that the policy does nothing (POLICY_SELECTS_NOTHING)
    mend: write labels of the pod template into the selector
Service-shop-db.yaml:7: error: Service shop/db spec.selector: no workload of \`shop\` has the labels \`app=db\`, so that nothing answers (SERVICE_SELECTS_NOTHING)
    mend: write the labels of the pod template, not those of the Deployment, into the selector
1 errors, 1 warnings
"
`);
    expect(lintText([])).toBe('no findings\n');
  });

  it('read as JSON of the published schema', () => {
    const schema = JSON.parse(readFileSync(join(__dirname, '..', '..', '..', 'docs', 'schema', 'lint-v1.json'), 'utf8')) as object;
    const validate = new Ajv({ allErrors: true }).compile(schema);
    const json = lintJson(found(objects), where);
    expect(validate(json) ? [] : validate.errors).toEqual([]);
    expect(json).toMatchObject({ findings: [{ code: 'POLICY_SELECTS_NOTHING', file: 'NetworkPolicy-shop-none.yaml', line: 7 }, { code: 'SERVICE_SELECTS_NOTHING' }] });
    expect(validate(lintJson([]))).toBe(true);
  });

  it('do not depend on the order of the objects', () => {
    expect(found([...objects].reverse())).toEqual(found(objects));
  });
});
