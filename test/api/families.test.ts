import { Shop, thrownBy } from './shop';
import { ClusterProfile, Edge, IpFamily, IpFamilyPolicy, Peer, Port, Service, ServiceProps, TrafficPolicy } from '../../src';

const { IPV4, IPV6 } = IpFamily;
const EVERYBODY = ['0.0.0.0/0', '::/0'];

function familiesOn(ipFamilies: IpFamily[] | undefined, props: ServiceProps = {}): unknown {
  const shop = new Shop({ ipFamilies });
  shop.service('web', { service: Service.clusterIp(props) });
  const spec = shop.spec('Service', 'web');
  return { ipFamilies: spec['ipFamilies'], ipFamilyPolicy: spec['ipFamilyPolicy'] };
}

describe('the families of a Service', () => {
  test('are whatever the cluster has where its profile says nothing', () => {
    expect(familiesOn(undefined)).toEqual({ ipFamilies: undefined, ipFamilyPolicy: 'PreferDualStack' });
  });

  test('are those of the profile, the primary one first', () => {
    expect(familiesOn([IPV4])).toEqual({ ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' });
    expect(familiesOn([IPV6])).toEqual({ ipFamilies: ['IPv6'], ipFamilyPolicy: 'SingleStack' });
    expect(familiesOn([IPV6, IPV4])).toEqual({ ipFamilies: ['IPv6', 'IPv4'], ipFamilyPolicy: 'PreferDualStack' });
  });

  test('are those that the Service names, within the profile', () => {
    expect(familiesOn([IPV6, IPV4], { ipFamilies: [IPV4] })).toEqual({ ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' });
    expect(familiesOn([IPV6, IPV4], { ipFamilyPolicy: IpFamilyPolicy.SINGLE_STACK })).toEqual({ ipFamilies: ['IPv6'], ipFamilyPolicy: 'SingleStack' });
    expect(familiesOn([IPV6, IPV4], { ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK })).toEqual({ ipFamilies: ['IPv6', 'IPv4'], ipFamilyPolicy: 'RequireDualStack' });
    expect(familiesOn(undefined, { ipFamilies: [IPV6] })).toEqual({ ipFamilies: ['IPv6'], ipFamilyPolicy: 'SingleStack' });
  });

  test('that the cluster does not have are refused', () => {
    expect(thrownBy(() => familiesOn([IPV6], { ipFamilies: [IPV4] }))).toMatch(/^ipFamilies of Service `web` name `IPv4`, and the cluster profile has IPv6 alone.*\(SERVICE_INVALID\)$/);
    expect(thrownBy(() => familiesOn([IPV4], { ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK }))).toMatch(/^Service `web` requires two families.*\(SERVICE_INVALID\)$/);
    expect(thrownBy(() => ClusterProfile.of({ ipFamilies: [IPV4, IPV4] }))).toMatch(/name one twice.*\(CLUSTER_PROFILE_INVALID\)$/);
  });

  test('hold for a stream on a Service of its own', () => {
    const shop = new Shop({ ipFamilies: [IPV6], edges: [Edge.loadBalancer('lan', { sources: EVERYBODY })] });
    shop.service('web').exposeStream('lan', { edgePort: 80 });
    expect(shop.spec('Service', 'web-lan')).toMatchObject({ ipFamilies: ['IPv6'], ipFamilyPolicy: 'SingleStack', loadBalancerSourceRanges: ['::/0'] });
  });
});

describe('a policy on a cluster of one family', () => {
  test.each([[IPV6, /\d+\.\d+\.\d+\.\d+\//], [IPV4, /[0-9a-f]*::/]])('%s names no address of the other one', (family, other) => {
    const shop = new Shop({ ipFamilies: [family], nodeCidrs: ['192.0.2.0/24', '2001:db8:1::/64'] });
    const web = shop.service('web', { service: Service.loadBalancer({ sourceRanges: ['203.0.113.0/24', '2001:db8::/32'] }) });
    web.connections.allowTo(Peer.internet().on(Port.https()));
    web.connections.allowTo(Peer.dnsName('api.example.com', { addresses: ['198.51.100.7/32', '2001:db8:2::7/128'] }).on(Port.https()));
    web.connections.allowFrom(Peer.nodes());
    const text = JSON.stringify([shop.spec('NetworkPolicy', 'web'), shop.spec('Service', 'web')]);
    expect(text).not.toMatch(other);
    expect(text).toMatch(family === IPV6 ? /2001:db8:1::\/64.*2001:db8:2::7\/128|2001:db8:2::7\/128.*2001:db8:1::\/64/ : /192\.0\.2\.0\/24/);
    expect(shop.findings().filter((line) => !line.includes('APPROXIMATED'))).toEqual([]);
  });

  test('cannot name addresses of the other one alone', () => {
    const shop = new Shop({ ipFamilies: [IPV6], podCidrs: [] });
    const web = shop.service('web');
    web.connections.allowTo(Peer.cidr('203.0.113.0/24').on(Port.https()));
    expect(web.networkPolicy.toJson().spec.egress).toHaveLength(1);
    expect(shop.findings()).toEqual([expect.stringMatching(/^\[shop\/web\] the addresses of `203\.0\.113\.0\/24 on 443\/TCP` are of another family .*`IPv6`.*\(CANNOT_EXPRESS\)$/)]);
    expect(thrownBy(() => web.addService('lan', Service.loadBalancer({ sourceRanges: ['203.0.113.0/24'] })))).toMatch(/the sources of Service `web-lan`.*another family.*\(SERVICE_INVALID\)$/);
  });
});

describe('on a cluster of two families', () => {
  const dual = { ipFamilies: [IPV4, IPV6] };

  test('everybody of one family is a warning, as a peer and as a source', () => {
    const shop = new Shop(dual);
    const web = shop.service('web', { service: Service.loadBalancer({ sourceRanges: ['0.0.0.0/0'] }) });
    web.connections.allowTo(Peer.cidr('::/0').on(Port.https()));
    expect(shop.findings()).toEqual([
      expect.stringMatching(/`0\.0\.0\.0\/0 on 8080\/TCP` names everybody of one family.*the cluster has IPv6 as well.*name `::\/0`, too.*\(FAMILY_MISSING\)$/),
      expect.stringMatching(/`::\/0 on 443\/TCP` names everybody of one family.*the cluster has IPv4 as well.*name `0\.0\.0\.0\/0`, too.*\(FAMILY_MISSING\)$/),
    ]);
  });

  test('so is everybody of one family whom a load balancer hides', () => {
    const shop = new Shop({ ...dual, nodeCidrs: ['192.0.2.0/24'] });
    shop.service('web', { service: Service.loadBalancer({ sourceRanges: ['0.0.0.0/0'], externalTrafficPolicy: TrafficPolicy.CLUSTER }) });
    expect(shop.findings()).toEqual([expect.stringMatching(/Service `web` names everybody of one family.*\(FAMILY_MISSING\)$/)]);
  });

  test('a block of one family is a place, and both of everybody are everybody', () => {
    const shop = new Shop(dual);
    const web = shop.service('web', { service: Service.loadBalancer({ sourceRanges: EVERYBODY }) });
    web.connections.allowTo(Peer.cidr('203.0.113.0/24').on(Port.https()));
    web.connections.allowTo(Peer.cidrs(...EVERYBODY).on(Port.tcp(25)));
    web.connections.allowTo(Peer.internet().on(Port.https()));
    expect(shop.findings()).toEqual([]);
  });
});
