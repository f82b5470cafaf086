import { codesIn, findingsIn, gatewayObject, ingress, object, policy, WEB } from './world';

const DENY = policy('{}', '{ ports: [{ port: 8080 }] }');
const ISSUER = 'annotations: { cert-manager.io/cluster-issuer: acme }';
const ASKING = ingress('shop/web', 'tls: [{ hosts: [shop.example], secretName: web-tls }]', ISSUER);
const clusterIssuer = (spec: string) => `apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata: { name: acme }\nspec: ${spec}\n`;
const solving = (labels = '') => clusterIssuer(`{ acme: { solvers: [{ dns01: {} }, { http01: { ingress: { podTemplate: { metadata: { labels: { ${labels} } } } } } }] } }`);

describe('the pod that answers a challenge of HTTP-01', () => {
  test('is shut out by a policy for all pods of its namespace', () => {
    expect(findingsIn(WEB, ASKING, DENY)).toEqual([{
      code: 'ACME_SOLVER_SHUT_OUT',
      object: { kind: 'Ingress', namespace: 'shop', name: 'web' },
      path: 'metadata.annotations',
      text: 'asks for a certificate: to prove a host over HTTP (HTTP-01), cert-manager starts a pod in `shop`, and `NetworkPolicy shop/policy` lets no controller in there',
      mend: 'allow ingress on TCP 8089 to pods with the label `acme.cert-manager.io/http01-solver: "true"` from the pods of the controller; not needed if the issuer uses DNS-01',
    }]);
  });

  test.each([
    ['a Gateway', gatewayObject('Gateway', 'shop/edge', '{ gatewayClassName: any, listeners: [{ name: web, port: 80, protocol: HTTP }] }', ISSUER)],
    ['a Certificate', object('cert-manager.io/v1', 'Certificate', 'shop/web', 'spec: { secretName: a, issuerRef: { name: acme } }')],
    ['an Ingress by an issuer of its namespace', ingress('shop/web', '', 'annotations: { cert-manager.io/issuer: acme }')],
    ['an Ingress by whatever issuer is the default', ingress('shop/web', '', 'annotations: { kubernetes.io/tls-acme: "true" }')],
  ])('is needed by %s', (_, asking) => {
    expect(codesIn(WEB, asking, DENY)).toEqual(['ACME_SOLVER_SHUT_OUT']);
    expect(codesIn(WEB, asking)).toEqual([]);
  });

  test.each([
    ['the port is open to anybody', policy('{}', '{ ports: [{ port: 8089 }, { port: 8080 }] }')],
    ['its port has the name that is let in', policy('{}', '{ ports: [{ port: http }] }')],
    ['a policy of its own lets a controller in', `${DENY}---\n${policy('{ matchLabels: { acme.cert-manager.io/http01-solver: "true" } }',
      '{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress-nginx } } }], ports: [{ port: 8089 }] }').replace('policy', 'solver')}`],
    ['the policy is for other pods', policy('{ matchLabels: { app: web } }', '{ ports: [{ port: 8080 }] }')],
    ['the policy is for the other direction', policy('{}').replace('[Ingress]', '[Egress]').replace('ingress: []', 'egress: [{}]')],
  ])('is let in where %s', (_, policies) => {
    expect(codesIn(WEB, ASKING, policies)).toEqual([]);
  });

  test('is needed by no issuer that is known to do without', () => {
    expect(codesIn(WEB, ASKING, DENY, solving())).toEqual(['ACME_SOLVER_SHUT_OUT']);
    expect(codesIn(WEB, ASKING, DENY, clusterIssuer('{ acme: { solvers: [{ dns01: { route53: {} } }] } }'))).toEqual([]);
    expect(codesIn(WEB, ASKING, DENY, clusterIssuer('{ ca: { secretName: ca } }'))).toEqual([]);
    expect(codesIn(WEB, ingress('shop/web', '', 'annotations: { cert-manager.io/issuer: a, cert-manager.io/issuer-group: awspca.cert-manager.io }'), DENY)).toEqual([]);
  });

  test('bears the labels that its issuer gives it', () => {
    const closed = policy('{ matchLabels: { team: a } }').replace('name: policy', 'name: team');
    expect(codesIn(WEB, ASKING, closed, object('v1', 'Pod', 'shop/b', 'spec: { containers: [] }', 'labels: { team: a }'))).toEqual([]);
    expect(codesIn(WEB, ASKING, closed, object('v1', 'Pod', 'shop/b', 'spec: { containers: [] }', 'labels: { team: a }'), solving('team: a'))).toEqual(['ACME_SOLVER_SHUT_OUT']);
  });
});
