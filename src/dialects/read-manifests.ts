import { readEgressGateways } from './cilium/read-egress-gateway';
import { readEntries } from './read-entries';
import { readRules } from './read-rules';
import { readServices } from './service/read';
import { Read } from '../reachability/rules/readings';

/**
 * The kinds that have a part in the ways in: Namespaces, too, since listeners choose by their labels, and Services, by whose annotations controllers share
 * requests out.
 */
const ENTRY_KINDS = /^(Ingress|IngressClass|Gateway|X?ListenerSet|ReferenceGrant|Namespace|Service|TraefikService|TCP|.*Route(TCP|UDP)?)$/;

/** Policies, and what they hang on: groups of addresses, tiers, and the labels of ServiceAccounts. */
const POLICY_KINDS = /NetworkPolicy$|NetworkSet$|^(CiliumCIDRGroup|ServiceAccount|Tier)$/;

/** What says by which addresses connections leave the cluster. */
const SOURCE_KIND = 'CiliumEgressGatewayPolicy';

/** The kind of an object, so that each reader is handed its own: most objects are none of theirs. */
function kindOf(object: unknown): string {
  return typeof object === 'object' && object !== null && 'kind' in object && typeof object.kind === 'string' ? object.kind : '';
}

/** Reads objects of every dialect; the items of lists must have been taken out of them. */
export const readManifests: Read = (objects, namespaces, parties) => {
  const { rules, problems, notes } = readRules(objects.filter((object) => POLICY_KINDS.test(kindOf(object))), namespaces, parties);
  const { services, problems: ofServices } = readServices(objects.filter((object) => kindOf(object) === 'Service'));
  const { rules: sources, ...leaving } = readEgressGateways(objects.filter((object) => kindOf(object) === SOURCE_KIND));
  const allNotes = [...notes, ...leaving.notes];
  const leadingIn = objects.filter((object) => ENTRY_KINDS.test(kindOf(object)));
  const { entries, omissions, problems: ofEntries } = readEntries(leadingIn, namespaces);
  return {
    rules,
    services,
    entries,
    omissions,
    ...(sources.length === 0 ? {} : { sources }),
    ...(allNotes.length === 0 ? {} : { notes: allNotes }),
    problems: [
      ...[...problems, ...leaving.problems].map(({ code, kind, policy, path, text }) => ({ code, object: `${kind} ${policy}`, path, text })),
      ...[...ofServices, ...ofEntries].map((problem) => ({ code: 'FIELD_INVALID', ...problem })),
    ],
  };
};
