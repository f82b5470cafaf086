import { AskedTarget } from '../../../model/asked';
import { Service } from '../../../reachability/rules/services';
import { targetOn, workloadsBehind } from '../../../reachability/services';
import { Snapshot } from '../../../reachability/snapshot';
import { PortSet } from '../../../sets/ports';
import { ProofFinding, TargetFault } from '../finding';
import { World } from '../world';

/**
 * Follows every port of every declared Service to the pods behind it: the workload that it was declared for, on the port on which it listens, and
 * nobody else.
 */
export function* targetFindings(
  targets: readonly AskedTarget[], services: readonly Service[], world: World, snapshot: Snapshot,
): Iterable<ProofFinding> {
  const byName = new Map(services.map((service) => [`${service.namespace}/${service.name}`, service]));
  for (const target of targets) {
    const workload = world.find(target.workload);
    // a workload that is gone has a finding of its own
    if (workload === undefined) continue;
    const service = byName.get(`${target.namespace}/${target.service}`);
    if (service === undefined && target.mayBeElsewhere) continue;
    const behind = service === undefined ? [] : workloadsBehind(service, snapshot);
    const why = faultOf(target, service, behind.includes(workload) ? workload : undefined, behind);
    const others = behind.filter((one) => one !== workload);
    if (why !== undefined) yield { kind: 'targetMissing', target, why };
    else if (others.length > 0) yield { kind: 'targetExcess', target, others };
  }
}

function faultOf(
  target: AskedTarget, service: Service | undefined, workload: Snapshot['workloads'][number] | undefined, behind: Snapshot['workloads'],
): TargetFault | undefined {
  if (service === undefined) return { kind: 'noService' };
  // without an address of its own its name stands for the pods, with ports or without
  if (service.headless && service.ports.length === 0 && workload !== undefined) return undefined;
  const port = service.ports.find((one) => one.port === target.servicePort && one.protocol === target.protocol);
  if (port === undefined) return { kind: 'noPort', known: service.ports.map((one) => `${one.port}/${one.protocol}`) };
  if (workload === undefined) return behind.length === 0 ? { kind: 'selectsNobody' } : { kind: 'selectsOthers', others: behind };
  const ports = targetOn(port, workload);
  return ports.equals(PortSet.of(target.protocol, target.port)) ? undefined : { kind: 'otherPort', ports };
}
