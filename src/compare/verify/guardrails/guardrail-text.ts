import { Keeper } from '../difference';
import { ProofFinding } from '../finding';
import { Hostility } from './guardrail-claim';
import { isOfGuardrails } from './guardrail-world';
import { AskedGuardrails } from '../../../model/asked';
import { GuardrailPromise, GuardrailsModel, statementText } from '../../../model/guardrails';
import { objectText } from '../../../reachability/objects';
import { Direction } from '../../../reachability/rules';
import { Decision } from '../../../reachability/trace';
import { declaredLine } from '../routes/route-text';
import { evidence, idText, partsText, workloadsText } from '../words';
import { World } from '../world';

/** A sentence, and lines below it. */
interface Text {
  readonly text: string;
  readonly details: readonly string[];
}

type OfKind<K extends ProofFinding['kind']> = Extract<ProofFinding, { readonly kind: K }>;

/** Says what does not hold, and of whom. */
export function guardrailBrokenText({ guardrails, statement, direction, wants, against, workload, part, count, world, witness }: OfKind<'guardrailBroken'>): Text {
  const { model, site } = guardrails;
  const verb = direction === 'egress' ? 'call' : 'be called by';
  const who = workloadsText([workload], world);
  const what = wants === 'shut' ? `${who} may ${verb} ${partsText([part], world)}` : `${who} may not ${verb} ${partsText([part], world)}`;
  const more = count > 1 ? `; ${count - 1} ${count === 2 ? 'kind of pair' : 'kinds of pairs'} beside it ${count === 2 ? 'fares' : 'fare'} so` : '';
  // a policy that shuts whatever the guardrails do not open is only there to show that they do
  const held = wants === 'shut' && against !== 'allowNothing' && witness.verdict === 'denied' ? '; for now the other side alone keeps it shut' : '';
  return {
    text: `guardrails \`${model.name}\` ${promiseText(statement, model)}, and ${AGAINST[against]}, ${what}${more}${held}`,
    details: [...evidence(witness), declaredLine([site]), `mend: write the objects of the guardrails as this library makes them: ${mendOf(statement, model)}`],
  };
}

const AGAINST: Readonly<Record<Hostility, string>> = {
  none: 'without a policy of its namespace',
  allowEverything: 'whatever the policies of its namespace allow',
  allowNothing: 'whatever the policies of its namespace shut',
};

function promiseText(statement: GuardrailPromise, model: GuardrailsModel): string {
  if (statement === 'unguarded') return 'leave pods alone that they do not guard';
  return statement === 'nothingElse' ? 'shut nothing between pods but what they ask' : `ask that ${statementText(statement, model)}`;
}

function mendOf(statement: GuardrailPromise, { namespaces }: GuardrailsModel): string {
  if (statement === 'nothingElse') return 'look for patches of them';
  if (statement !== 'unguarded') return 'look for patches of them, and for other policies of the whole cluster that are asked before them';
  return `look for patches of whom these are about, which is pods of ${namespaces === undefined ? 'all namespaces but the `platformNamespaces` and those of the system' : '`namespaces` alone'}`;
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
    const own = origins.find((origin) => isOfGuardrails(origin, asked));
    // a pod that several policies isolate is shut by all of them: only where there is no other is it the guardrails' doing
    if (own === undefined || (reason.kind === 'unmatched' && origins.some((origin) => !isOfGuardrails(origin, asked)))) continue;
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
