import { Labels } from '../../model/endpoint';
import { IngressExposure } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { LoadBalancingModel } from '../../model/traffic';

const PREFIX = 'alb.ingress.kubernetes.io';
const LOAD_BALANCER = `${PREFIX}/load-balancer-attributes`;
const TARGET_GROUP = `${PREFIX}/target-group-attributes`;

/** The longest that a connection may be silent, in seconds. */
const IDLE_MAX = 4000;

/**
 * Attributes of the load balancer and of its target groups: lists, in which what is asked here stands behind what the user has written.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html (read in November 2026)
 */
export function attributes({ annotations, traffic }: IngressExposure): Labels {
  const { idleSeconds } = traffic.timeouts ?? {};
  const algorithm = algorithmOf(traffic.loadBalancing);
  return {
    ...(idleSeconds === undefined ? {} : joined(annotations, LOAD_BALANCER, `idle_timeout.timeout_seconds=${idleSeconds}`)),
    ...(algorithm === undefined ? {} : joined(annotations, TARGET_GROUP, `load_balancing.algorithm.type=${algorithm}`)),
  };
}

/** What no attribute can say, and what other annotations take from those that are written here. */
export function attributeGaps(exposure: IngressExposure): Finding[] {
  const { annotations, traffic } = exposure;
  const { idleSeconds = 0 } = traffic.timeouts ?? {};
  const overruling = traffic.sources === undefined ? [] : ['security-groups', 'group.name'].filter((key) => annotations[`${PREFIX}/${key}`] !== undefined);
  return [
    ...(idleSeconds > IDLE_MAX ? [gap(exposure, `an AWS load balancer waits ${IDLE_MAX} seconds at most, and \`timeouts.idleSeconds\` is \`${idleSeconds}\`: make it shorter`)] : []),
    ...overruling.map((key) => gap(exposure, `\`sources\` becomes rules of a security group that this exposure has for itself, and annotation \`${PREFIX}/${key}\` names others: `
      + 'leave one of them out')),
  ];
}

function joined(annotations: Labels, key: string, attribute: string): Labels {
  const theirs = annotations[key];
  return { [key]: theirs === undefined ? attribute : `${theirs},${attribute}` };
}

function algorithmOf(asked: LoadBalancingModel | undefined): string | undefined {
  switch (asked) {
    case 'roundRobin':
      return 'round_robin';
    case 'leastRequest':
      return 'least_outstanding_requests';
    case 'random':
      return 'weighted_random';
    case 'ipHash':
    case undefined:
      return undefined;
  }
}
