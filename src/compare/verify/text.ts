import { ProofFinding, TargetFault } from './finding';
import { guardrailBrokenText, guardsAgainst, tenantUnknownText } from './guardrails/guardrail-text';
import { nameUnreadText, queryMissingText } from './requests/query-text';
import { requestExcessText, requestMissingText, requestUnknownText } from './requests/request-text';
import { declaredLine, routeExcessText, routeMissingText, routeTwiceText } from './routes/route-text';
import { endsText, evidence, idText, partsText, subjectText, workloadsText } from './words';
import { World } from './world';
import { AskedTarget, workloadIdText } from '../../model/asked';
import { describeParty } from '../../model/party';
import { siteText } from '../../model/site';

/** A finding as a person reads it: a sentence, and lines with the evidence, the declaration and the mend. */
export interface ProofText {
  readonly text: string;
  readonly details: readonly string[];
}

/** Says what was found. */
export function proofText(finding: ProofFinding, world: World): ProofText {
  switch (finding.kind) {
    case 'flowMissing': return missingText(finding, world);
    case 'flowExcess': return excessText(finding, world);
    case 'flowUnknown': return unknownText(finding, world);
    case 'requestExcess': return requestExcessText(finding, world);
    case 'requestMissing': return requestMissingText(finding, world);
    case 'requestUnknown': return requestUnknownText(finding, world);
    case 'queryMissing': return queryMissingText(finding, world);
    case 'nameUnread': return nameUnreadText(finding, world);
    case 'guardrailBroken': return guardrailBrokenText(finding);
    case 'tenantUnknown': return tenantUnknownText(finding);
    case 'podsInBlocks': return {
      text: `the cluster profile does not say where pods are, so that nobody knows whether declared addresses take in pods: ${keysText(finding.keys)}; `
        + 'give `podCidrs` in the cluster profile',
      details: [],
    };
    case 'exception': return exceptionText(finding);
    case 'dryRun': return dryRunText(finding);
    case 'controllerMissing': return controllerText(finding, world);
    case 'workloadMissing': return {
      text: `${subjectText(finding.subject)} is not among the objects that are written, so that its policies and Services are about nobody: `
        + 'leave the kind, the name and the namespace of its workload as they are',
      details: [declaredLine([finding.subject.site])],
    };
    case 'workloadOnHost': return {
      text: `the pods of ${subjectText(finding.subject)} are on the host network, where no policy holds them: take them off it, or leave \`ownPolicy\` out`,
      details: [declaredLine([finding.subject.site])],
    };
    case 'targetMissing': return {
      text: `Service \`${finding.target.namespace}/${finding.target.service}\` does not lead to ${idText(finding.target.workload)} on ${portText(finding.target)}: ${targetFaultText(finding.why)}`,
      details: [declaredLine([finding.target.site])],
    };
    case 'targetExcess': return {
      text: `Service \`${finding.target.namespace}/${finding.target.service}\` leads to ${workloadsText(finding.others, world)} as well as to ${idText(finding.target.workload)}: `
        + 'give the pods of each labels of their own',
      details: [declaredLine([finding.target.site])],
    };
    case 'routeMissing': return routeMissingText(finding, world);
    case 'routeExcess': return routeExcessText(finding);
    case 'routeTwice': return routeTwiceText(finding);
  }
}

/** So many keys are told, and of the others how many there are. */
const KEYS_AT_MOST = 5;

function keysText(keys: readonly string[]): string {
  const told = keys.slice(0, KEYS_AT_MOST).map((key) => `\`${key}\``).join(', ');
  return keys.length > KEYS_AT_MOST ? `${told} and ${keys.length - KEYS_AT_MOST} more` : told;
}

type OfKind<K extends ProofFinding['kind']> = Extract<ProofFinding, { readonly kind: K }>;

