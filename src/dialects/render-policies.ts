import { CALICO_POLICIES } from './calico/render';
import { staged, stagedHead } from './calico/render-staged';
import { CILIUM_POLICIES } from './cilium/render';
import { additive, additiveSubject } from './cilium/render-additive';
import { renderPolicy } from './networkpolicy/render';
import { Flow, FlowDirection, PolicySubject } from '../model/endpoint';
import { DryRunForm, PolicyDialectName } from '../model/policy-api';
import { PolicyDialect, PolicyFacts } from '../model/policy-dialect';
import { KubeObject, Rendered } from '../model/rendered';

/** How each plugin is told what core NetworkPolicy has no word for. */
const OWN: Readonly<Record<PolicyDialectName, PolicyDialect>> = {
  calico: CALICO_POLICIES,
  cilium: CILIUM_POLICIES,
};

/** The dialect of a plugin's own API; nothing where it has none. */
export function ownDialect(name: PolicyDialectName | undefined): PolicyDialect | undefined {
  return name === undefined ? undefined : OWN[name];
}

/** What the policies of one workload become, each object by its dialect; no object where nothing is said in it. */
export interface RenderedPolicies {
  readonly core?: Rendered;
  readonly own?: Rendered;
  /** Whether a flow is said in core NetworkPolicy. */
  readonly isCore: (flow: Flow) => boolean;
}

/** What identifies a policy as it is written, in a dry run or not. */
export function headIn(head: PolicyDialect['head'], { dryRun }: PolicyFacts): PolicyDialect['head'] {
  return dryRun === 'staged' ? stagedHead(head) : head;
}

/** Whether a flow is said in the plugin's own API, whatever else is said of its workload. */
export function isOwn(direction: FlowDirection, flow: Flow, dialect: PolicyDialect | undefined, facts: PolicyFacts): boolean {
  return dialect !== undefined && (facts.isAlone || dialect.take(direction, [flow], facts).length > 0);
}

/** Writes each flow of a workload once: in core NetworkPolicy, or in the plugin's own API where core has no word for it. */
export function renderPolicies(subject: PolicySubject, dialect: PolicyDialect | undefined, facts: PolicyFacts): RenderedPolicies {
  const { core, own, isCore } = facts.dryRun === 'additive' ? additivePolicies(subject, dialect, facts) : policiesOf(subject, dialect, facts);
  const dressed = ({ objects, gaps }: Rendered) => ({ objects: objects.map((object) => inDryRun(object, facts.dryRun)), gaps });
  return { ...(core === undefined ? {} : { core: dressed(core) }), ...(own === undefined ? {} : { own: dressed(own) }), isCore };
}

function policiesOf(subject: PolicySubject, dialect: PolicyDialect | undefined, facts: PolicyFacts): RenderedPolicies {
  if (dialect === undefined) return { core: renderPolicy(subject), isCore: () => true };
  if (facts.isAlone) return { own: dialect.render(subject, facts), isCore: () => false };
  const taken = { ingress: dialect.take('ingress', subject.ingress, facts), egress: dialect.take('egress', subject.egress, facts) };
  const own = new Set([...taken.ingress, ...taken.egress]);
  const isCore = (flow: Flow) => !own.has(flow);
  const core = renderPolicy({ ...subject, ingress: subject.ingress.filter(isCore), egress: subject.egress.filter(isCore) });
  return { core, ...(own.size === 0 ? {} : { own: dialect.render({ ...subject, ...taken }, facts) }), isCore };
}

/** What shuts nothing is all said in the plugin's own API: core NetworkPolicy cannot but shut. */
function additivePolicies(whole: PolicySubject, dialect: PolicyDialect | undefined, facts: PolicyFacts): RenderedPolicies {
  const { subject, gaps } = additiveSubject(whole);
  const { own, ...rest } = policiesOf(subject, dialect, facts);
  return { ...rest, ...(own === undefined ? {} : { own: { ...own, gaps: [...gaps, ...own.gaps] } }) };
}

/** An object as it is written while it is tried out. */
function inDryRun(object: KubeObject, dryRun: DryRunForm | undefined): KubeObject {
  switch (dryRun) {
    case 'staged': return staged(object);
    case 'additive': return additive(object);
    case undefined: return object;
  }
}
