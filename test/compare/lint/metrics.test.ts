import { codesIn, findingsIn, object, policy, WEB } from './world';

const GROUP = 'monitoring.coreos.com/v1';
const serviceMonitor = (endpoints: string, more = '', name = 'shop/web') => object(GROUP, 'ServiceMonitor', name, `spec: { selector: { matchLabels: { app: web } }, endpoints: [${endpoints}]${more} }`);
const podMonitor = (endpoints: string, selector = '{ matchLabels: { app: web } }') => object(GROUP, 'PodMonitor', 'shop/web', `spec: { selector: ${selector}, podMetricsEndpoints: [${endpoints}] }`);
const from = (peer: string, port = '8080') => policy('{ matchLabels: { app: web } }', `{ from: [${peer}], ports: [{ port: ${port} }] }`);
const PODS = '{ podSelector: { matchLabels: { app: web } } }';
const CLOSED = from(PODS);

describe('metrics of a workload', () => {
  test('that a ServiceMonitor asks for are shut in by a policy for pods that are not Prometheus', () => {
    expect(findingsIn(WEB, serviceMonitor('{ port: http }'), CLOSED)).toEqual([{
      code: 'METRICS_SHUT_OUT',
      object: { kind: 'ServiceMonitor', namespace: 'shop', name: 'web' },
      path: 'spec.endpoints[0].port',
      text: 'asks `shop/web[Pod]` for metrics on TCP 8080, and `NetworkPolicy shop/policy` lets nobody in there who collects them',
      mend: 'allow ingress on TCP 8080 from the pods of Prometheus, namespace and pods in one peer',
    }]);
  });

  test.each([
    ['a ServiceMonitor by the port of the container', serviceMonitor('{ targetPort: 8080 }')],
    ['a ServiceMonitor of another namespace', serviceMonitor('{ port: http }', ', namespaceSelector: { matchNames: [shop] }', 'monitoring/web')],
    ['a ServiceMonitor for every namespace', serviceMonitor('{ port: http }', ', namespaceSelector: { any: true }', 'monitoring/web')],
    ['a PodMonitor by the name of the port', podMonitor('{ port: http }')],
    ['a PodMonitor by the number of the port', podMonitor('{ portNumber: 8080 }', '{ matchExpressions: [{ key: app, operator: In, values: [web] }] }')],
    ['annotations of the Service', object('v1', 'Service', 'shop/metrics', 'spec: { selector: { app: web }, ports: [{ port: 1, targetPort: 8080 }] }', 'annotations: { prometheus.io/scrape: "true" }')],
  ])('may be asked for by %s', (_, asking) => {
    expect(codesIn(WEB, asking, CLOSED)).toEqual(['METRICS_SHUT_OUT']);
    expect(codesIn(WEB, asking)).toEqual([]);
  });

  test('may be asked for by annotations of the pods: on one port, or on any that is declared', () => {
    const annotated = (annotations: string) => WEB.replace('labels: { app: web } }\nspec: { containers', `labels: { app: web }, annotations: { ${annotations} } }\nspec: { containers`);
    expect(findingsIn(annotated('prometheus.io/scrape: "true", prometheus.io/port: "9100"'), CLOSED)).toMatchObject([{ code: 'METRICS_SHUT_OUT', path: 'metadata.annotations' }]);
    expect(codesIn(annotated('prometheus.io/scrape: "true"'), CLOSED)).toEqual(['METRICS_SHUT_OUT']);
    expect(codesIn(annotated('prometheus.io/scrape: "false", prometheus.io/port: "9100"'), CLOSED)).toEqual([]);
    expect(codesIn(annotated('prometheus.io/scrape: "true", prometheus.io/port: "9100"'), policy('{ matchLabels: { app: web } }', '{ ports: [{ port: 9100 }] }'))).toEqual([]);
  });

  test.each([
    ['pods that are not here', '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } }, podSelector: { matchLabels: { app: prometheus } } }'],
    ['a whole namespace', '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } } }'],
    ['addresses', '{ ipBlock: { cidr: 10.0.0.0/8 } }'],
  ])('are open where the policy lets in %s', (_, peer) => {
    expect(codesIn(WEB, serviceMonitor('{ port: http }'), from(peer))).toEqual([]);
  });

  test('are open where it lets in pods that look like a collector, on that port', () => {
    const scraper = object('v1', 'Pod', 'shop/alloy', 'spec: { containers: [] }', 'labels: { app: alloy }');
    const peer = '{ podSelector: { matchLabels: { app: alloy } } }';
    expect(codesIn(WEB, scraper, serviceMonitor('{ port: http }'), from(peer))).toEqual([]);
    expect(codesIn(WEB, scraper, serviceMonitor('{ port: http }'), from(peer, '9100'))).toEqual(['METRICS_SHUT_OUT']);
  });
});

describe('the port that a monitor names', () => {
  test('is one of the Service, and not of the container', () => {
    expect(findingsIn(WEB, serviceMonitor('{ port: metrics }'))).toEqual([{
      code: 'NAMED_PORT_UNKNOWN',
      object: { kind: 'ServiceMonitor', namespace: 'shop', name: 'web' },
      path: 'spec.endpoints[0].port',
      text: 'no port of the Services `shop/web` has the name `metrics`, so that nothing is collected',
      mend: 'write the name of a port of the Service; `targetPort` is for those of containers',
    }]);
    expect(codesIn(WEB, podMonitor('{ port: metrics }'))).toEqual(['NAMED_PORT_UNKNOWN']);
  });

  test('may be that of any of several, of nobody who is here, or of a container that a mesh injects', () => {
    const second = object('v1', 'Service', 'shop/second', 'spec: { selector: { app: web }, ports: [{ name: metrics, port: 9100, targetPort: http }] }', 'labels: { app: web }');
    expect(codesIn(WEB, second, serviceMonitor('{ port: metrics }'))).toEqual([]);
    expect(codesIn(WEB, serviceMonitor('{ port: metrics }').replace('app: web', 'app: elsewhere'))).toEqual([]);
    expect(codesIn(WEB, podMonitor('{ port: http-envoy-prom }'))).toEqual([]);
    expect(codesIn(WEB, podMonitor('{ port: metrics }', '{ matchExpressions: [{ key: app, operator: Like, values: [web] }] }'))).toEqual([]);
  });

  test('is known where the Service has it, though nobody is behind it', () => {
    const empty = object('v1', 'Service', 'other/web', 'spec: { selector: { app: gone }, ports: [{ name: metrics, port: 80 }] }', 'labels: { app: web }');
    expect(codesIn(WEB, empty, serviceMonitor('{ port: metrics }', '', 'other/web'))).toEqual([]);
  });
});
