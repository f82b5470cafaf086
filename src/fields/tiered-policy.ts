import { Field } from './field';
import { PolicyProblem, Report } from './problem';
import { readSubject } from './tiered-peer';
import { readTieredRules, RuleWording } from './tiered-rule';
import { ClusterPolicyOrigin, Tier, TieredPolicy } from '../reachability/rules';
import { order } from '../sets/order';

/** How one kind of policy words what all policies of tiers mean. */
export interface PolicyWording extends RuleWording {
  readonly kind: ClusterPolicyOrigin['kind'];
  /** The version that is read, such as `v1alpha2`. */
  readonly version: string;
  /** The fields of `spec` beside the subject and the rules. */
  readonly placeFields: readonly ('tier' | 'priority')[];
  readonly readPlace: (fields: Readonly<Record<'tier' | 'priority', Field>>) => { readonly tier: Tier; readonly priority: number };
  /** The only name that a policy of the kind can have. */
  readonly onlyName?: string;
}

/** What the policies of tiers among some objects mean, and what is wrong with those that the API server would refuse. */
export interface TieredRead {
  /** Sorted by name. */
  readonly policies: readonly TieredPolicy[];
  readonly problems: readonly PolicyProblem[];
}

const GROUP = 'policy.networking.k8s.io';

/** Reads the policies of one kind among objects; the items of lists must have been taken out of them. */
export function readTieredPolicies(objects: readonly unknown[], wording: PolicyWording): TieredRead {
  const problems: PolicyProblem[] = [];
  const policies = objects.filter((object) => isOf(object, wording.kind)).flatMap((object) => readPolicy(object, wording, problems));
  return { policies: policies.sort((a, b) => order(a.origin.name, b.origin.name)), problems };
}

/** Other API groups have kinds of these names, too. */
function isOf(object: unknown, kind: string): object is object {
  if (typeof object !== 'object' || object === null || !('kind' in object) || !('apiVersion' in object)) return false;
  return object.kind === kind && String(object.apiVersion).startsWith(`${GROUP}/`);
}

/** The policy, unless the API server would refuse it: then it means nothing. */
function readPolicy(object: object, wording: PolicyWording, problems: PolicyProblem[]): TieredPolicy[] {
  const found: PolicyProblem[] = [];
  const { kind } = wording;
  const fields = new Map(new Field('', object, () => undefined).entries());
  const name = new Map(fields.get('metadata')?.entries()).get('name')?.text() ?? '';
  const report: Report = (code, path, text) => {
    // A field that several readers look at is refused once.
    if (!found.some((one) => one.code === code && one.path === path)) found.push({ code, kind, policy: name, path, text });
  };
  const version = fields.get('apiVersion')?.text();
  if (version !== `${GROUP}/${wording.version}`) {
    report('VERSION_UNSUPPORTED', 'apiVersion', `\`${version}\` is not read; write \`${GROUP}/${wording.version}\``);
  }
  if (name === '') report('FIELD_MISSING', 'metadata.name', 'a policy needs a name');
  if (name !== '' && wording.onlyName !== undefined && name !== wording.onlyName) {
    report('NAME_NOT_DEFAULT', 'metadata.name', `\`${name}\` must be \`${wording.onlyName}\`: a cluster has one ${kind}`);
  }
  const policy = readSpec(new Field('spec', 'spec' in object ? object.spec : undefined, report), { kind, name }, wording);
  problems.push(...found);
  return found.length === 0 ? [policy] : [];
}

function readSpec(spec: Field, origin: ClusterPolicyOrigin, wording: PolicyWording): TieredPolicy {
  const { subject, ingress, egress, ...place } = spec.members('subject', 'ingress', 'egress', ...wording.placeFields);
  return {
    origin,
    ...wording.readPlace(place),
    subject: readSubject(subject, wording),
    isolates: [],
    rules: [...readTieredRules(ingress, 'ingress', wording), ...readTieredRules(egress, 'egress', wording)],
  };
}

/** The place of a policy within its tier. */
export function readPriority(field: Field): number {
  const priority = field.integer();
  if (!field.isPresent()) field.refuse('FIELD_MISSING', 'a policy needs a `priority` from 0 to 1000; the lowest is asked first');
  if (priority !== undefined && (priority < 0 || priority > 1000)) {
    field.refuse('PRIORITY_OUT_OF_RANGE', `priority \`${priority}\` is out of range; allowed are 0 to 1000`);
  }
  return priority ?? 0;
}
