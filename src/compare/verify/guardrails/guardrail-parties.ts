import { GuardrailsModel, isGuarded } from '../../../model/guardrails';
import { MapEnd } from '../../../reachability/connectivity';
import { isReserved } from '../../../reachability/rules/reserved';
import { NAMESPACE_NAME_LABEL, namespaceLabels, Snapshot } from '../../../reachability/snapshot';

/** Whose a namespace is. */
type Owner = { readonly kind: 'platform' | 'nobody' | 'undeclared' } | { readonly kind: 'tenant'; readonly name: string };

/** What guardrails make of an end. */
interface Standing {
  /** The namespace of pods of which policies can speak. */
  readonly namespace?: string;
  readonly isHeld: boolean;
  readonly owner: Owner;
}

/** Whom among the ends of a map guardrails hold, and whose they are. */
export class GuardrailParties {
  /** Every pair asks it of both its ends. */
  private readonly standings: readonly Standing[];

  public constructor(private readonly snapshot: Snapshot, private readonly model: GuardrailsModel, private readonly ends: readonly MapEnd[]) {
    const known = new Map<string, Standing>();
    this.standings = ends.map((end) => {
      if (end.kind !== 'workload' || end.workload.hostNetwork || isReserved(end.workload.namespace)) return NOBODY;
      const { namespace } = end.workload;
      const standing = known.get(namespace) ?? { namespace, isHeld: isGuarded(this.nameOf(namespace), model), owner: this.ownerOf(namespace) };
      known.set(namespace, standing);
      return standing;
    });
  }

  /** Whether guardrails hold an end: pods of guarded namespaces. */
  public isHeld(place: number): boolean {
    return this.at(place).isHeld;
  }

  /** Whether an end is pods of a namespace that is not guarded. */
  public isFree(place: number): boolean {
    return this.isPod(place) && !this.isHeld(place);
  }

  /** Whether an end is pods, and not on the network of their node. */
  public isPod(place: number): boolean {
    return this.at(place).namespace !== undefined;
  }

  /** Whether an end is one of those whose calls are held off. */
  public isHeldOff(place: number): boolean {
    const end = this.ends[place];
    return this.model.callers === 'everybody' || (end?.kind === 'workload' && !end.workload.hostNetwork);
  }

  /** Whether two pods are to be kept apart on the side of the first. */
  public areForeign(subject: number, other: number): boolean {
    const [mine, theirs] = [this.at(subject), this.at(other)];
    if (!mine.isHeld || theirs.namespace === undefined) return false;
    if (theirs.owner.kind === 'platform' || mine.owner.kind === 'platform' || mine.owner.kind === 'nobody') return false;
    return mine.owner.kind !== 'tenant' || theirs.owner.kind !== 'tenant' || mine.owner.name !== theirs.owner.name;
  }

  /** A text that tells apart workloads that guardrails do. */
  public textOf(place: number): string {
    const end = this.ends[place];
    if (end?.kind !== 'workload') return '';
    const { namespace, hostNetwork } = end.workload;
    const owner = this.ownerOf(namespace);
    return `${hostNetwork ? 'host' : isReserved(namespace) ? 'party' : 'pod'} ${isGuarded(this.nameOf(namespace), this.model) ? 'guarded' : 'free'} ${owner.kind === 'tenant' ? owner.name : `/${owner.kind}`}`;
  }

  private at(place: number): Standing {
    return this.standings[place] ?? NOBODY;
  }

  /** The name that selectors find a namespace by: that of a stranger may be one that the stranger alone bears. */
  private nameOf(namespace: string): string {
    return namespaceLabels(this.snapshot, namespace)[NAMESPACE_NAME_LABEL] ?? namespace;
  }

  private ownerOf(namespace: string): Owner {
    const { platform, tenants } = this.model;
    if (platform.includes(this.nameOf(namespace))) return { kind: 'platform' };
    if (tenants === undefined) return { kind: 'nobody' };
    if (tenants.kind === 'namespaces') {
      const tenant = tenants.tenants.find(({ namespaces }) => namespaces.includes(this.nameOf(namespace)));
      return tenant === undefined ? { kind: 'nobody' } : { kind: 'tenant', name: tenant.name };
    }
    const labels = namespaceLabels(this.snapshot, namespace);
    if (!Object.hasOwn(labels, tenants.key)) return { kind: 'nobody' };
    const value = labels[tenants.key] ?? '';
    return tenants.values.includes(value) ? { kind: 'tenant', name: value } : { kind: 'undeclared' };
  }
}

/** An end that is no pod of a namespace. */
const NOBODY: Standing = { isHeld: false, owner: { kind: 'nobody' } };
