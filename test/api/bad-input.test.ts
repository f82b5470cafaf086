import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { EGRESS_ROWS } from './egress/egress-rows';
import { EXPOSURE_ROWS } from './exposure-rows';
import { GUARDRAIL_FINDINGS, GUARDRAIL_ROWS } from './guardrails/guardrail-rows';
import { LOCK_ROWS } from './lock/lock-rows';
import { PROOF_ROWS } from './proof-rows';
import { Shop, thrownBy } from './shop';
import {
  AcmeSolver, Cluster, ClusterDns, ClusterProfile, ConnectivityLock, Disruption, DryRun, Edge, EgressFallback, EgressProxy, EnvSource,
  ExternalService, HeaderMatch, Health,
  IpFamily, IpFamilyPolicy, NetworkingValidation, NetworkPlugin, Path,
  Peer, Port, Proof, Reachability, Rollout, SecureMicroservice, Service, Spread, Tls, TrafficPolicy, Workload,
} from '../../src';
import { FINDING_CODES, FindingCode } from '../../src/model/finding';

interface BadInput {
  readonly name: string;
  readonly code: FindingCode;
  /** For `throws`, the call that throws; for a finding, the declarations after which the synth fails. */
  readonly run: (shop: Shop) => unknown;
  /** The construct path under which a finding is reported. */
  readonly path?: string;
  readonly shop?: () => Shop;
  /** A part of the text that a person needs. */
  readonly says: RegExp;
}

const host = (name: string) => (shop: Shop) => shop.service('web').expose('x', { hosts: [name] });
const path = (text: string) => () => Path.prefix(text);
const image = (text: string) => (shop: Shop) => shop.service('web', { image: text });
const cidr = (text: string) => () => Peer.cidr(text);

