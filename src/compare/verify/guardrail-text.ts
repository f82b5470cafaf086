import { Keeper } from './difference';
import { ProofFinding } from './finding';
import { declaredLine } from './route-text';
import { evidence, idText, partsText, workloadsText } from './words';
import { World } from './world';
import { AskedGuardrails } from '../../model/asked';
import { statementText } from '../../model/guardrails';
import { objectText } from '../../reachability/objects';
import { ClusterPolicyOrigin, Direction, PolicyOrigin } from '../../reachability/rules';
import { Decision } from '../../reachability/trace';

/** A sentence, and lines below it. */
interface Text {
  readonly text: string;
  readonly details: readonly string[];
}

type OfKind<K extends ProofFinding['kind']> = Extract<ProofFinding, { readonly kind: K }>;

/** Says which statement does not hold, and of whom. */
export function guardrailBrokenText({ guardrails, statement, direction, wants, workload, part, count, world, witness }: OfKind<'guardrailBroken'>): Text {
  const { model, site } = guardrails;
  const verb = direction === 'egress' ? 'call' : 'be called by';
  const who = workloadsText([workload], world);
  const what = wants === 'shut' ? `${who} may ${verb} ${partsText([part], world)}` : `${who} may not ${verb} ${partsText([part], world)}`;
  const more = count > 1 ? `; ${count - 1} ${count === 2 ? 'pair' : 'pairs'} beside it ${count === 2 ? 'fares' : 'fare'} so` : '';
  const held = wants === 'shut' && witness.verdict === 'denied' ? '; for now the other side alone keeps it shut' : '';
  const against = statement === 'baseline' ? 'without a policy of its namespace' : `whatever the policies of its namespace ${wants === 'shut' ? 'allow' : 'shut'}`;
  return {
    text: `guardrails \`${model.name}\` ask that ${statementText(statement, model)}, and ${against}, ${what}${more}${held}`,
    details: [
      ...evidence(witness),
      declaredLine([site]),
      'mend: write the objects of the guardrails as this library makes them: look for patches of them, and for other policies of the whole cluster that are asked before them',
    ],
  };
}

/** Says whose a namespace would have to be. */
export function tenantUnknownText({ guardrails: { model }, subject, key }: OfKind<'tenantUnknown'>): Text {
  const { namespace } = subject.id;
  return {
    text: `namespace \`${namespace}\` of ${idText(subject.id)} has no label \`${key}\` among the manifests, so that guardrails \`${model.name}\` take it for nobody's, and every tenant is shut towards it: `
      + 'write its Namespace with the label, name it among the `platformNamespaces`, or name the namespaces of tenants, as in `Tenants.byNamespaces(…)`',
    details: [],
  };
}

/** A declared flow that guardrails keep shut. */
interface Guarded {
  readonly fault: string;
  readonly mend: string;
}

/** Which guardrails keep a declared flow shut, if any do, and what can be done. */
export function guardsAgainst({ trace }: Decision, direction: Direction, keeper: Keeper, { guardrails }: World): Guarded | undefined {
  if (trace.kind !== 'sides') return undefined;
  const side = keeper === 'own' ? direction : direction === 'egress' ? 'ingress' : 'egress';
  const { reason } = trace[side];
  const origins = reason.kind === 'denied' ? reason.rules.map(({ origin }) => origin) : reason.kind === 'unmatched' ? reason.isolatedBy : [];
  for (const asked of guardrails) {
    const own = origins.find((origin) => isOf(origin, asked));
    // a pod that several policies isolate is shut by all of them: only where there is no other is it the guardrails' doing
    if (own === undefined || (reason.kind === 'unmatched' && origins.some((origin) => !isOf(origin, asked)))) continue;
    return {
      fault: `guardrails \`${asked.model.name}\` keep it shut, by ${objectText(own)}`,
      mend: `take the declaration out, or have the platform team change the guardrails${placeText(asked)}: what they shut, no policy of a namespace opens`,
    };
  }
  return undefined;
}

function placeText({ site }: AskedGuardrails): string {
  return site.path === '' ? '' : ` of \`${site.path}\``;
}

function isOf(origin: PolicyOrigin | ClusterPolicyOrigin, { objects }: AskedGuardrails): boolean {
  return objects.some(({ kind, namespace, name }) => kind === origin.kind && name === origin.name && namespace === ('namespace' in origin ? origin.namespace : undefined));
}
