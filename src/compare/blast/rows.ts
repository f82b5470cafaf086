import { BlastEnd, BlastLink, BlastRow } from './blast';
import { blastEndText, numbered, stepPortsText } from './end-text';
import { FinalSteps } from './final';
import { Alike } from './graph';
import { Found, Reached } from './search';
import { Workload } from '../../reachability/workload';
import { CidrSet } from '../../sets/cidr-set';
import { groupedBy } from '../../sets/groups';
import { nameText } from '../../sets/names';
import { SymbolicPorts } from '../list/ports';

/** What a search has found, as rows with the ways that lead there. */
export class Rows {
  /** What is open of ends that lead no further. */
  private readonly open = new Map<string, SymbolicPorts>();
  private readonly links = new Map<Reached, BlastLink>();

  public constructor(private readonly workload: Workload, private readonly start: Alike) {}

  /** A row for each workload, the one that is taken apart. */
  public ofWorkloads({ workloads }: Found): BlastRow[] {
    return workloads.flatMap((reached) => reached.alike.workloads
      .filter((workload) => workload !== this.workload)
      .map((workload) => this.row({ kind: 'workload', workload }, reached)));
  }

  /** A row for all addresses that are reached in the same way, and one for each name. */
  public ofAddresses({ addresses }: Found): BlastRow[] {
    const groups = groupedBy(addresses, ({ by, edge, alike: { name } }) => `${by?.alike.places[0] ?? ''}/${stepPortsText(numbered(edge))}/${name === undefined ? '' : nameText(name)}`);
    return [...groups.values()].flatMap((group) => group.slice(0, 1).map((first) => {
      const { name } = first.alike;
      if (name !== undefined) return this.row({ kind: 'name', name }, first);
      const all = group.reduce((sum, { alike }) => sum.union(alike.addresses), CidrSet.none);
      return this.row({ kind: 'addresses', addresses: all }, first);
    }));
  }

  /** A row for each end that leads no further, once more wherever another way opens more of it. */
  public ofFinals({ workloads }: Found, finals: FinalSteps): BlastRow[] {
    const taken: readonly (Reached | undefined)[] = [undefined, ...workloads];
    return taken.flatMap((by) => {
      const [own] = by === undefined ? [this.workload] : by.alike.workloads;
      return (own === undefined ? [] : finals(own)).flatMap((step): BlastRow[] => {
        const key = blastEndText(step.end);
        const before = this.open.get(key) ?? SymbolicPorts.none;
        const ports = step.allowed.union(SymbolicPorts.numbered(step.unknown));
        if (ports.difference(before).isEmpty()) return [];
        this.open.set(key, before.union(ports));
        return [{ ...step, ...this.linked(by), isCertain: (by?.isCertain ?? true) && !step.allowed.isEmpty() }];
      });
    });
  }

  private row(end: BlastEnd, { by, edge, isCertain }: Reached): BlastRow {
    return { end, ...numbered(edge), ...this.linked(by), isCertain };
  }

  private linked(by: Reached | undefined): Pick<BlastLink, 'by' | 'steps'> {
    const link = by === undefined ? undefined : this.linkOf(by);
    return link === undefined ? { steps: 1 } : { by: link, steps: link.steps + 1 };
  }

  /** Whoever was reached on the way: one workload stands for those that are alike. What is nearer has been linked before. */
  private linkOf(reached: Reached): BlastLink {
    const known = this.links.get(reached);
    if (known !== undefined) return known;
    const others = reached.alike === this.start ? this.start.workloads.filter((one) => one !== this.workload) : reached.alike.workloads;
    const link: BlastLink = { end: { kind: 'workload', workload: others[0] ?? this.workload }, ...numbered(reached.edge), ...this.linked(reached.by) };
    this.links.set(reached, link);
    return link;
  }
}
