import { Direction, Policy, RuleSet } from '../../reachability/rules';
import { Snapshot } from '../../reachability/snapshot';
import { Workload } from '../../reachability/workload';
import { workloadsLabelled } from '../../reachability/workload-index';
import { listIn } from '../../sets/groups';
import { PortSet } from '../../sets/ports';
import { matches, selectorText } from '../../sets/selector';
import { exposureOf, isPresent } from '../list/exposure';
import { SymbolicPorts } from '../list/ports';
import { Outsiders } from '../list/side';
import { NarrowedSymbolic, reachOn } from '../list/side-requests';
import { SystemTraffic } from '../system/traffic';

/** What a workload may do with pods that are not among the manifests. */
export interface Exposed {
  readonly direction: Direction;
  /** The pods; nothing stands for any pod of the cluster. */
  readonly outsiders?: Outsiders;
  /** Empty where these pods are kept out of what any other pod may do. */
  readonly ports: SymbolicPorts;
  /** Ports on which some requests alone get through; absent where there are none. */
  readonly narrowed?: readonly NarrowedSymbolic[];
}

/**
 * What pods that are not among the manifests may do: any pod, and the pods that the rules about a workload speak of.
 *
 * Each workload is looked at with the policies that select it, and with those of the tiers: so that its lines are its own, whatever pods the
 * policies of others speak of.
 */
export class Outside {
  private readonly governing: ReadonlyMap<Workload, readonly Policy[]>;
  private readonly present = new Map<string, boolean>();

  public constructor(private readonly snapshot: Snapshot, private readonly rules: RuleSet, private readonly system: SystemTraffic) {
    this.governing = policiesByWorkload(snapshot, rules.policies);
  }

  /** What a workload may do, in both directions or in one. */
  public of(workload: Workload, ...directions: readonly Direction[]): readonly Exposed[] {
    const rules = { policies: this.governing.get(workload) ?? [], tiered: this.rules.tiered };
    const { lines } = exposureOf({ ...this.snapshot, workloads: [workload] }, rules, directions.length === 0 ? undefined : directions);
    return lines.flatMap(({ direction, outsiders, ports, narrowed: some = [] }): Exposed[] => {
      if (outsiders !== undefined && this.isThere(outsiders)) return [];
      const hidden = outsiders === undefined || direction === 'ingress' ? PortSet.none : this.system.portsOfOutsiders(outsiders);
      const { ports: told, narrowed } = reachOn(ports.difference(SymbolicPorts.numbered(hidden)), some);
      if (told.isEmpty() && !ports.isEmpty()) return [];
      return [{ direction, ...(outsiders === undefined ? {} : { outsiders }), ports: told, ...(narrowed.length === 0 ? {} : { narrowed }) }];
    });
  }

  private isThere(outsiders: Outsiders): boolean {
    const text = `${selectorText(outsiders.namespaces)}/${selectorText(outsiders.pods)}`;
    const known = this.present.get(text) ?? isPresent(this.snapshot, outsiders);
    this.present.set(text, known);
    return known;
  }
}

function policiesByWorkload(snapshot: Snapshot, policies: readonly Policy[]): ReadonlyMap<Workload, readonly Policy[]> {
  const found = new Map<Workload, Policy[]>();
  for (const policy of policies) {
    const { namespace, pods } = policy.subject;
    for (const workload of workloadsLabelled(snapshot, namespace, pods.matchLabels)) {
      if (matches(pods, workload.labels)) listIn(found, workload).push(policy);
    }
  }
  return found;
}
