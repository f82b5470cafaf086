import { codesIn, findingsIn, gatewayObject, ingress, object, WEB } from './world';

const TLS = 'tls: [{ hosts: [shop.example], secretName: cert }]';
const secret = (name: string, metadata = '') => object('v1', 'Secret', name, 'type: kubernetes.io/tls', metadata);
const gateway = (ref: string, metadata = '') => gatewayObject('Gateway', 'shop/edge', `{ gatewayClassName: any, listeners: [{ name: web, port: 443, protocol: HTTPS, tls: { certificateRefs: [${ref}] } }] }`, metadata);

describe('a certificate', () => {
  test('that is in another namespace alone is not found by an Ingress', () => {
    expect(findingsIn(WEB, ingress('shop/web', TLS), secret('certs/cert'))).toEqual([{
      code: 'TLS_SECRET_ELSEWHERE',
      object: { kind: 'Ingress', namespace: 'shop', name: 'web' },
      path: 'spec.tls[0].secretName',
      text: 'there is no Secret `shop/cert` among these manifests, and one of that name in `certs`: it is sought in `shop` alone',
      mend: 'put the Secret into `shop`',
    }]);
  });

  test('that is in the own namespace, or nowhere here, is none of our business', () => {
    expect(codesIn(WEB, ingress('shop/web', TLS), secret('certs/cert'), secret('shop/cert'))).toEqual([]);
    expect(codesIn(WEB, ingress('shop/web', TLS))).toEqual([]);
    expect(codesIn(WEB, ingress('shop/web', 'tls: [{ hosts: [shop.example] }]'), secret('certs/cert'))).toEqual([]);
  });

  test.each([
    ['a Certificate', object('cert-manager.io/v1', 'Certificate', 'shop/any', 'spec: { secretName: cert, issuerRef: { name: a } }')],
    ['a SealedSecret', object('bitnami.com/v1alpha1', 'SealedSecret', 'shop/cert', 'spec: { template: {} }')],
    ['an ExternalSecret', object('external-secrets.io/v1', 'ExternalSecret', 'shop/any', 'spec: { target: { name: cert } }')],
  ])('may come out of %s', (_, maker) => {
    expect(codesIn(WEB, ingress('shop/web', TLS), secret('certs/cert'), maker)).toEqual([]);
    expect(codesIn(WEB, ingress('shop/web', TLS), maker.replace('namespace: shop', 'namespace: certs'))).toEqual(['TLS_SECRET_ELSEWHERE']);
  });

  test('may be made by cert-manager, or copied', () => {
    expect(codesIn(WEB, ingress('shop/web', TLS, 'annotations: { cert-manager.io/issuer: a }'), secret('certs/cert'))).toEqual([]);
    expect(codesIn(WEB, ingress('shop/web', TLS), secret('certs/cert', 'annotations: { reflector.v1.k8s.emberstack.com/reflection-allowed: "true" }'))).toEqual([]);
  });

  test('of a listener is in the namespace that it names, or its own', () => {
    expect(codesIn(gateway('{ name: cert }'), secret('certs/cert'))).toEqual(['TLS_SECRET_ELSEWHERE']);
    expect(findingsIn(gateway('{ name: cert, namespace: infra }'), secret('certs/cert'))).toMatchObject([{ path: 'spec.listeners[0].tls.certificateRefs[0]', mend: 'put the Secret into `infra`' }]);
    expect(codesIn(gateway('{ name: cert, kind: Vault, group: example.com }'), secret('certs/cert'))).toEqual([]);
    expect(codesIn(gateway('{ name: cert }', 'annotations: { cert-manager.io/cluster-issuer: a }'), secret('certs/cert'))).toEqual([]);
  });

  test('of a Route is in its own', () => {
    const route = object('route.openshift.io/v1', 'Route', 'shop/web', 'spec: { to: { kind: Service, name: web }, tls: { termination: edge, externalCertificate: { name: cert } } }');
    expect(codesIn(WEB, route, secret('certs/cert'))).toEqual(['TLS_SECRET_ELSEWHERE']);
    expect(codesIn(WEB, route, secret('shop/cert'))).toEqual([]);
  });
});
