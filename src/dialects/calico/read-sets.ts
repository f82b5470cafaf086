import { readNets } from './read-nets';
import { readObjects } from './read-object';
import { Choice, namespaceLabelsOf } from './read-selector';
import { PolicyProblem } from '../../fields/problem';
import { Cidr } from '../../sets/cidr';
import { holds } from '../../sets/condition';
import { LabelMap } from '../../sets/selector';

/** Addresses outside that selectors find by their labels, as they find pods. */
interface NetworkSet {
  readonly labels: LabelMap;
  /** The labels of its namespace; it has none where it has no namespace. */
  readonly namespaceLabels: LabelMap;
  readonly blocks: readonly Cidr[];
}

/** The NetworkSets of a cluster. */
export class NetworkSets {
  private readonly sets: readonly NetworkSet[];

  public constructor(objects: readonly unknown[], problems: PolicyProblem[], namespaces: ReadonlyMap<string, LabelMap>) {
    const of = (kind: 'NetworkSet' | 'GlobalNetworkSet') => (
      readObjects(objects, { kind, problemKind: kind, isNamespaced: kind === 'NetworkSet' }, problems, ({ namespace, labels, spec }) => {
        const { nets } = spec.members('nets');
        const inherited = namespace === undefined ? {} : namespaceLabelsOf(namespace, namespaces.get(namespace));
        return [{ labels, namespaceLabels: inherited, blocks: readNets(nets) }];
      })
    );
    this.sets = [...of('NetworkSet'), ...of('GlobalNetworkSet')];
  }

  /** The addresses of those that a selector finds. */
  public matching({ sets, namespaces }: Pick<Choice, 'sets' | 'namespaces'>): Cidr[] {
    const found = this.sets.filter(({ labels, namespaceLabels }) => holds(sets, labels) && holds(namespaces, namespaceLabels));
    return found.flatMap(({ blocks }) => blocks);
  }
}
