import { codesIn, findingsIn, object, policy, WEB } from './world';

const pod = (container: string) => object('v1', 'Pod', 'shop/probed', `spec: { containers: [{ name: main, image: main, ports: [{ name: http, containerPort: 8080 }], ${container} }, { name: side, ports: [{ name: admin, containerPort: 9000 }] }] }`);

describe('a probe', () => {
  test('names a port of its own container', () => {
    expect(findingsIn(pod('livenessProbe: { httpGet: { path: /, port: admin } }'))).toEqual([{
      code: 'NAMED_PORT_UNKNOWN',
      object: { kind: 'Pod', namespace: 'shop', name: 'probed' },
      path: 'spec.containers[0].livenessProbe.httpGet.port',
      text: 'the container `main` has no port `admin`, so that this always fails',
      mend: 'name the port of the container `admin`, or write its number',
    }]);
    expect(codesIn(pod('livenessProbe: { httpGet: { path: /, port: http } }, readinessProbe: { tcpSocket: { port: 9999 } }, startupProbe: { exec: { command: [a] } }'))).toEqual([]);
    expect(codesIn(pod('startupProbe: { tcpSocket: { port: "8081" } }'))).toEqual([]);
  });

  test('of a template, and a hook, likewise', () => {
    const template = 'spec: { selector: {}, template: { metadata: { labels: { app: a } }, spec: { containers: [{ name: a, lifecycle: { preStop: { httpGet: { port: gone } } } }] } } }';
    expect(findingsIn(object('apps/v1', 'Deployment', 'shop/a', template))).toMatchObject([
      { code: 'NAMED_PORT_UNKNOWN', object: { kind: 'Deployment' }, path: 'spec.template.spec.containers[0].lifecycle.preStop.httpGet.port' },
    ]);
  });
});

describe('a plugin among the manifests', () => {
  const daemons = (...images: readonly string[]) => object('apps/v1', 'DaemonSet', 'kube-flannel/cni',
    `spec: { selector: {}, template: { metadata: { labels: { app: flannel } }, spec: { hostNetwork: true, containers: [${images.map((image, i) => `{ name: c${i}, image: "${image}" }`).join(', ')}] } } }`);
  const POLICY = policy('{ matchLabels: { app: web } }');

  test('that is Flannel alone enforces no policy', () => {
    expect(findingsIn(WEB, POLICY, daemons('ghcr.io/flannel-io/flannel:v0.27.4'))).toEqual([{
      code: 'POLICY_NOT_ENFORCED',
      object: { kind: 'DaemonSet', namespace: 'kube-flannel', name: 'cni' },
      path: 'spec.template.spec.containers',
      text: 'Flannel enforces no policy, and nobody beside it does: the 1 policies of these manifests do nothing',
      mend: 'install a plugin that enforces them (Calico beside Flannel is Canal), or Flannel with `netpol.enabled`',
    }]);
    expect(codesIn(WEB, POLICY, daemons('rancher/mirrored-flannelcni-flannel:v0.20.2'))).toEqual(['POLICY_NOT_ENFORCED']);
  });

  test.each([
    ['Canal', daemons('docker.io/calico/node:v3.32.0', 'docker.io/flannel/flannel:v0.24.4')],
    ['Flannel with its controller', daemons('ghcr.io/flannel-io/flannel:v0.27.4', 'registry.k8s.io/networking/kube-network-policies:v0.9.2')],
    ['Cilium', daemons('quay.io/cilium/cilium:v1.19.0')],
    ['a program that only has to do with Flannel', daemons('example.com/flannel-metrics-exporter:v1')],
  ])('may be %s', (_, plugin) => {
    expect(codesIn(WEB, POLICY, plugin)).toEqual([]);
  });

  test('is nobody\'s business without policies', () => {
    expect(codesIn(WEB, daemons('ghcr.io/flannel-io/flannel:v0.27.4'))).toEqual([]);
  });
});

describe('a selector for pods that are made of something', () => {
  test('selects those that the Prometheus operator makes, with its labels and those of `podMetadata`', () => {
    const prometheus = object('monitoring.coreos.com/v1', 'Prometheus', 'shop/k8s', 'spec: { podMetadata: { labels: { app.kubernetes.io/part-of: monitoring } } }');
    const selector = (instance: string) => `app.kubernetes.io/name: prometheus, app.kubernetes.io/part-of: monitoring, app.kubernetes.io/instance: ${instance}`;
    const service = (instance: string) => object('v1', 'Service', 'shop/prometheus', `spec: { selector: { ${selector(instance)} }, ports: [{ port: 9090 }] }`);
    const closed = policy(`{ matchLabels: { ${selector('k8s')} } }`);
    expect(codesIn(WEB, service('k8s'), closed)).toEqual(['POLICY_SELECTS_NOTHING', 'SERVICE_SELECTS_NOTHING']);
    expect(codesIn(WEB, prometheus, service('k8s'), closed)).toEqual([]);
    expect(codesIn(WEB, prometheus, policy('{ matchLabels: { prometheus: k8s } }'))).toEqual([]);
    expect(codesIn(WEB, prometheus, service('other'))).toEqual(['SERVICE_SELECTS_NOTHING']);
    expect(codesIn(WEB, prometheus.replace('namespace: shop', 'namespace: other'), service('k8s'))).toEqual(['SERVICE_SELECTS_NOTHING']);
  });

  test('selects pods that are in no manifest, by labels that controllers put on them', () => {
    expect(codesIn(WEB, policy('{ matchLabels: { acme.cert-manager.io/http01-solver: "true" } }'))).toEqual([]);
    expect(codesIn(WEB, policy('{ matchLabels: { job-name: migrate } }'))).toEqual([]);
    expect(codesIn(WEB, object('v1', 'Service', 'shop/web-0', 'spec: { selector: { statefulset.kubernetes.io/pod-name: web-0 }, ports: [{ port: 80 }] }'))).toEqual([]);
  });

  test('selects nothing where the labels are those that people write, or that pods here have', () => {
    expect(codesIn(WEB, policy('{ matchLabels: { app.kubernetes.io/name: wbe } }'))).toEqual(['POLICY_SELECTS_NOTHING']);
    const other = object('v1', 'Pod', 'shop/other', 'spec: { containers: [] }', 'labels: { example.com/role: api }');
    expect(codesIn(WEB, other, policy('{ matchLabels: { example.com/role: apy } }'))).toEqual(['POLICY_SELECTS_NOTHING']);
    expect(codesIn(WEB, other, object('v1', 'Service', 'shop/api', 'spec: { selector: { example.com/role: apy }, ports: [{ port: 80 }] }'))).toEqual(['SERVICE_SELECTS_NOTHING']);
  });
});
