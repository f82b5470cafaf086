import { nameText } from '../../../sets/names';
import { ProofFinding } from '../finding';
import { declaredLine } from '../routes/route-text';
import { evidence, partsText, subjectText } from '../words';
import { World } from '../world';

interface QueryText {
  readonly text: string;
  readonly details: readonly string[];
}

type OfKind<K extends ProofFinding['kind']> = Extract<ProofFinding, { readonly kind: K }>;

/** A server of DNS of which not every name may be asked. */
export function queryMissingText({ subject, parts, flow, names, witness }: OfKind<'queryMissing'>, world: World): QueryText {
  const who = subjectText(subject);
  const allowed = names.length === 0 ? 'no name at all' : `\`${[...new Set(names.map(nameText))].join(', ')}\` alone`;
  return {
    text: `${who} is declared to call ${partsText(parts, world)}, and its own policies let it ask for ${allowed}`,
    details: [
      ...evidence(witness),
      declaredLine(flow.sites, flow.reasons),
      `mend: write the policy of ${who} as this library makes it, with \`*\` in the rule for queries of DNS: look for patches of it`,
    ],
  };
}

/** A name whose addresses nobody would find out. */
export function nameUnreadText({ subject, parts, flow, witness }: OfKind<'nameUnread'>, world: World): QueryText {
  const who = subjectText(subject);
  return {
    text: `${who} is declared to call ${partsText(parts, world)}, and its own policies have no query for that name read on its way, so that nobody ever knows its addresses`,
    details: [
      ...evidence(witness),
      declaredLine(flow.sites, flow.reasons),
      `mend: write the policy of ${who} as this library makes it, with the rule for queries of DNS: look for patches of it`,
    ],
  };
}
