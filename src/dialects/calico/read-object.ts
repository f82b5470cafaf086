import { Field } from '../../fields/field';
import { PolicyProblem, Report } from '../../fields/problem';
import { LabelMap } from '../../sets/selector';

/** The API groups that Calico has been served in: the second one is that of its datastore, which older versions show to kubectl. */
const VERSIONS = ['projectcalico.org/v3', 'crd.projectcalico.org/v1'];
const GROUP = /^(crd\.)?projectcalico\.org\//;

/** In the datastore, labels are kept in an annotation. */
const STORED_METADATA = 'projectcalico.org/metadata';

/** An object of Calico. */
export interface CalicoObject {
  /** Absent where the kind has none. */
  readonly namespace?: string;
  readonly name: string;
  readonly labels: LabelMap;
  readonly spec: Field;
}

/** How the problems of a kind name it, and whether it has a namespace. */
export interface CalicoKind {
  readonly kind: string;
  readonly problemKind: PolicyProblem['kind'];
  readonly isNamespaced: boolean;
}

/** Reads the objects of one kind, each unless something is wrong with it. */
export function readObjects<T>(
  objects: readonly unknown[], { kind, problemKind, isNamespaced }: CalicoKind, problems: PolicyProblem[], read: (object: CalicoObject) => T[],
): T[] {
  return objects.filter((object) => isOf(object, kind)).flatMap((object) => {
    const found: PolicyProblem[] = [];
    const fields = new Map(new Field('', object, () => undefined).entries());
    const metadata = new Map(fields.get('metadata')?.entries());
    const name = metadata.get('name')?.text() ?? '';
    const namespace = metadata.get('namespace')?.text() ?? '';
    const place = isNamespaced ? { namespace: namespace === '' ? 'default' : namespace } : {};
    const report: Report = (code, path, text) => {
      const policy = place.namespace === undefined ? name : `${place.namespace}/${name}`;
      // A field that several readers look at is refused once.
      if (!found.some((one) => one.code === code && one.path === path)) found.push({ code, kind: problemKind, policy, path, text });
    };
    const version = fields.get('apiVersion')?.text() ?? '';
    if (!VERSIONS.includes(version)) report('VERSION_UNSUPPORTED', 'apiVersion', `\`${version}\` is not read; write \`projectcalico.org/v3\``);
    if (name === '') report('FIELD_MISSING', 'metadata.name', 'an object needs a name');
    const spec = new Field('spec', 'spec' in object ? object.spec : undefined, report);
    const result = read({ ...place, name, labels: labelsOf(metadata), spec });
    problems.push(...found);
    return found.length === 0 ? result : [];
  });
}

function isOf(object: unknown, kind: string): object is object {
  if (typeof object !== 'object' || object === null || !('kind' in object) || !('apiVersion' in object)) return false;
  return object.kind === kind && GROUP.test(String(object.apiVersion));
}

function labelsOf(metadata: ReadonlyMap<string, Field>): LabelMap {
  const textsOf = (field: Field | undefined) => (field?.entries() ?? []).flatMap(([key, value]): [string, string][] => {
    const text = value.text();
    return text === undefined ? [] : [[key, text]];
  });
  const stored = new Map(metadata.get('annotations')?.entries()).get(STORED_METADATA)?.text();
  return Object.fromEntries([...textsOf(metadata.get('labels')), ...(stored === undefined ? [] : textsOf(storedLabels(stored)))]);
}

function storedLabels(json: string): Field | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return new Map(new Field('', value, () => undefined).entries()).get('labels');
  } catch {
    return undefined; // whatever else is in there, it is no labels
  }
}
