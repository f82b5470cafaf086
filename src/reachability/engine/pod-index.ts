import { listIn } from '../../sets/groups';
import { LabelRequirement, LabelSelector, matches, selectorText } from '../../sets/selector';
import { NamespaceMatch } from '../rules';
import { isReserved } from '../rules/reserved';
import { namespaceLabels, Snapshot } from '../snapshot';
import { traitsOf } from '../workload';

/** One label, and the values that it may have. */
interface In {
  readonly key: string;
  readonly operator: 'In';
  readonly values: readonly string[];
}

/** Up to so many namespaces are looked through one by one; of more, all pods with the label are. */
const FEW_NAMESPACES = 8;

/** Pods by namespace and label, so that a selector looks at few of them. A pod is a workload off the host network, by its place. */
export class PodIndex {
  /** The places of all pods. */
  public readonly pods: readonly number[];

  private readonly byNamespace = new Map<string, number[]>();
  private readonly byLabel = new LabelLists();
  private readonly byNamespacedLabel = new Map<string, LabelLists>();
  private readonly namespaces = new Map<string, readonly string[]>();

  public constructor(private readonly snapshot: Snapshot) {
    const pods: number[] = [];
    snapshot.workloads.forEach((workload, place) => {
      if (workload.hostNetwork) return;
      pods.push(place);
      listIn(this.byNamespace, workload.namespace).push(place);
      const own = this.byNamespacedLabel.get(workload.namespace) ?? new LabelLists();
      this.byNamespacedLabel.set(workload.namespace, own);
      for (const [key, value] of Object.entries(traitsOf(workload))) {
        this.byLabel.add(key, value, place);
        own.add(key, value, place);
      }
    });
    this.pods = pods;
  }

  /** The namespaces with pods that a peer or a subject means, sorted. */
  public namespacesOf(match: NamespaceMatch): readonly string[] {
    if (match.kind === 'named') return this.byNamespace.has(match.name) ? [match.name] : [];
    const text = selectorText(match.selector);
    const known = this.namespaces.get(text);
    if (known !== undefined) return known;
    const isMeant = (name: string) => !isReserved(name) && matches(match.selector, namespaceLabels(this.snapshot, name));
    const found = [...this.byNamespace.keys()].filter(isMeant).sort();
    this.namespaces.set(text, found);
    return found;
  }

  /** The pods in some namespaces that a selector matches, each once. */
  public matching(namespaces: readonly string[], selector: LabelSelector): readonly number[] {
    const { indexed, rest } = divided(selector);
    const { where } = selector;
    const candidates = this.candidates(namespaces, indexed);
    if (rest.length === 0 && where === undefined) return candidates;
    const remaining: LabelSelector = { matchLabels: {}, matchExpressions: rest, ...(where === undefined ? {} : { where }) };
    return candidates.filter((place) => {
      const workload = this.snapshot.workloads[place];
      return workload !== undefined && matches(remaining, traitsOf(workload));
    });
  }

  private candidates(namespaces: readonly string[], indexed: In | undefined): readonly number[] {
    if (indexed === undefined) {
      return namespaces.length === this.byNamespace.size ? this.pods : namespaces.flatMap((name) => this.byNamespace.get(name) ?? []);
    }
    if (namespaces.length <= FEW_NAMESPACES) return namespaces.flatMap((name) => this.byNamespacedLabel.get(name)?.of(indexed) ?? []);
    const all = this.byLabel.of(indexed);
    if (namespaces.length === this.byNamespace.size) return all;
    const wanted = new Set(namespaces);
    return all.filter((place) => wanted.has(this.snapshot.workloads[place]?.namespace ?? ''));
  }
}

/** Places by a label and its value. */
class LabelLists {
  private readonly lists = new Map<string, Map<string, number[]>>();

  public add(key: string, value: string, place: number): void {
    const values = this.lists.get(key) ?? new Map<string, number[]>();
    this.lists.set(key, values);
    listIn(values, value).push(place);
  }

  /** Each once, since a label has one value. */
  public of({ key, values }: In): number[] {
    return [...new Set(values)].flatMap((value) => this.lists.get(key)?.get(value) ?? []);
  }
}

/** The condition that the index answers, the one with the fewest values, and all others. */
function divided({ matchLabels, matchExpressions }: LabelSelector): { indexed?: In; rest: LabelRequirement[] } {
  const equalities = Object.entries(matchLabels).map(([key, value]): In => ({ key, operator: 'In', values: [value] }));
  const all: LabelRequirement[] = [...equalities, ...matchExpressions];
  const indexed = all.flatMap((one) => (isIn(one) ? [one] : [])).sort((a, b) => a.values.length - b.values.length)[0];
  return { indexed, rest: all.filter((one) => one !== indexed) };
}

function isIn(requirement: LabelRequirement): requirement is LabelRequirement & In {
  return requirement.operator === 'In';
}
