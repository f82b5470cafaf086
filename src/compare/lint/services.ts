import { LintFinding, LintObject } from './codes';
import { isForMadePods } from './made-pods';
import { Manifests, namesText, SelectingService } from './manifests';
import { Service, ServicePort } from '../../reachability/rules/services';
import { targetOn } from '../../reachability/services';
import { partyText, Workload, workloadText } from '../../reachability/workload';
import { selectorOf, selectorText } from '../../sets/selector';

/** What is wrong with whom Services lead to. */
export function* checkServices(manifests: Manifests): Iterable<LintFinding> {
  for (const service of manifests.selecting) {
    if (service.workloads.length === 0) yield* selectsNothing(service, manifests);
    const parties = new Set(service.workloads.map(partyText));
    if (parties.size > 1) yield selectsSeveral(service, [...parties]);
    if (service.workloads.length > 0) yield* unknownTargets(service);
  }
}

function objectOf({ namespace, name }: Service): LintObject {
  return { kind: 'Service', namespace, name };
}

/** A folder without a single workload of the namespace says nothing about the pods there. */
function* selectsNothing({ service, selector }: SelectingService, manifests: Manifests): Iterable<LintFinding> {
  const nearby = manifests.snapshot.workloads.filter(({ namespace }) => namespace === service.namespace);
  if (nearby.length === 0 || isForMadePods(selectorOf(selector), service.namespace, manifests)) return;
  const nearest = nearestOf(selector, nearby);
  yield {
    code: 'SERVICE_SELECTS_NOTHING',
    object: objectOf(service),
    path: 'spec.selector',
    text: `no workload of \`${service.namespace}\` has the labels \`${selectorText(selectorOf(selector))}\`, so that nothing answers`,
    mend: nearest === undefined
      ? 'write the labels of the pod template, not those of the Deployment, into the selector'
      : `the pods of \`${workloadText(nearest)}\` come nearest: their labels are \`${selectorText(selectorOf(nearest.labels))}\``,
  };
}

/** The workload that shares most of the labels, if any shares one. */
function nearestOf(selector: Readonly<Record<string, string>>, workloads: readonly Workload[]): Workload | undefined {
  const shared = ({ labels }: Workload) => Object.entries(selector).filter(([key, value]) => labels[key] === value).length;
  const [best] = [...workloads].sort((a, b) => shared(b) - shared(a));
  return best !== undefined && shared(best) > 0 ? best : undefined;
}

function selectsSeveral({ service }: SelectingService, parties: readonly string[]): LintFinding {
  return {
    code: 'SERVICE_SELECTS_SEVERAL',
    object: objectOf(service),
    path: 'spec.selector',
    text: `selects the pods of ${namesText(parties)}, and spreads connections over all of them`,
    mend: 'add a label to the selector that only one of them has; leave it if they serve the same, as a canary beside its main release does',
  };
}

/** A name that no container bears with this protocol leads nowhere. */
function* unknownTargets({ service, workloads }: SelectingService): Iterable<LintFinding> {
  for (const [i, port] of service.ports.entries()) {
    if (port.target.kind === 'number' || workloads.some((workload) => !targetOn(port, workload).isEmpty())) continue;
    const { name } = port.target;
    yield {
      code: 'NAMED_PORT_UNKNOWN',
      object: objectOf(service),
      path: `spec.ports[${i}].targetPort`,
      text: `no container of ${namesText(workloads.map(workloadText))} has a port \`${name}\` of ${port.protocol}${otherProtocol(name, port, workloads)}`,
      mend: `name the container port \`${name}\`, or write its number`,
    };
  }
}

function otherProtocol(name: string, { protocol }: ServicePort, workloads: readonly Workload[]): string {
  const found = workloads.flatMap(({ ports }) => ports).find((one) => one.name === name && one.protocol !== protocol);
  return found === undefined ? '' : `; there is one of ${found.protocol}`;
}
