import { readCidrGroups } from './read-groups';
import { PeerContext } from './read-peers';
import { readSpec, SpecRead } from './read-spec';
import { Field } from '../../fields/field';
import { PolicyProblem, Report } from '../../fields/problem';
import { ClusterPolicyOrigin, TieredPolicy } from '../../reachability/rules';
import { KnownParties, ReadNote } from '../../reachability/rules/readings';
import { order } from '../../sets/order';

/** What the policies of Cilium among some objects mean. */
export interface CiliumRead {
  /** Sorted by kind, namespace and name. */
  readonly policies: readonly TieredPolicy[];
  readonly problems: readonly PolicyProblem[];
  /** What of them is not read, or will not do what it says. */
  readonly notes: readonly ReadNote[];
}

type CiliumKind = Extract<ClusterPolicyOrigin['kind'], `Cilium${string}`>;

const KINDS: readonly CiliumKind[] = ['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy'];

/** Reads the policies of Cilium among objects, with the groups of blocks that they name; the items of lists must have been taken out of them. */
export function readCiliumPolicies(objects: readonly unknown[], parties: KnownParties = {}): CiliumRead {
  const own = objects.filter(isCilium);
  if (own.length === 0) return { policies: [], problems: [], notes: [] };
  const problems: PolicyProblem[] = [];
  const groups = readCidrGroups(own.filter(({ kind }) => kind === 'CiliumCIDRGroup'), (name, code, path, text) => {
    problems.push({ code, kind: 'CiliumCIDRGroup', policy: name, path, text });
  });
  const { apiServer, deepNames = true } = parties;
  const surroundings = { groups, deepNames, ...(apiServer === undefined ? {} : { apiServer }) };
  const read = (kind: CiliumKind) => own.filter((object) => object.kind === kind).map((object) => readPolicy(object, kind, surroundings, problems));
  const found = KINDS.flatMap(read);
  const sorted = found.flatMap((one) => one ?? []).sort((a, b) => order(originText(a.origin), originText(b.origin)));
  return { policies: sorted.flatMap(({ specs }) => specs.flatMap(({ policies }) => policies)), problems, notes: notesOf(sorted) };
}

/** A policy that the API server takes. */
interface PolicyRead {
  readonly origin: ClusterPolicyOrigin;
  readonly specs: readonly (SpecRead & { readonly path: string })[];
}

function isCilium(object: unknown): object is { readonly apiVersion: unknown; readonly kind: unknown } {
  return typeof object === 'object' && object !== null && 'kind' in object && 'apiVersion' in object && String(object.apiVersion).startsWith('cilium.io/');
}

function readPolicy(object: object, kind: CiliumKind, surroundings: Omit<PeerContext, 'home'>, problems: PolicyProblem[]): PolicyRead | undefined {
  const fields = new Map(new Field('', object, () => undefined).entries());
  const metadata = new Map(fields.get('metadata')?.entries());
  const name = metadata.get('name')?.text() ?? '';
  const home = kind === 'CiliumNetworkPolicy' ? (metadata.get('namespace')?.text() ?? '') || 'default' : undefined;
  const origin: ClusterPolicyOrigin = { kind, ...(home === undefined ? {} : { namespace: home }), name };
  const found: PolicyProblem[] = [];
  const report: Report = (code, path, text) => {
    // A field that several readers look at is refused once.
    if (!found.some((one) => one.code === code && one.path === path)) found.push({ code, kind, policy: home === undefined ? name : `${home}/${name}`, path, text });
  };
  const version = fields.get('apiVersion')?.text();
  if (version !== 'cilium.io/v2') report('VERSION_UNSUPPORTED', 'apiVersion', `\`${version}\` is not read; write \`cilium.io/v2\``);
  if (name === '') report('FIELD_MISSING', 'metadata.name', 'a policy needs a name');
  const context: PeerContext = { ...(home === undefined ? {} : { home }), ...surroundings };
  const list = new Field('specs', 'specs' in object ? object.specs : undefined, report).items();
  const spec = new Field('spec', 'spec' in object ? object.spec : undefined, report);
  if (!spec.isPresent() && list.length === 0) report('FIELD_MISSING', 'spec', 'a policy needs a `spec` or `specs`');
  const specs = [...(spec.isPresent() ? [spec] : []), ...list].map((one) => ({ ...readSpec(one, origin, context), path: one.path }));
  problems.push(...found);
  return found.length === 0 ? { origin, specs } : undefined;
}

/** Names are matched by the answers that Cilium's proxy has seen, to which a rule about DNS sends the queries of the pods. */
function notesOf(policies: readonly PolicyRead[]): ReadNote[] {
  const reading = policies.filter(({ specs }) => specs.some(({ readsDns }) => readsDns)).map(({ origin }) => origin.namespace);
  return policies.flatMap(({ origin, specs }) => specs.flatMap(({ notes, needsDns, path }) => {
    const object = originText(origin);
    const isBlind = needsDns && !reading.some((home) => home === undefined || origin.namespace === undefined || home === origin.namespace);
    return [
      ...notes.map((text): ReadNote => ({ object, path, text })),
      ...(isBlind ? [{ object, path, text: NO_DNS }] : []),
    ];
  }));
}

const NO_DNS = '`toFQDNs` match nothing until Cilium has seen the answers to the queries: no policy here has a rule for port 53 with `rules.dns`';

function originText({ kind, namespace, name }: ClusterPolicyOrigin): string {
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}