function missingText({ subject, direction, flow, keeper, parts, witness }: OfKind<'flowMissing'>, world: World): ProofText {
  const who = direction === 'egress' ? `${subjectText(subject)} is declared to call` : `${subjectText(subject)} is declared to be called by`;
  const other = endsText(parts.flatMap(({ others }) => others), world);
  const guarded = guardsAgainst(witness, direction, keeper, world);
  const [own, fault] = [subjectText(subject), guarded?.fault ?? (keeper === 'own' ? 'its own policies keep it shut' : `the policies of ${other} keep it shut`)];
  const mend = guarded !== undefined ? guarded.mend : keeper === 'own'
    ? `write the policy of ${own} as this library makes it: look for patches of it, and for other policies that select ${own}`
    : `open the other side, too: declare the connection on both workloads, as in \`connections.allowTo(…)\`, or change the policy that isolates ${other}`;
  return { text: `${who} ${partsText(parts, world)}, and ${fault}`, details: [...evidence(witness), declaredLine(flow.sites, flow.reasons), `mend: ${mend}`] };
}

function excessText({ subject, direction, parts, witness }: OfKind<'flowExcess'>, world: World): ProofText {
  const what = direction === 'egress' ? 'may call' : 'may be called by';
  const call = direction === 'egress' ? 'allowTo' : 'allowFrom';
  const held = witness.verdict === 'denied' ? '; for now the other side alone keeps it shut' : '';
  return {
    text: `${subjectText(subject)} ${what} ${partsText(parts, world)}, and nobody declared it${held}`,
    details: [
      ...evidence(witness),
      `not declared by: ${siteText(subject.site)}`,
      `mend: take out what opens it, or declare it with \`connections.${call}(…)\``,
    ],
  };
}

function unknownText({ subject, direction, parts, witness }: OfKind<'flowUnknown'>, world: World): ProofText {
  const what = direction === 'egress' ? 'may call' : 'may be called by';
  return {
    text: `whether ${subjectText(subject)} ${what} ${partsText(parts, world)} is not known, and nobody declared it`,
    details: [...evidence(witness), `not declared by: ${siteText(subject.site)}`, 'mend: give `podCidrs` and `nodeCidrs` in the cluster profile, or take out what may open it'],
  };
}

function dryRunText({ dryRun: { reason }, subjects, guardrails, open }: OfKind<'dryRun'>): ProofText {
  const names = subjects.length === 0 ? '' : keysText(subjects.map(({ id }) => workloadIdText(id)).sort());
  const rails = guardrails.length === 0 ? '' : `guardrails ${keysText(guardrails.map(({ model }) => model.name).sort())}`;
  const whose = names === '' || rails === '' ? `${names}${rails}` : `${names}, and of ${rails},`;
  return {
    text: `the policies of ${whose} are in a dry run: they show what they would do, and shut nothing${reason === undefined ? '' : `; ${reason}`}`,
    details: open === undefined ? [] : evidence(open),
  };
}

function exceptionText({ exception: { text, owner, reason, site }, isUsed }: OfKind<'exception'>): ProofText {
  const accepted = `\`${text}\` is accepted as it is, by ${owner}: ${reason}`;
  return isUsed ? { text: accepted, details: [] }
    : { text: `${accepted}; nothing is found there any more: take the exception out`, details: [declaredLine([site])] };
}

function controllerText({ edge: { name }, pods, neighbours }: OfKind<'controllerMissing'>, world: World): ProofText {
  const own = neighbours.flatMap(({ labels }) => Object.entries(labels).map(([key, value]) => `${key}=${value}`));
  return {
    text: `the ingress controller of edge \`${name}\` is ${describeParty(pods)}, as the cluster profile has it, and none of the manifests is: there are `
      + `${workloadsText(neighbours, world)}; give the edge the \`podLabels\` of its controller`,
    details: [`labels there: ${[...new Set(own)].sort().slice(0, LABELS_AT_MOST).join(', ')}`],
  };
}

/** So many labels are told. */
const LABELS_AT_MOST = 8;

function portText({ port, protocol }: AskedTarget): string {
  return `${port}/${protocol}`;
}

function targetFaultText(fault: TargetFault): string {
  switch (fault.kind) {
    case 'noService': return 'there is no such Service among the objects that are written';
    case 'noPort': return `its ports are ${fault.known.length === 0 ? 'none' : fault.known.join(', ')}`;
    case 'selectsNobody': return 'its selector matches no workload';
    case 'selectsOthers': return `its selector matches ${fault.others.map(idText).join(', ')} instead`;
    case 'otherPort': return fault.ports.isEmpty() ? 'its target is a name that no container port bears' : `it leads to ${fault.ports.toString()}`;
  }
}
