import { objectsOf } from './world';
import { findWorkload, namespaceLabels, snapshotOf } from '../../src/reachability/snapshot';
import { workloadText } from '../../src/reachability/workload';

const TEMPLATE = '{ metadata: { labels: { app: x } }, spec: { containers: [{ ports: [{ name: http, containerPort: 80 }] }] } }';

describe('a snapshot', () => {
  it('has every kind that brings pods, sorted, with the labels and ports of the pod template', () => {
    const { workloads, problems } = snapshotOf(objectsOf(
      ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map((kind) => `
apiVersion: apps/v1
kind: ${kind}
metadata: { name: x, namespace: shop, labels: { not: these } }
spec: { template: ${TEMPLATE} }`),
      `
apiVersion: v1
kind: ReplicationController
metadata: { name: x }
spec: { template: ${TEMPLATE} }`,
      `
apiVersion: batch/v1
kind: Job
metadata: { name: x, namespace: shop }
spec: { template: ${TEMPLATE} }`,
      `
apiVersion: batch/v1
kind: CronJob
metadata: { name: x, namespace: shop }
spec: { jobTemplate: { spec: { template: ${TEMPLATE} } } }`,
      `
apiVersion: v1
kind: Pod
metadata: { name: x, namespace: shop, labels: { app: x } }
spec: { containers: [{ ports: [{ name: http, containerPort: 80 }] }] }`,
    ));
    expect(problems).toEqual([]);
    expect(workloads.map(workloadText)).toEqual([
      'default/x[ReplicationController]', 'shop/x[CronJob]', 'shop/x[DaemonSet]', 'shop/x[Deployment]', 'shop/x[Job]', 'shop/x[Pod]',
      'shop/x[ReplicaSet]', 'shop/x[StatefulSet]',
    ]);
    for (const workload of workloads) {
      expect(workload).toMatchObject({
        labels: { app: 'x' }, ports: [{ name: 'http', number: 80, protocol: 'TCP' }], hostNetwork: false, addresses: [], nodeAddresses: [],
      });
    }
  });

  it('has the labels by which an object finds its pods, where they are not made by the cluster', () => {
    const spec = `{ selector: { matchLabels: { app: x }, matchExpressions: [{ key: old, operator: DoesNotExist }] }, template: ${TEMPLATE} }`;
    const { workloads } = snapshotOf(objectsOf(
      ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map((kind) => `{ apiVersion: apps/v1, kind: ${kind}, metadata: { name: x }, spec: ${spec} }`),
      `{ apiVersion: v1, kind: ReplicationController, metadata: { name: x }, spec: { selector: { app: x }, template: ${TEMPLATE} } }`,
      `{ apiVersion: batch/v1, kind: Job, metadata: { name: x }, spec: ${spec} }`,
      `{ apiVersion: v1, kind: Pod, metadata: { name: x }, spec: ${spec} }`,
    ));
    const bySelector = workloads.filter(({ selectorLabels }) => selectorLabels !== undefined);
    expect(bySelector.map(({ kind, selectorLabels }) => `${kind} ${JSON.stringify(selectorLabels)}`)).toEqual(
      ['DaemonSet', 'Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'].map((kind) => `${kind} {"app":"x"}`),
    );
  });

  it('leaves out the ReplicaSets of old revisions, which have no pods, and no others', () => {
    const set = (name: string, replicas: number, ownerReferences: object[] = []) => (
      { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name, ownerReferences }, spec: { replicas, template: { metadata: { labels: { app: 'x' } } } } }
    );
    const owner = (controller: boolean) => [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'x', controller }];
    const { workloads } = snapshotOf([set('old', 0, owner(true)), set('current', 2, owner(true)), set('paused', 0), set('other', 0, owner(false))]);
    expect(workloads.map(({ name }) => name)).toEqual(['current', 'other', 'paused']);
  });

  it('has nothing of what has ended, of other API groups, or of what is no object', () => {
    const pod = (phase: string) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: phase }, status: { phase } });
    const { workloads, problems } = snapshotOf([
      ...['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'].map(pod),
      { apiVersion: 'example.com/v1', kind: 'Deployment', metadata: { name: 'x' } },
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'x' } },
      { apiVersion: 'v1', kind: 'Pod', metadata: {} }, null, 'text', 7, [],
    ]);
    expect(workloads.map((workload) => workload.name)).toEqual(['Pending', 'Running', 'Unknown']);
    expect(problems).toEqual([]);
  });

  it('gives every namespace its name as a label, and the labels that somebody knows', () => {
    const snapshot = snapshotOf([
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { 'team': 'blue', 'kubernetes.io/metadata.name': 'forged' } } },
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x', namespace: 'bare' } },
    ], { namespaceLabels: { infra: { role: 'edge' }, shop: { team: 'red', tier: '1' } } });
    expect(Object.fromEntries(snapshot.namespaces)).toEqual({
      bare: { 'kubernetes.io/metadata.name': 'bare' },
      infra: { 'kubernetes.io/metadata.name': 'infra', 'role': 'edge' },
      shop: { 'kubernetes.io/metadata.name': 'shop', 'team': 'blue', 'tier': '1' },
    });
    expect(namespaceLabels(snapshot, 'never-seen')).toEqual({ 'kubernetes.io/metadata.name': 'never-seen' });
  });

  it('opens lists', () => {
    const snapshot = snapshotOf([{
      apiVersion: 'v1',
      kind: 'List',
      items: [
        { apiVersion: 'v1', kind: 'PodList', items: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' } }] },
      ],
    }]);
    expect(snapshot.workloads.map(workloadText)).toEqual(['default/x[Pod]']);
  });

  it('has the addresses of pods and their nodes, both families', () => {
    const snapshot = snapshotOf(objectsOf(`
apiVersion: v1
kind: Pod
metadata: { name: x }
spec: { hostNetwork: true }
status: { podIP: 10.0.0.1, podIPs: [{ ip: 10.0.0.1 }, { ip: "2001:DB8::1" }], hostIP: 192.168.0.1 }`));
    expect(findWorkload(snapshot, 'default/x')).toMatchObject({
      hostNetwork: true, addresses: [{ text: '10.0.0.1' }, { text: '2001:db8::1' }], nodeAddresses: [{ text: '192.168.0.1' }],
    });
  });

  it('has the nodes that have an object, and their addresses for the pods that name them', () => {
    const snapshot = snapshotOf(objectsOf(`
apiVersion: v1
kind: Node
metadata: { name: n2, labels: { disk: fast } }
status: { addresses: [{ type: Hostname, address: n2 }, { type: InternalIP, address: 192.168.0.2 }, { type: ExternalIP, address: 203.0.113.2 }] }
---
apiVersion: v1
kind: Node
metadata: { name: n1 }
---
apiVersion: v1
kind: Pod
metadata: { name: x }
spec: { nodeName: n2 }
---
apiVersion: v1
kind: Pod
metadata: { name: y }
spec: { nodeName: n2 }
status: { hostIP: 192.168.0.9 }`));
    const texts = (addresses: readonly { readonly text: string }[]) => addresses.map(({ text }) => text);
    expect(snapshot.nodes.map(({ name, labels, addresses }) => ({ name, labels, addresses: texts(addresses) }))).toEqual([
      { name: 'n1', labels: {}, addresses: [] }, { name: 'n2', labels: { disk: 'fast' }, addresses: ['192.168.0.2', '203.0.113.2'] },
    ]);
    expect(snapshot.workloads.map(({ nodeAddresses }) => texts(nodeAddresses))).toEqual([['192.168.0.2'], ['192.168.0.9']]);
    expect(snapshot.problems).toEqual([]);
  });

  it('says where two objects of one kind share a name, and where the address of a node is none', () => {
    const object = (kind: string, more: object = {}) => ({ apiVersion: 'v1', kind, metadata: { name: 'x' }, ...more });
    const twice = ['Namespace', 'Node', 'Pod'].flatMap((kind) => [object(kind), object(kind)]);
    const { problems } = snapshotOf([...twice, { ...object('Node', { status: { addresses: [{ type: 'InternalIP', address: 'n1' }] } }), metadata: { name: 'y' } }]);
    expect(problems.map(({ object: name, path, text }) => `${name} ${path}: ${text}`).sort()).toEqual([
      'Namespace x metadata.name: there is another Namespace of the name `x`; one of them replaces the other',
      'Node x metadata.name: there is another Node of the name `x`; one of them replaces the other',
      'Node y status.addresses: `n1` is not an IPv4 or IPv6 address',
      'Pod default/x metadata.name: there is another Pod of the name `x`; one of them replaces the other',
    ]);
  });

  it('takes the items of a list of one kind for that kind where they do not say it', () => {
    const items = [{ metadata: { name: 'x' } }, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'y' } }];
    expect(snapshotOf([{ apiVersion: 'v1', kind: 'PodList', items }]).workloads.map(workloadText)).toEqual(['default/x[Pod]', 'default/y[Pod]']);
    expect(snapshotOf([{ apiVersion: 'v1', kind: 'List', items }]).workloads.map(workloadText)).toEqual(['default/y[Pod]']);
  });

  it('says what it could not read, and leaves it out', () => {
    const { workloads, problems } = snapshotOf(objectsOf(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: x, namespace: shop }
spec:
  template:
    metadata: { labels: { app: x, version: 2 } }
    spec: { containers: [{ ports: [{ containerPort: 0 }, { containerPort: 80, protocol: tcp }, { containerPort: 81 }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: y, namespace: shop, labels: app }
status: { podIP: 10.0.0.01 }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: z, namespace: shop }
spec: { selector: { matchLabels: [app] }, template: { metadata: { labels: null } } }`));
    expect(workloads.map(({ labels, ports, addresses }) => ({ labels, ports, addresses }))).toEqual([
      { labels: { app: 'x' }, ports: [{ number: 81, protocol: 'TCP' }], addresses: [] },
      { labels: {}, ports: [], addresses: [] },
      { labels: {}, ports: [], addresses: [] },
    ]);
    expect(problems.map(({ object, path, text }) => `${object} ${path}: ${text}`)).toMatchInlineSnapshot(`
[
  "Deployment shop/x spec.template.metadata.labels.version: the label value \`2\` is not a string; quote it",
  "Deployment shop/x spec.template.spec.containers: the port \`{"containerPort":0}\` has no number from 1 to 65535, or no known protocol",
  "Deployment shop/x spec.template.spec.containers: the port \`{"containerPort":80,"protocol":"tcp"}\` has no number from 1 to 65535, or no known protocol",
  "Pod shop/y metadata.labels: \`"app"\` is no mapping of labels to their values",
  "Pod shop/y status.podIP: \`10.0.0.01\` has an octet with a leading zero, which some software reads as octal",
  "DaemonSet shop/z spec.selector.matchLabels: \`["app"]\` is no mapping of labels to their values",
]
`);
  });

  it('finds a workload by namespace and name, and by kind where two share them', () => {
    const snapshot = snapshotOf([
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' } },
      { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'x' } },
    ]);
    expect(findWorkload(snapshot, 'default/x[Pod]')?.kind).toBe('Pod');
    expect(findWorkload(snapshot, 'default/y')).toBeUndefined();
  });
});
