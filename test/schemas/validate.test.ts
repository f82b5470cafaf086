import { announceAbsence, expectValid, problemsOf, schemasPresent } from './validate';

const policy = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    podSelector: { matchLabels: { app: 'web' } },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }], ports: [{ protocol: 'TCP', port: 8080 }] }],
  },
};

const sidecar = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: {
    initContainers: [{ name: 'proxy', restartPolicy: 'Always', lifecycle: { preStop: { sleep: { seconds: 5 } } } }],
    containers: [{ name: 'web', securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } }],
  },
};

const certificate = {
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata: { name: 'web' },
  spec: { secretName: 'web-tls', issuerRef: { name: 'letsencrypt' }, dnsNames: ['shop.example.com'] },
};

const route = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'web' },
  spec: { parentRefs: [{ name: 'public' }], hostnames: ['shop.example.com'] },
};

/** The same sentences hold with and without schemas; without them there is nothing to find. */
const found = (...lines: string[]): string[] => (schemasPresent ? lines : []);

describe('objects against strict schemas', () => {
  test('valid objects of core kinds, fields of Kubernetes 1.35 included, have no problem', () => {
    expect(problemsOf([policy, sidecar])).toEqual([]);
    expectValid([policy, sidecar]);
  });

  test('valid custom resources have no problem, whether the index names them by kind or by file', () => {
    expect(problemsOf([certificate, route])).toEqual([]);
  });

  test('an unknown field is a problem that names the object, the place and the field', () => {
    const bad = { ...policy, spec: { ...policy.spec, podSelektor: {} } };
    expect(problemsOf([bad])).toEqual(found('NetworkPolicy shop/web: /spec must NOT have additional properties: "podSelektor"'));
  });

  test('a wrong type is a problem', () => {
    const bad = { ...policy, spec: { ...policy.spec, policyTypes: 'Ingress' } };
    expect(problemsOf([bad])).toEqual(found('NetworkPolicy shop/web: /spec/policyTypes must be array'));
  });

  test('a missing member is a problem', () => {
    const bad = { ...certificate, spec: { secretName: 'web-tls' } };
    expect(problemsOf([bad])).toEqual(found("Certificate web: /spec must have required property 'issuerRef'"));
  });

  test('a kind without a schema is a problem, and so is a known kind in an unknown version', () => {
    expect(problemsOf([{ apiVersion: 'example.com/v1', kind: 'Widget' }, { ...policy, apiVersion: 'networking.k8s.io/v9' }])).toEqual(found(
      'Widget (object 0): no schema for example.com/v1/Widget',
      'NetworkPolicy shop/web: no schema for networking.k8s.io/v9/NetworkPolicy',
    ));
  });

  test('of a kind whose schema is older, the families of addresses that are newer pass, and nothing else', () => {
    const gateway = { nodeSelector: {}, egressIP: '2001:db8::7' };
    const spec = { selectors: [{ podSelector: {} }], destinationCIDRs: ['2001:db8::/32', '203.0.113.0/24'], egressGateway: gateway };
    const of = (more: object) => problemsOf([{ apiVersion: 'cilium.io/v2', kind: 'CiliumEgressGatewayPolicy', metadata: { name: 'x' }, spec: { ...spec, ...more } }]);
    expect(of({})).toEqual([]);
    expect(of({ destinationCIDRs: ['2001:db8::/129'] })).toEqual(found(expect.stringContaining('/spec/destinationCIDRs/0 must match pattern') as string));
    expect(of({ egressGateway: { ...gateway, egressIP: 'a:b' } })).toEqual(found('CiliumEgressGatewayPolicy x: /spec/egressGateway/egressIP must match format "ipv4"'));
    expect(of({ excludedCidrs: [] })).toEqual(found('CiliumEgressGatewayPolicy x: /spec must NOT have additional properties: "excludedCidrs"'));
  });

  test('something that is not an object of Kubernetes is a problem', () => {
    expect(problemsOf([null, { kind: 'Pod' }])).toEqual(found('object 0: has no apiVersion or no kind', 'object 1: has no apiVersion or no kind'));
  });

  test('every problem of every object is listed, not only the first', () => {
    const bad = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', nmespace: 'x' }, spec: { selectr: {}, ports: [{ port: '80' }] } };
    expect(problemsOf([bad, { ...bad, metadata: { name: 'other' } }])).toHaveLength(schemasPresent ? 5 : 0);
  });

  test('the absence of the schemas is said in one line, their presence is not', () => {
    const lines: string[] = [];
    announceAbsence(line => lines.push(line));
    expect(lines).toHaveLength(schemasPresent ? 0 : 1);
  });
});
