import { IpFamily, IpFamilyPolicy, LoadBalancerServiceProps, NodePortServiceProps, ServiceProps, TrafficPolicy } from './service-props';
import { soundCidr } from '../../model/address-block';
import { refuse } from '../../model/finding';
import { ServiceEntry, ServiceKind, ServiceTraffic } from '../../model/service';

/**
 * A Service of a microservice: how others in the cluster, or outside, find its ports.
 *
 * ```ts
 * declare const chart: Chart;
 * const db = new SecureMicroservice(chart, 'db', {
 *   image: 'postgres:17.2',
 *   ports: [Port.tcp(5432, { name: 'postgres' })],
 *   service: Service.headless(),
 * });
 * db.addService('lan', Service.loadBalancer({ sourceRanges: ['192.0.2.0/24'] }));
 * ```
 */
export class Service {
  /** A Service with an address of the cluster. */
  public static clusterIp(props: ServiceProps = {}): Service {
    return new Service({ kind: 'clusterIp', traffic: trafficOf(props) }, props);
  }

  /** A Service without an address: DNS names the pods themselves. With `ports: []` it names them and nothing else. */
  public static headless(props: ServiceProps = {}): Service {
    if (props.sessionAffinitySeconds !== undefined) {
      refuse('SERVICE_INVALID', `sessionAffinitySeconds \`${props.sessionAffinitySeconds}\` has no effect on a headless Service: clients dial pods; use \`Service.clusterIp\``);
    }
    if (props.loadBalancing !== undefined) {
      refuse('SERVICE_INVALID', '`loadBalancing` has no effect on a headless Service: clients dial pods; use `Service.clusterIp`');
    }
    return new Service({ kind: 'headless', traffic: trafficOf(props) }, props);
  }

  /** A Service with a port on every node. Prefer an exposure for HTTP. */
  public static nodePort(props: NodePortServiceProps = {}): Service {
    return new Service({ kind: 'nodePort', traffic: trafficOf(props), entry: entryOf(props) }, props);
  }

  /** A Service with a load balancer of the cloud. */
  public static loadBalancer(props: LoadBalancerServiceProps = {}): Service {
    return new Service({
      kind: 'loadBalancer',
      traffic: trafficOf(props),
      entry: entryOf(props),
      loadBalancerClass: props.loadBalancerClass,
      allocateNodePorts: props.allocateNodePorts,
    }, props);
  }

  /** No Service: nobody calls the microservice by name. */
  public static none(): Service {
    return new Service(undefined, {});
  }

  private constructor(private readonly kind: ServiceKind | undefined, private readonly props: ServiceProps) {}

  /**
   * What the Service is, or nothing.
   * @internal
   */
  public _kind(): ServiceKind | undefined {
    return this.kind;
  }

  /**
   * What every Service can say.
   * @internal
   */
  public _props(): ServiceProps {
    return this.props;
  }
}

function trafficOf(props: ServiceProps): ServiceTraffic {
  const families = props.ipFamilies;
  checkAffinity(props.sessionAffinitySeconds);
  checkFamilies(families, props.ipFamilyPolicy);
  return {
    sessionAffinitySeconds: props.sessionAffinitySeconds,
    loadBalancing: props.loadBalancing?._model(),
    internalTrafficPolicy: props.internalTrafficPolicy,
    trafficDistribution: props.trafficDistribution,
    ipFamilies: families,
    ipFamilyPolicy: props.ipFamilyPolicy,
    publishNotReadyAddresses: props.publishNotReadyAddresses,
  };
}

function checkAffinity(seconds: number | undefined): void {
  if (seconds !== undefined && (!Number.isInteger(seconds) || seconds < 1 || seconds > 86400)) {
    refuse('SERVICE_INVALID', `sessionAffinitySeconds \`${seconds}\` is out of range: give a whole number from 1 to 86400`);
  }
}

function checkFamilies(families: IpFamily[] | undefined, policy: IpFamilyPolicy | undefined): void {
  if (families === undefined) {
    return;
  }
  if (families.length === 0 || families.length > 2 || new Set(families).size !== families.length) {
    refuse('SERVICE_INVALID', `ipFamilies \`${families.join(', ')}\` is not one or two different families: give \`[IpFamily.IPV4]\`, \`[IpFamily.IPV6]\` or both`);
  }
  if (families.length === 2 && policy === IpFamilyPolicy.SINGLE_STACK) {
    refuse('SERVICE_INVALID', `ipFamilies \`${families.join(', ')}\` are two, but ipFamilyPolicy \`${policy}\` allows one: name one family, or prefer dual stack`);
  }
}

function entryOf(props: NodePortServiceProps): ServiceEntry {
  return {
    externalTrafficPolicy: props.externalTrafficPolicy ?? TrafficPolicy.LOCAL,
    sourceRanges: (props.sourceRanges ?? []).map((cidr) => soundCidr(cidr).text).sort(),
    nodePorts: props.nodePorts ?? {},
  };
}