const THROWN: readonly BadInput[] = [
  // ports
  { name: 'port 0', code: 'PORT_OUT_OF_RANGE', run: () => Port.http(0), says: /`0` is not a port: give a whole number from 1 to 65535/ },
  { name: 'port 65536', code: 'PORT_OUT_OF_RANGE', run: () => Port.tcp(65536), says: /`65536`/ },
  { name: 'a negative port', code: 'PORT_OUT_OF_RANGE', run: () => Port.udp(-1), says: /`-1`/ },
  { name: 'a broken port', code: 'PORT_OUT_OF_RANGE', run: () => Port.tcp(80.5), says: /`80.5`/ },
  { name: 'NaN as a port', code: 'PORT_OUT_OF_RANGE', run: () => Port.tcp(Number('http')), says: /`NaN`/ },
  { name: 'a servicePort out of range', code: 'PORT_OUT_OF_RANGE', run: () => Port.http(8080, { servicePort: 70000 }), says: /servicePort `70000`/ },
  { name: 'an endPort below the port', code: 'PORT_RANGE_INVALID', run: () => Port.udp(2000, { endPort: 1000 }), says: /endPort `1000` is below port `2000`/ },
  { name: 'an endPort out of range', code: 'PORT_OUT_OF_RANGE', run: () => Port.udp(2000, { endPort: 99999 }), says: /endPort `99999`/ },
  { name: 'a range with a servicePort', code: 'PORT_RANGE_INVALID', run: () => Port.udp(1, { endPort: 2, servicePort: 3 }), says: /no Service offers a range/ },
  { name: 'a port name of 16 letters', code: 'PORT_NAME_INVALID', run: () => Port.tcp(1, { name: 'abcdefghijklmnop' }), says: /at most 15/ },
  { name: 'a port name in capitals', code: 'PORT_NAME_INVALID', run: () => Port.tcp(1, { name: 'HTTP' }), says: /`HTTP`/ },
  { name: 'two ports of one number', code: 'PORT_DUPLICATE', run: (shop) => shop.service('web', { ports: [Port.http(80), Port.tcp(80)] }), says: /80/ },
  { name: 'two ports of one name', code: 'PORT_DUPLICATE', run: (shop) => shop.service('web', { ports: [Port.http(80), Port.http(81)] }), says: /http/ },
  {
    name: 'a local port with the number of another container',
    code: 'PORT_DUPLICATE',
    run: (shop) => shop.service('web', { containers: [{ name: 'b', image: 'b:1', ports: [Port.local(8080)], health: Health.exec({ live: ['a'], ready: ['b'] }) }] }),
    says: /8080/,
  },
  { name: 'an unknown port name', code: 'PORT_UNKNOWN', run: (shop) => shop.service('web').port('grpc'), says: /`web` has no port `grpc`: it has `http`/ },
  { name: 'a local port as a target', code: 'PORT_LOCAL', run: (shop) => shop.service('web', { ports: [Port.http(80), Port.local(9)] }).port('local-9'), says: /localhost/ },
  { name: 'a local port of a peer', code: 'PORT_LOCAL', run: () => Peer.internet().on(Port.local(9)), says: /use `Port.tcp\(9\)`/ },
  // what leaves the cluster
  {
    name: 'datagrams through an egress proxy',
    code: 'EGRESS_INVALID',
    run: (shop) => {
      const fallback = EgressFallback.proxy(new EgressProxy(shop.chart, 'egress'));
      shop.service('web').connections.allowTo(Peer.dnsName('a.example', { fallback }).on(Port.udp(443)));
    },
    says: /an HTTP proxy carries TCP alone/,
  },
  {
    name: 'an unknown egress gateway',
    code: 'EGRESS_GATEWAY_UNKNOWN',
    run: (shop) => shop.service('web').connections.allowTo(Peer.cidr('203.0.113.0/24').on(Port.https()), { through: 'partners' }),
    says: /the cluster has no egress gateway `partners`: it has none: declare it, as in `ClusterProfile\.of/,
  },
  // names and labels
  { name: 'a name with a capital', code: 'NAME_INVALID', run: (shop) => shop.service('Web', { image: 'w:1' }), says: /`Web`/ },
  { name: 'a name that begins with a digit', code: 'NAME_INVALID', run: (shop) => shop.service('2web', { image: 'w:1' }), says: /beginning with a letter/ },
  { name: 'a name of 64 letters', code: 'NAME_INVALID', run: (shop) => shop.service('w', { name: 'w'.repeat(64) }), says: /1 to 63/ },
  { name: 'a label value with a space', code: 'LABEL_INVALID', run: (shop) => shop.service('web', { labels: { team: 'a b' } }), says: /`a b`/ },
  { name: 'a label key with two slashes', code: 'LABEL_INVALID', run: (shop) => shop.service('web', { labels: { 'a/b/c': 'd' } }), says: /`a\/b\/c`/ },
  { name: 'an empty selector', code: 'LABEL_INVALID', run: (shop) => shop.service('web', { selectorLabels: {} }), says: /would select every pod/ },
  { name: 'an annotation key with a space', code: 'ANNOTATION_INVALID', run: (shop) => shop.service('web', { annotations: { 'a b': 'c' } }), says: /`a b`/ },
  // images
  { name: 'an image without a tag', code: 'IMAGE_UNTAGGED', run: image('ghcr.io/acme/web'), says: /`ghcr.io\/acme\/web`/ },
  { name: 'the tag latest', code: 'IMAGE_UNTAGGED', run: image('ghcr.io/acme/web:latest'), says: /latest/ },
  { name: 'an image with a registry port and no tag', code: 'IMAGE_UNTAGGED', run: image('localhost:5000/web'), says: /`localhost:5000\/web`/ },
  { name: 'an image with a scheme', code: 'IMAGE_INVALID', run: image('https://ghcr.io/acme/web:1'), says: /`https:\/\/ghcr.io\/acme\/web:1`/ },
  { name: 'an empty image', code: 'IMAGE_INVALID', run: image(''), says: /``/ },
  // pods
  { name: 'negative replicas', code: 'REPLICAS_INVALID', run: (shop) => shop.service('web', { replicas: -1 }), says: /`-1`/ },
  { name: 'broken replicas', code: 'REPLICAS_INVALID', run: (shop) => shop.service('web', { replicas: 1.5 }), says: /`1.5`/ },
  { name: 'memory without a unit that exists', code: 'QUANTITY_INVALID', run: (shop) => shop.service('web', { resources: { memoryLimit: '12MB' } }), says: /`12MB`/ },
  { name: 'a health check on a port that is not declared', code: 'HEALTH_INVALID', run: (shop) => shop.service('web', { health: Health.tcp({ port: 9 }) }), says: /9/ },
  { name: 'an environment variable with a space', code: 'ENV_NAME_INVALID', run: (shop) => shop.service('web', { env: { 'A B': 'c' } }), says: /`A B`/ },
  { name: 'two containers of one name', code: 'CONTAINER_NAME_DUPLICATE', run: (shop) => shop.service('web', { containers: [{ name: 'web', image: 'b:1' }] }), says: /`web`/ },
  { name: 'a disruption budget that allows no eviction', code: 'DISRUPTION_INVALID', run: (shop) => shop.service('web', { replicas: 2, disruption: Disruption.minAvailable(2) }), says: /2/ },
  { name: 'a drain that is longer than the grace period', code: 'DRAIN_INVALID', run: (shop) => shop.service('web', { drain: { sleepSeconds: 60 } }), says: /gracePeriodSeconds/ },
  { name: 'a Secret key with a slash', code: 'ENV_SOURCE_INVALID', run: (shop) => shop.service('web', { envSources: { KEY: EnvSource.secret('a', 'b/c') } }), says: /`b\/c`/ },
  { name: 'a relative mount path', code: 'MOUNT_INVALID', run: (shop) => shop.service('web', { writablePaths: ['data'] }), says: /`data`/ },
  { name: 'a rollout that can do nothing', code: 'ROLLOUT_INVALID', run: () => Rollout.rollingUpdate({ maxSurge: 0, maxUnavailable: 0 }), says: /maxSurge/ },
  { name: 'a spread over nothing', code: 'SCHEDULING_INVALID', run: () => Spread.preferred({ topologyKeys: [] }), says: /topologyKeys/ },
  { name: 'user 0 that is not root', code: 'SECURITY_INVALID', run: (shop) => shop.service('web', { podSecurity: { user: 0 } }), says: /`0`/ },
  // addresses
  { name: 'a CIDR that is none', code: 'CIDR_INVALID', run: cidr('999.1.1.1/77'), says: /`999.1.1.1\/77`/ },
  { name: 'an address without a prefix', code: 'CIDR_INVALID', run: cidr('10.0.0.1'), says: /10\.0\.0\.1\/32/ },
  { name: 'a CIDR with host bits', code: 'CIDR_INVALID', run: cidr('10.0.0.1/8'), says: /10\.0\.0\.0\/8/ },
  { name: 'an IPv6 CIDR with a long prefix', code: 'CIDR_INVALID', run: cidr('2001:db8::/129'), says: /`2001:db8::\/129`/ },
  { name: 'an exception outside its block', code: 'EXCEPT_OUTSIDE_BLOCK', run: () => Peer.cidr('10.0.0.0/8', { excluding: ['11.0.0.0/16'] }), says: /`11.0.0.0\/16`/ },
  { name: 'an exception as wide as its block', code: 'EXCEPT_OUTSIDE_BLOCK', run: () => Peer.cidr('10.0.0.0/8', { excluding: ['10.0.0.0/8'] }), says: /smaller/ },
  { name: 'an exception of the other family', code: 'EXCEPT_OUTSIDE_BLOCK', run: () => Peer.cidr('10.0.0.0/8', { excluding: ['2001:db8::/32'] }), says: /family/ },
  { name: 'no CIDR at all', code: 'PEER_INVALID', run: () => Peer.cidrs(), says: /empty/ },
  { name: 'a URL as a DNS name', code: 'NAME_INVALID', run: () => Peer.dnsName('https://api.stripe.com'), says: /`https:\/\/api.stripe.com`/ },
  { name: 'an address as a DNS name', code: 'PEER_INVALID', run: () => Peer.dnsName('10.0.0.1'), says: /Peer\.cidr/ },
  { name: 'every DNS name', code: 'NAME_INVALID', run: () => Peer.dnsName('*'), says: /`\*` is not a wildcard that says whose names are meant.*as in `\*\.example\.com`/ },
  { name: 'a top-level domain', code: 'NAME_INVALID', run: () => Peer.dnsName('*.com'), says: /`\*\.com`.*two parts or more/ },
  { name: 'a star inside a DNS name', code: 'NAME_INVALID', run: () => Peer.dnsName('api.*.example.com'), says: /exactly one part/ },
  {
    name: 'the address of many hosts',
    code: 'ENV_NOT_INJECTABLE',
    run: (shop) => shop.service('web').connections.allowTo(Peer.dnsName('*.example.com').on(Port.https()), { env: 'API' }),
    says: /`\*\.example\.com` stands for many hosts/,
  },
  // peers and connections
  { name: 'pods without labels', code: 'PEER_INVALID', run: () => Peer.pods({ labels: {}, namespaceName: 'a' }), says: /select everything/ },
  { name: 'pods without a namespace', code: 'PEER_INVALID', run: () => Peer.pods({ labels: { app: 'a' } }), says: /either `namespaceName` or `namespaceLabels`/ },
  { name: 'namespaces without labels', code: 'PEER_INVALID', run: () => Peer.namespacesLabeled({}), says: /select everything/ },
  { name: 'a peer of another library', code: 'PEER_INVALID', run: (shop) => shop.service('web').connections.allowTo({ peerName: 'fake' } as never), says: /`fake` is not a peer/ },
  { name: 'no peer at all', code: 'PEER_INVALID', run: (shop) => shop.service('web').connections.allowTo(undefined as never), says: /`undefined` is not a peer/ },
  { name: 'a peer without a port', code: 'PEER_WITHOUT_PORT', run: (shop) => shop.service('web').connections.allowTo(Peer.internet()), says: /\.on\(Port/ },
  { name: 'on() without a port', code: 'PEER_WITHOUT_PORT', run: () => Peer.internet().on(), says: /onEveryPort/ },
  {
    name: 'a target that offers metrics only',
    code: 'PEER_WITHOUT_PORT',
    run: (shop) => shop.service('web').connections.allowTo(shop.service('a', { ports: [Port.metrics(9100)], health: undefined })),
    says: /no port that serves callers/,
  },
  { name: 'a source with ports', code: 'PEER_INVALID', run: (shop) => shop.service('web').connections.allowFrom(Peer.prometheus().on(Port.tcp(1))), says: /ports of the callee/ },
  { name: 'a DNS name as a source', code: 'PEER_INVALID', run: (shop) => shop.service('web').connections.allowFrom(Peer.dnsName('a.example')), says: /cannot be a source/ },
  { name: 'an unknown port of the callee', code: 'PORT_UNKNOWN', run: (shop) => shop.service('web').connections.allowFrom(Peer.prometheus(), { port: 'metrics' }), says: /it has `http`/ },
  { name: 'an edge to itself', code: 'FLOW_TO_ITSELF', run: (shop) => { const web = shop.service('web'); web.connections.allowTo(web); }, says: /allowInternally/ },
  { name: 'an edge from itself', code: 'FLOW_TO_ITSELF', run: (shop) => { const web = shop.service('web'); web.connections.allowFrom(web); }, says: /allowInternally/ },
  { name: 'a peer of another App', code: 'PEER_OF_ANOTHER_APP', run: (shop) => shop.service('web').connections.allowTo(new Shop().service('api')), says: /`api` belongs to another App/ },
  {
    name: 'a peer of another cluster',
    code: 'PEER_OF_ANOTHER_CLUSTER',
    run: (shop) => {
      const other = new Chart(shop.app, 'other', { namespace: 'other' });
      Cluster.attach(other, ClusterProfile.conformant());
      shop.service('web').connections.allowTo(new SecureMicroservice(other, 'api', { image: 'a:1', ports: [Port.http(80)] }));
    },
    says: /another cluster/,
  },
  { name: 'a plug-in without a check', code: 'PLUGIN_INVALID', run: () => new NetworkingValidation({ lint: false }), says: /nothing to look at/ },
  { name: 'a lock without a name', code: 'LOCK_INVALID', run: (shop) => ConnectivityLock.of(shop.app, { file: '' }), says: /is not the name of a file/ },
  { name: 'a dry run for no reason', code: 'DRY_RUN_INVALID', run: (shop) => DryRun.of(shop.app, { reason: '' }), says: /is not one line of text/ },
  { name: 'a variable that is taken', code: 'ENV_DUPLICATE', run: (shop) => shop.service('web', { env: { API: 'x' } }).connections.allowTo(shop.service('api'), { env: 'API' }), says: /`API`/ },
  { name: 'a variable for a CIDR', code: 'SERVICE_MISSING', run: (shop) => shop.service('web').connections.allowTo(Peer.cidr('192.0.2.0/24').on(Port.https()), { env: 'X' }), says: /no address to inject/ },
  {
    name: 'a variable for a microservice without a Service',
    code: 'SERVICE_MISSING',
    run: (shop) => shop.service('web').connections.allowTo(shop.service('api', { service: Service.none() }), { env: 'API' }),
    says: /has no Service for port `http`/,
  },
  {
    name: 'a variable for somebody else\'s containers',
    code: 'ENV_NOT_INJECTABLE',
    run: (shop) => Workload.fromExisting(shop.chart, 'db', { workload: deployment(shop.chart) }).connections.allowTo(shop.service('api'), { env: 'API' }),
    says: /not made by this library/,
  },
  { name: 'a variable for a source outside the App', code: 'ENV_NOT_INJECTABLE', run: (shop) => shop.service('web').connections.allowFrom(Peer.prometheus(), { env: 'A' }), says: /not a workload of this App/ },
  { name: 'a reason of two lines', code: 'ANNOTATION_INVALID', run: (shop) => shop.service('web').connections.allowTo(shop.service('api'), { reason: 'a\nb' }), says: /one line/ },
  { name: 'a reason with a terminal escape', code: 'ANNOTATION_INVALID', run: (shop) => shop.service('web').connections.allowTo(shop.service('api'), { reason: '\u001b[31m' }), says: /printable/ },
  { name: 'an unknown port of an external service', code: 'PORT_UNKNOWN', run: (shop) => new ExternalService(shop.chart, 'x', { externalName: 'a.example', ports: [Port.https()] }).port('http'), says: /it has `https`/ },
  // workloads
  { name: 'a workload of no name', code: 'WORKLOAD_UNKNOWN', run: (shop) => Reachability.of(shop.app).workloadNamed('shop/web'), says: /no workload `shop\/web`, and none at all in `shop`/ },
  {
    name: 'a workload whose name two kinds share',
    code: 'WORKLOAD_AMBIGUOUS',
    run: (shop) => {
      for (const kind of ['StatefulSet', 'DaemonSet']) new ApiObject(shop.chart, kind, { apiVersion: 'apps/v1', kind, metadata: { name: 'a' }, spec: { template: {} } });
      return Reachability.of(shop.app).workloadNamed('shop/a');
    },
    says: /may be `shop\/a\[DaemonSet\]` or `shop\/a\[StatefulSet\]`; write which/,
  },
  { name: 'a folder that is not there', code: 'MANIFESTS_INVALID', run: () => Reachability.ofFolder('no-such-folder'), says: /no-such-folder: there is no such file or folder \(PATH_MISSING\)/ },
  { name: 'a folder without a name', code: 'MANIFESTS_INVALID', run: () => Reachability.ofFolder(''), says: /a path is empty/ },
  { name: 'a ConfigMap as a workload', code: 'WORKLOAD_INVALID', run: (shop) => Workload.fromExisting(shop.chart, 'a', { workload: new kplus.ConfigMap(shop.chart, 'c') }), says: /ConfigMap, which has no pods/ },
  { name: 'the Deployment of a microservice as an existing workload', code: 'WORKLOAD_INVALID', run: (shop) => Workload.fromExisting(shop.chart, 'a', { workload: shop.service('web').deployment }), says: /those of `shop\/web`/ },
  {
    name: 'one workload twice',
    code: 'WORKLOAD_INVALID',
    run: (shop) => {
      const workload = deployment(shop.chart);
      Workload.fromExisting(shop.chart, 'a', { workload });
      Workload.fromExisting(shop.chart, 'b', { workload });
    },
    says: /Deployment `other` has connections already, those of `shop\/a`/,
  },
  { name: 'a chart as a workload', code: 'WORKLOAD_INVALID', run: (shop) => Workload.fromExisting(shop.chart, 'a', { workload: shop.chart }), says: /is no workload/ },
  {
    name: 'two ports of an existing workload with one number',
    code: 'PORT_DUPLICATE',
    run: (shop) => Workload.fromExisting(shop.chart, 'a', { workload: deployment(shop.chart), ports: [Port.tcp(1), Port.http(1)] }),
    says: /declare each once/,
  },
  // services
  { name: 'affinity of no time', code: 'SERVICE_INVALID', run: () => Service.clusterIp({ sessionAffinitySeconds: 0 }), says: /1 to 86400/ },
  { name: 'affinity of more than a day', code: 'SERVICE_INVALID', run: () => Service.clusterIp({ sessionAffinitySeconds: 86401 }), says: /`86401`/ },
  { name: 'affinity of a headless Service', code: 'SERVICE_INVALID', run: () => Service.headless({ sessionAffinitySeconds: 60 }), says: /headless/ },
  { name: 'three families', code: 'SERVICE_INVALID', run: () => Service.clusterIp({ ipFamilies: [IpFamily.IPV4, IpFamily.IPV6, IpFamily.IPV4] }), says: /one or two different/ },
  {
    name: 'two families of a single stack',
    code: 'SERVICE_INVALID',
    run: () => Service.clusterIp({ ipFamilies: [IpFamily.IPV4, IpFamily.IPV6], ipFamilyPolicy: IpFamilyPolicy.SINGLE_STACK }),
    says: /allows one/,
  },
  { name: 'two ports offered alike', code: 'SERVICE_INVALID', run: (shop) => shop.service('web', { ports: [Port.http(8080, { servicePort: 80 }), Port.tcp(80, { name: 'raw' })] }), says: /`80\/TCP`/ },
  { name: 'a Service of a port that is not there', code: 'PORT_UNKNOWN', run: (shop) => shop.service('web').addService('b', Service.clusterIp({ ports: ['nope'] })), says: /`nope`/ },
  { name: 'a Service of a local port', code: 'PORT_LOCAL', run: (shop) => shop.service('web', { ports: [Port.http(80), Port.local(9)] }).addService('b', Service.clusterIp({ ports: ['local-9'] })), says: /localhost/ },
  { name: 'a Service of a range', code: 'SERVICE_INVALID', run: (shop) => shop.service('web', { ports: [Port.http(80), Port.udp(100, { endPort: 200, name: 'rtp' })] }).addService('b', Service.clusterIp({ ports: ['rtp'] })), says: /`rtp` is a range/ },
  { name: 'a further Service that is none', code: 'SERVICE_INVALID', run: (shop) => shop.service('web').addService('b', Service.none()), says: /would offer nothing/ },
  { name: 'a node port below the range', code: 'NODE_PORT_OUT_OF_RANGE', run: (shop) => shop.service('web').addService('b', Service.nodePort({ nodePorts: { http: 80 } })), says: /30000 to 32767/ },
  { name: 'a node port of an unknown port', code: 'PORT_UNKNOWN', run: (shop) => shop.service('web').addService('b', Service.nodePort({ nodePorts: { https: 30443 } })), says: /`https`/ },
  { name: 'a bad source range', code: 'CIDR_INVALID', run: () => Service.loadBalancer({ sourceRanges: ['10.0.0.300/8'] }), says: /`10.0.0.300\/8`/ },
  { name: 'an external name that is an address', code: 'SERVICE_INVALID', run: (shop) => new ExternalService(shop.chart, 'x', { externalName: '192.0.2.1', ports: [Port.https()] }), says: /Peer\.cidr/ },
  { name: 'an external service without a port', code: 'SERVICE_INVALID', run: (shop) => new ExternalService(shop.chart, 'x', { externalName: 'a.example', ports: [] }), says: /at least one/ },
  // exposures
  { name: 'a host with a scheme', code: 'HOST_INVALID', run: host('https://shop.example.com'), says: /`https:\/\/shop.example.com`/ },
  { name: 'a host with a port', code: 'HOST_INVALID', run: host('shop.example.com:443'), says: /`shop.example.com:443`/ },
  { name: 'a host that is an address', code: 'HOST_INVALID', run: host('192.0.2.1'), says: /`192.0.2.1`/ },
  { name: 'a wildcard in the middle', code: 'HOST_INVALID', run: host('shop.*.example.com'), says: /`shop.\*.example.com`/ },
  { name: 'no host', code: 'EXPOSURE_INVALID', run: (shop) => shop.service('web').expose('x', { hosts: [] }), says: /at least one/ },
  { name: 'no path', code: 'EXPOSURE_INVALID', run: (shop) => shop.service('web').expose('x', { hosts: ['a.example'], paths: [] }), says: /empty/ },
  { name: 'no request', code: 'REQUEST_INVALID', run: (shop) => shop.service('web').connections.allowTo(shop.service('api'), { http: [] }), says: /names 0 requests/ },
  { name: 'a request that says nothing', code: 'REQUEST_INVALID', run: (shop) => shop.service('web').connections.allowTo(shop.service('api'), { http: [{}] }), says: /says nothing/ },
  { name: 'a method in lower case', code: 'REQUEST_INVALID', run: (shop) => shop.service('web').connections.allowTo(shop.service('api'), { http: [{ method: 'post' }] }), says: /`post` is not a method/ },
  { name: 'a request with two paths', code: 'REQUEST_INVALID', run: (shop) => shop.service('web').connections.allowTo(shop.service('api'), { http: [{ path: '/a', pathPrefix: '/b' }] }), says: /says its path 2 times/ },
  { name: 'every request of none', code: 'REQUEST_INVALID', run: (shop) => shop.service('web').connections.allowTo(shop.service('api'), { orAnyRequest: true }), says: /names none/ },
  { name: 'a header twice', code: 'REQUEST_INVALID', run: (shop) => shop.service('web').connections.allowTo(shop.service('api'), { http: [{ headers: [HeaderMatch.exact('A', '1'), HeaderMatch.exact('a', '2')] }] }), says: /`a` twice/ },
  { name: 'requests on every port', code: 'REQUEST_INVALID', run: (shop) => shop.service('web').connections.allowTo(Peer.internet().onEveryPort(), { http: [{ method: 'GET' }] }), says: /every port/ },
  { name: 'requests on a port of UDP', code: 'REQUEST_INVALID', run: (shop) => shop.service('web').connections.allowTo(Peer.internet().on(Port.udp(53)), { http: [{ method: 'GET' }] }), says: /ports of TCP alone/ },
  { name: 'a path of a request without a slash', code: 'PATH_INVALID', run: (shop) => shop.service('web').connections.allowTo(shop.service('api'), { http: [{ path: 'a' }] }), says: /`a`/ },
  { name: 'a path without a slash', code: 'PATH_INVALID', run: path('api'), says: /`api`/ },
  { name: 'a path with two slashes', code: 'PATH_INVALID', run: path('/a//b'), says: /`\/a\/\/b`/ },
  { name: 'a path that goes up', code: 'PATH_INVALID', run: path('/a/../b'), says: /`\/a\/..\/b`/ },
  { name: 'a path to two targets', code: 'EXPOSURE_INVALID', run: (shop) => shop.service('web').expose('x', { hosts: ['a.example'], paths: [Path.prefix('/'), Path.prefix('/', { target: shop.service('api') })] }), says: /one path has one/ },
  { name: 'a path to a CIDR', code: 'EXPOSURE_INVALID', run: (shop) => shop.service('web').expose('x', { hosts: ['a.example'], paths: [Path.prefix('/', { target: Peer.cidr('192.0.2.0/24') })] }), says: /needs a workload/ },
  {
    name: 'a path to another namespace',
    code: 'EXPOSURE_INVALID',
    run: (shop) => {
      const other = new SecureMicroservice(new Chart(shop.app, 'other', { namespace: 'other' }), 'api', { image: 'a:1', ports: [Port.http(80)] });
      shop.service('web').expose('x', { hosts: ['a.example'], paths: [Path.prefix('/api', { target: other })] });
    },
    says: /namespace `other`/,
  },
  { name: 'a path to a UDP port', code: 'EXPOSURE_INVALID', run: (shop) => shop.service('web', { ports: [Port.udp(53)], health: Health.exec({ live: ['a'], ready: ['b'] }) }).expose('x', { hosts: ['a.example'] }), says: /HTTP over TCP/ },
  { name: 'a path to a port without a Service', code: 'SERVICE_MISSING', run: (shop) => shop.service('web', { service: Service.none() }).expose('x', { hosts: ['a.example'] }), says: /no Service offers/ },
  { name: 'an unknown edge', code: 'EDGE_UNKNOWN', run: (shop) => shop.service('web').expose('x', { hosts: ['a.example'], edge: 'nope' }), says: /it has `public`, `private`/ },
  { name: 'a certificate for no host', code: 'TLS_INVALID', run: () => Tls.secret('a', { hosts: [] }), says: /empty/ },
  { name: 'a certificate for another host', code: 'TLS_HOST_OUTSIDE_RULES', run: (shop) => shop.service('web').expose('x', { hosts: ['a.example'], tls: Tls.secret('a', { hosts: ['b.example'] }) }), says: /`b.example`/ },
  { name: 'a certificate in a Secret with a bad name', code: 'NAME_INVALID', run: () => Tls.secret('A_B'), says: /`A_B`/ },
  { name: 'an unknown edge as a source', code: 'EDGE_UNKNOWN', run: (shop) => shop.service('web').connections.allowFrom(Peer.ingressController('nope')), says: /it has `public`/ },
  ...EXPOSURE_ROWS,
  // clusters
  { name: 'a cluster attached below a construct of ours', code: 'CLUSTER_ALREADY_FIXED', run: (shop) => { shop.service('web'); Cluster.attach(shop.chart, ClusterProfile.conformant()); }, says: /`shop\/web`/ },
  { name: 'a cluster attached twice', code: 'CLUSTER_ALREADY_FIXED', run: (shop) => Cluster.attach(shop.app, ClusterProfile.conformant()), says: /attached already/ },
  { name: 'an exception without an owner', code: 'EXCEPTION_INVALID', run: (shop) => Proof.accept(shop.chart, { source: Peer.wholeCluster(), target: shop.service('web'), owner: ' ', reason: 'b' }), says: /`owner`.*from `every pod of the cluster` to `web`/ },
  { name: 'two edges of one name', code: 'CLUSTER_PROFILE_INVALID', run: () => ClusterProfile.of({ edges: [Edge.traefik('a'), Edge.kong('a')] }), says: /`a`/ },
  { name: 'an ALB without subnets', code: 'CLUSTER_PROFILE_INVALID', run: () => Edge.awsAlb('a', { subnetCidrs: [] }), says: /subnets/ },
  { name: 'a custom edge that is nowhere', code: 'CLUSTER_PROFILE_INVALID', run: () => Edge.custom('a', { ingressClass: 'a' }), says: /where its controller is/ },
  { name: 'DNS without a peer', code: 'CLUSTER_PROFILE_INVALID', run: () => ClusterProfile.of({ dns: ClusterDns.custom({ peers: [] }) }), says: /nothing would resolve/ },
  { name: 'the internet as DNS', code: 'CLUSTER_PROFILE_INVALID', run: () => ClusterProfile.of({ dns: ClusterDns.custom({ peers: [Peer.internet()] }) }), says: /`the internet` cannot be the `dns`/ },
  { name: 'node ports upside down', code: 'CLUSTER_PROFILE_INVALID', run: () => ClusterProfile.of({ firstNodePort: 40000 }), says: /`40000` to `32767`/ },
  { name: 'a version of a plugin that is none', code: 'CLUSTER_PROFILE_INVALID', run: () => NetworkPlugin.cilium({ version: 'latest' }), says: /`latest` .*is not a version: give one like `1\.18`/ },
  { name: 'a version of a plugin from before all that is known', code: 'CLUSTER_PROFILE_INVALID', run: () => NetworkPlugin.calico({ version: '3.28.2' }), says: /`3\.28\.2` .*begins with 3\.29/ },
  { name: 'Flannel accepted without a reason', code: 'CLUSTER_PROFILE_INVALID', run: () => NetworkPlugin.flannel({ acceptUnenforced: ' ' }), says: /give the reason/ },
  ...GUARDRAIL_ROWS,
];

const FOUND: readonly BadInput[] = [
  {
    name: 'a node port for some clients that shows nodes',
    code: 'CANNOT_EXPRESS',
    path: 'shop/web',
    shop: () => new Shop({ nodeCidrs: ['10.0.0.0/16'] }),
    run: (shop) => shop.service('web').addService('np', Service.nodePort({ sourceRanges: ['192.0.2.0/24'], externalTrafficPolicy: TrafficPolicy.CLUSTER })),
    says: /nothing holds its clients to `192.0.2.0\/24`/,
  },
  { name: 'a redirect without TLS', code: 'CANNOT_EXPRESS', path: 'shop/web/x', run: (shop) => shop.service('web').expose('x', { hosts: ['a.example'], httpsRedirect: true }), says: /without a certificate: give `tls`/ },
  { name: 'an exposure without an edge', code: 'EDGE_MISSING', path: 'shop/web/x', shop: () => new Shop({}), run: (shop) => shop.service('web').expose('x', { hosts: ['a.example'] }), says: /Cluster\.attach/ },
  { name: 'the ingress controller of a cluster without an edge', code: 'EDGE_MISSING', path: 'shop/web', shop: () => new Shop({}), run: (shop) => shop.service('web').connections.allowFrom(Peer.ingressController()), says: /needs an edge/ },
  {
    name: 'a wildcard of an issuer that proves hosts over HTTP alone',
    code: 'ACME_WILDCARD',
    path: 'shop/web/x',
    shop: () => new Shop({ edges: [Edge.traefik('public')], acme: AcmeSolver.http01() }),
    run: (shop) => shop.service('web').expose('x', { hosts: ['*.a.example'], tls: Tls.clusterIssuer('letsencrypt') }),
    says: /`\*\.a\.example` by issuer `letsencrypt` can be proved by DNS alone.*AcmeSolver\.dns01/,
  },
  { name: 'two exposures of one host and path', code: 'EXPOSURE_COLLISION', path: 'shop/web/b', run: (shop) => { const web = shop.service('web'); web.expose('a', { hosts: ['a.example'] }); web.expose('b', { hosts: ['a.example'] }); }, says: /`a.example\/` is exposed by `shop\/web\/a` as well/ },
  { name: 'two objects of one name', code: 'NAME_COLLISION', path: 'shop/b', run: (shop) => { shop.service('a', { name: 'web' }); shop.service('b', { name: 'web' }); }, says: /NetworkPolicy `web` in namespace `shop`/ },
  { name: 'an object of somebody else with the name of ours', code: 'NAME_COLLISION', path: '', run: (shop) => { shop.service('web'); new ApiObject(shop.chart, 'x', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } }); }, says: /`web`/ },
  { name: 'a selector that catches another workload', code: 'SELECTOR_COLLISION', path: 'shop/web', run: (shop) => { shop.service('web', { selectorLabels: { tier: 'front' } }); shop.service('api', { labels: { tier: 'front' } }); }, says: /pods of `api`/ },
  { name: 'a chart without a namespace', code: 'NAMESPACE_MISSING', path: 'bare/web', run: (shop) => new SecureMicroservice(new Chart(shop.app, 'bare'), 'web', { image: 'w:1' }), says: /new Chart\(app, 'bare'/ },
  { name: 'a DNS name', code: 'CANNOT_EXPRESS', path: 'shop/web', run: (shop) => shop.service('web').connections.allowTo(Peer.dnsName('api.stripe.com').on(Port.https())), says: /addresses: \['203\.0\.113\.0\/24'\]/ },
  { name: 'an API server at no known address', code: 'CANNOT_EXPRESS', path: 'shop/web', run: (shop) => shop.service('web').connections.allowTo(Peer.apiServer()), says: /ClusterProfile\.of/ },
  {
    name: 'everybody outside a cluster of which nobody knows what is inside',
    code: 'CANNOT_EXPRESS',
    path: 'shop/web',
    shop: () => new Shop({ podCidrs: [] }),
    run: (shop) => shop.service('web').connections.allowTo(Peer.outside().on(Port.https())),
    says: /`everybody outside the cluster on 443\/TCP` is about everybody outside the cluster, and the cluster profile does not say which addresses are inside: .* would stay closed; give `podCidrs: \['10\.244\.0\.0\/16'\]` and `nodeCidrs: \['10\.0\.0\.0\/16'\]` in `ClusterProfile\.of\(…\)`/,
  },
  { name: 'nodes at no known address', code: 'NODE_CIDRS_MISSING', path: 'shop/web', run: (shop) => shop.service('web').connections.allowFrom(Peer.nodes()), says: /nodeCidrs/ },
  { name: 'a load balancer that shows nodes, on unknown nodes', code: 'NODE_CIDRS_MISSING', path: 'shop/web', run: (shop) => shop.service('web').addService('lb', Service.loadBalancer({ sourceRanges: ['192.0.2.0/24'], externalTrafficPolicy: TrafficPolicy.CLUSTER })), says: /nodeCidrs/ },
  { name: 'a load balancer without a source', code: 'SOURCE_MISSING', path: 'shop/web', run: (shop) => shop.service('web').addService('lb', Service.loadBalancer()), says: /sourceRanges/ },
  { name: 'a node port without a source', code: 'SOURCE_MISSING', path: 'shop/web', run: (shop) => shop.service('web').addService('np', Service.nodePort()), says: /lets nobody in/ },
  { name: 'Flannel alone', code: 'NOT_ENFORCED', path: '', shop: () => new Shop({ plugin: NetworkPlugin.flannel() }), run: (shop) => shop.service('web'), says: /`Flannel` enforces no NetworkPolicy/ },
  { name: 'a range of ports on a plugin that passes over ranges', code: 'NOT_ENFORCED', path: 'shop/web', shop: () => new Shop({ plugin: NetworkPlugin.cilium({ version: '1.15' }) }), run: (shop) => shop.service('web').connections.allowTo(Peer.cidr('203.0.113.0/24').on(Port.udp(30000, { endPort: 30100 }))), says: /`Cilium 1\.15` does not enforce ranges of ports/ },
  { name: 'an existing workload whose pods have no labels', code: 'LABELS_EMPTY', path: 'shop/web', run: (shop) => shop.service('web').connections.allowTo(Workload.fromExisting(shop.chart, 'job', { workload: pod(shop.chart), ports: [Port.tcp(1)] })), says: /carry no labels/ },
  { name: 'an existing workload with its own policy whose pods have no labels', code: 'LABELS_EMPTY', path: 'shop/job', run: (shop) => Workload.fromExisting(shop.chart, 'job', { workload: pod(shop.chart), ownPolicy: true }), says: /labels/ },
  { name: 'an existing workload on the host network as a peer', code: 'HOST_NETWORK', path: 'shop/web', run: (shop) => shop.service('web').connections.allowTo(Workload.fromExisting(shop.chart, 'job', { workload: pod(shop.chart, true), ports: [Port.tcp(1)] })), says: /Peer\.nodes/ },
  { name: 'a policy for a workload on the host network', code: 'HOST_NETWORK', path: 'shop/job', run: (shop) => Workload.fromExisting(shop.chart, 'job', { workload: pod(shop.chart, true), ownPolicy: true }), says: /no policy holds them/ },
  ...PROOF_ROWS,
  ...LOCK_ROWS,
  ...EGRESS_ROWS,
  ...GUARDRAIL_FINDINGS,
  { name: 'a privileged container that was added later', code: 'CONTAINER_NOT_HARDENED', path: 'shop/web', run: (shop) => shop.service('web').deployment.addContainer({ image: 'b:1', name: 'b', securityContext: { privileged: true, allowPrivilegeEscalation: true } }), says: /`b`/ },
];

function deployment(scope: Chart): ApiObject {
  return new ApiObject(scope, 'Other', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'other' },
    spec: { selector: { matchLabels: { app: 'other' } }, template: { metadata: { labels: { app: 'other' } }, spec: { containers: [] } } },
  });
}

function pod(scope: Chart, hostNetwork = false): ApiObject {
  return new ApiObject(scope, 'Pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'job' }, spec: { containers: [], hostNetwork } });
}

describe('a bad argument throws at once', () => {
  test.each(THROWN)('$name: $code', ({ code, run, says }) => {
    expect(FINDING_CODES[code]).toBe('throws');
    const text = thrownBy(() => run(new Shop()));
    expect(text).toMatch(new RegExp(` \\(${code}\\)$`));
    expect(text).toMatch(says);
  });
});

describe('a fact about the whole App is reported by the synth, under the path of its construct', () => {
  test.each(FOUND)('$name: $code', ({ code, run, says, path: under, shop }) => {
    expect(FINDING_CODES[code]).toBe('error');
    const made = shop?.() ?? new Shop();
    run(made);
    const lines = thrownBy(() => made.app.synthYaml()).split('\n').filter((line) => line.trimStart().startsWith('['));
    const found = lines.filter((line) => line.includes(`[${under}]`) && line.endsWith(`(${code})`));
    expect({ lines, found: found.length > 0 }).toEqual({ lines, found: true });
    expect(found.join('\n')).toMatch(says);
  });

  test('all findings come together, and nothing is written', () => {
    const shop = new Shop();
    const web = shop.service('web');
    web.addService('lb', Service.loadBalancer());
    web.connections.allowTo(Peer.apiServer());
    web.connections.allowTo(Peer.dnsName('a.example').on(Port.https()));
    const text = thrownBy(() => shop.app.synthYaml());
    expect(text).toMatch(/SOURCE_MISSING/);
    expect(text.match(/CANNOT_EXPRESS/g)).toHaveLength(2);
  });
});

test('the table has a row for every code that is thrown or found', () => {
  const tested = new Set<FindingCode>([...THROWN, ...FOUND].map(({ code }) => code));
  const missing = (Object.keys(FINDING_CODES) as FindingCode[]) // the keys of that record are the codes
    .filter((code) => FINDING_CODES[code] !== 'warning' && !tested.has(code));
  expect(missing).toEqual([]);
});

test('an App of another kind than cdk8s has is no obstacle', () => {
  const app = new App();
  const chart = new Chart(app, 'c', { namespace: 'c' });
  expect(thrownBy(() => new SecureMicroservice(chart, 'a', { image: 'a:1' }))).toBe('nothing was thrown');
});
