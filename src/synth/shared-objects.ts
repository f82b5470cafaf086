import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { isInTree } from './registry';
import { ExposureModel, StreamModel } from '../model/exposure';
import { gap } from '../model/feature';
import { Finding } from '../model/finding';
import { KubeObject } from '../model/rendered';

/** What an exposure has written, and which one. */
interface Written {
  readonly object: ApiObject;
  readonly rendered: KubeObject;
  readonly exposure: Named;
}

/** Which exposure it is: its name is of its namespace alone. */
type Named = Pick<ExposureModel | StreamModel, 'namespace' | 'name'>;

const WRITTEN = new WeakMap<IConstruct, Map<string, Written>>();

/** An object that is there already, and what it lacks of what is asked now. */
export interface Shared {
  readonly object: ApiObject;
  readonly gaps: readonly Finding[];
}

/**
 * The objects of exposures in one cluster, so that what is written for a Service, such as a DestinationRule, is written once: exposures of one Service
 * share it where they say the same, and where they do not, no object can say both.
 */
export class SharedObjects {
  /** Those of the cluster with this root. */
  public static of(cluster: IConstruct): SharedObjects {
    const known = WRITTEN.get(cluster) ?? new Map<string, Written>();
    WRITTEN.set(cluster, known);
    return new SharedObjects(known);
  }

  private constructor(private readonly written: Map<string, Written>) {}

  /** The object that another exposure has written under this name; nothing where there is none. */
  public get(exposure: ExposureModel | StreamModel, object: KubeObject): Shared | undefined {
    const before = this.written.get(keyOf(exposure, object));
    if (before === undefined || isOne(before.exposure, exposure) || !isInTree(before.object)) return undefined;
    return { object: before.object, gaps: isSame(before.rendered, object) ? [] : [otherWords(exposure, object, before.exposure)] };
  }

  /** Remembers what an exposure has written. */
  public add(exposure: ExposureModel | StreamModel, rendered: KubeObject, object: ApiObject): void {
    this.written.set(keyOf(exposure, rendered), { object, rendered, exposure });
  }
}

function keyOf({ namespace }: ExposureModel | StreamModel, { apiVersion, kind, metadata }: KubeObject): string {
  return [apiVersion, kind, metadata.namespace ?? namespace, metadata.name].join('|');
}

function isOne(one: Named, other: Named): boolean {
  return one.namespace === other.namespace && one.name === other.name;
}

/** Labels tell whose it is, and nothing of what it does. */
function isSame(one: KubeObject, other: KubeObject): boolean {
  const words = (object: KubeObject) => JSON.stringify({ ...object, metadata: { ...object.metadata, labels: {} } });
  return words(one) === words(other);
}

function otherWords(exposure: ExposureModel | StreamModel, { kind, metadata }: KubeObject, other: Named): Finding {
  const where = other.namespace === exposure.namespace ? '' : ` of namespace \`${other.namespace}\``;
  return gap(exposure, `what it asks for is in the ${kind} \`${metadata.name}\`, which exposure \`${other.name}\`${where} has as well, with other words: `
    + 'ask for the same in both, or give each a Service of its own');
}
