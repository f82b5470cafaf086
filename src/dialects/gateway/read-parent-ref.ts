import { member, neededText, readGroupKind, readNamespace, readPort, readSection, refuse } from './read-field';
import { EXPERIMENTS, GROUP } from './read-listener';
import { Field } from '../../fields/field';
import { readList } from '../../fields/list';
import { EntryOrigin } from '../../reachability/rules/entries';

/** The kind of the parents of a mesh. */
const MESH = 'core/Service';

/** What a route wants to be attached to: a whole object, or some of its listeners. */
export interface ParentRef extends EntryOrigin {
  /** Where the reference stands in the object. */
  readonly path: string;
  readonly section?: string;
  readonly port?: number;
}

/**
 * The parents of a route, each of which must be another one. Those of a mesh are apart: by them nothing comes in from outside.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/ (v1.6.1, `CommonRouteSpec.parentRefs`)
 */
export function readParentRefs(field: Field, ownNamespace: string): { readonly parents: ParentRef[]; readonly mesh: boolean } {
  const refs = readList(field, { atMost: 32, item: 'parent' }).flatMap((one) => readParentRef(one, ownNamespace));
  for (const [i, ref] of refs.entries()) {
    const before = refs.slice(0, i).filter((other) => isSameObject(other, ref));
    if (before.some((other) => other.section === ref.section && other.port === ref.port)) {
      refuse(field, `the parent \`${ref.namespace}/${ref.name}\` is there twice; name it once, or give each a \`sectionName\` of its own`);
    } else if (before.some((other) => (other.section === undefined) !== (ref.section === undefined))) {
      refuse(field, `of several references to \`${ref.namespace}/${ref.name}\` all or none need a \`sectionName\``);
    }
  }
  const parents = refs.filter(({ kind }) => kind !== MESH);
  return { parents, mesh: parents.length < refs.length };
}

function readParentRef(field: Field, ownNamespace: string): ParentRef[] {
  const { group, kind } = readGroupKind(field, GROUP, 'Gateway');
  const name = neededText(field, 'name', 'a parent');
  const [section, port] = [readSection(member(field, 'sectionName')), readPort(member(field, 'port'))];
  const namespace = readNamespace(member(field, 'namespace'), ownNamespace);
  if (name === undefined) return [];
  return [{
    path: field.path,
    kind: group === GROUP || (group === EXPERIMENTS && kind === 'XListenerSet') ? kind : `${group === '' ? 'core' : group}/${kind}`,
    namespace,
    name,
    ...(section === undefined ? {} : { section }),
    ...(port === undefined ? {} : { port }),
  }];
}

/** Whether two references are to one object. */
export function isSameObject(a: EntryOrigin, b: EntryOrigin): boolean {
  return a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;
}
