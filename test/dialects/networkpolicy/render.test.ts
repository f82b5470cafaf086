import { NetworkPolicy } from '../../../src/dialects/networkpolicy/kinds';
import { readNetworkPolicies } from '../../../src/dialects/networkpolicy/read';
import { renderPolicy } from '../../../src/dialects/networkpolicy/render';
import { Endpoint, Flow, PolicySubject } from '../../../src/model/endpoint';
import { PortMatch } from '../../../src/model/port';
import { REASONS_ANNOTATION } from '../../../src/model/reasons';
import { only, yamlOf } from '../../api/shop';
import { expectValid } from '../../schemas/validate';

const HTTP: PortMatch = { protocol: 'TCP', port: 8080 };
const API: Endpoint = { kind: 'pods', namespaces: { name: 'back' }, pods: { app: 'api' } };

function flow(peers: readonly Endpoint[], more: Partial<Flow> = {}): Flow {
  return { key: 'back/api on 8080/TCP', peers, ports: [HTTP], reasons: [], ...more };
}

function subject(more: Partial<PolicySubject> = {}): PolicySubject {
  return { name: 'web', namespace: 'shop', podLabels: { app: 'web' }, labels: { team: 'front' }, ingress: [], egress: [], ...more };
}

/** The one policy that is written, without what is left out; it has to be valid, and the reader has to understand it. */
function written(of: PolicySubject): NetworkPolicy {
  const object = JSON.parse(JSON.stringify(only(renderPolicy(of).objects))) as NetworkPolicy; // what was rendered
  expectValid([object]);
  expect(readNetworkPolicies([object]).problems).toEqual([]);
  return object;
}

describe('a policy', () => {
  test('without an edge closes both directions', () => {
    const { metadata, spec } = written(subject());
    expect(metadata).toEqual({ name: 'web', namespace: 'shop', labels: { team: 'front' } });
    expect(spec).toEqual({ podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress', 'Egress'], ingress: [], egress: [] });
  });

  test('with every kind of peer and port reads as the snapshot has it', () => {
    const peers: Endpoint[] = [
      API,
      { kind: 'pods', namespaces: { labels: { team: 'b' } }, pods: 'all' },
      { kind: 'pods', namespaces: 'all', pods: { app: 'api' } },
      { kind: 'addresses', blocks: [{ cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] }, { cidr: '2001:db8::/32', except: [] }] },
      { kind: 'dnsName', dnsName: 'a.example', addresses: [{ cidr: '203.0.113.7/32', except: [] }] },
    ];
    const ports: PortMatch[] = [HTTP, { protocol: 'UDP', port: 10000, endPort: 10100 }, { protocol: 'SCTP' }];
    expect(yamlOf(written(subject({ ingress: [flow(peers, { ports })], egress: [flow([API], { ports: [], reasons: ['asks'] })] })))).toMatchSnapshot();
  });

  test('has one rule for each edge, in the order of the edges', () => {
    const egress = [flow([API]), flow([API], { ports: [{ protocol: 'UDP', port: 53 }] })];
    expect(written(subject({ egress })).spec.egress).toHaveLength(2);
  });

  test('says anyone and every port by leaving them out, and never both by accident', () => {
    const { spec } = written(subject({ ingress: [flow([{ kind: 'anyone' }])], egress: [flow([API], { ports: [] })] }));
    expect(spec.ingress?.map((rule) => [rule.from, rule.ports])).toEqual([[undefined, [HTTP]]]);
    expect(spec.egress?.map((rule) => [rule.to?.length, rule.ports])).toEqual([[1, undefined]]);
  });

  test('holds anyone wider than the peers beside it', () => {
    expect(written(subject({ ingress: [flow([API, { kind: 'anyone' }])] })).spec.ingress?.[0]?.from).toBeUndefined();
  });
});

describe('an edge of which nothing can be said', () => {
  test.each([
    ['no peer at all', flow([])],
    ['no block of addresses', flow([{ kind: 'addresses', blocks: [] }])],
    ['a DNS name without addresses', flow([{ kind: 'dnsName', dnsName: 'a.example', addresses: [] }])],
  ])('%s, is no rule: an empty list of peers would let everybody through', (_, nothing) => {
    const { spec } = written(subject({ ingress: [nothing], egress: [nothing, flow([API])] }));
    expect(spec.ingress).toEqual([]);
    expect(spec.egress).toHaveLength(1);
  });
});

describe('what core NetworkPolicy cannot say', () => {
  const gapsOf = (more: Partial<PolicySubject>) => renderPolicy(subject(more)).gaps;
  const named = (...cidrs: string[]): Endpoint => ({ kind: 'dnsName', dnsName: 'a.example', addresses: cidrs.map((cidr) => ({ cidr, except: [] })) });

  test('is nothing where there are pods and addresses', () => {
    expect(gapsOf({ egress: [flow([API, { kind: 'addresses', blocks: [{ cidr: '10.0.0.0/8', except: [] }] }])] })).toEqual([]);
  });

  test('is a DNS name: refused without addresses, with the way out, and approximated with them', () => {
    expect(gapsOf({ egress: [flow([named()], { key: 'a.example on 443/TCP' })] })).toEqual([{
      code: 'CANNOT_EXPRESS',
      text: 'core NetworkPolicy cannot match a DNS name: `a.example on 443/TCP` would stay closed; give the addresses that the name resolves to, '
        + "as in `Peer.dnsName('a.example', { addresses: ['203.0.113.0/24'] })`, lead it through an `EgressProxy`, or allow `Peer.internet()` on that port",
    }]);
    expect(gapsOf({ egress: [flow([named('203.0.113.7/32')])] }).map(({ code }) => code)).toEqual(['APPROXIMATED']);
  });

  test('is somebody whom neither labels nor addresses find: told with the way out, and nobody is let in for it', () => {
    const unnameable: Endpoint = { kind: 'unnameable', what: 'the Envoy of Cilium', instead: 'choose another edge' };
    const { objects, gaps } = renderPolicy(subject({ ingress: [flow([unnameable])], egress: [flow([unnameable, API])] }));
    expect(gaps).toEqual(['ingress', 'egress'].map(() => ({
      code: 'CANNOT_EXPRESS', text: 'core NetworkPolicy has no word for the Envoy of Cilium: `back/api on 8080/TCP` would stay closed; choose another edge',
    })));
    const { spec } = only(objects) as NetworkPolicy; // what was rendered
    expect(spec.ingress).toEqual([]);
    expect(spec.egress?.map(({ to }) => to?.length)).toEqual([1]);
  });

  test('is a subject without labels, which would be every pod of the namespace', () => {
    expect(gapsOf({ podLabels: {} })).toEqual([expect.objectContaining({ code: 'LABELS_EMPTY', text: expect.stringContaining('every pod of `shop`') })]);
  });
});

describe('the reasons', () => {
  test('stand in one annotation, one to a line, with the direction and the edge', () => {
    const of = subject({ ingress: [flow([API], { key: 'b', reasons: ['one', 'two'] })], egress: [flow([API], { key: 'a', reasons: ['three'] }), flow([API], { key: 'c' })] });
    expect(written(of).metadata.annotations).toEqual({ [REASONS_ANNOTATION]: 'from b: one\nfrom b: two\nto a: three' });
  });
});
