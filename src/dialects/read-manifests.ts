import { readGatewayRoutes } from './gateway/read';
import { readIngresses } from './ingress/read';
import { readRoutes } from './openshift-route/read';
import { readRules } from './read-rules';
import { readServices } from './service/read';
import { Read } from '../reachability/rules/readings';

/** The kinds that have a part in the ways in. */
const ENTRY_KINDS = /^(Ingress|Gateway|ListenerSet|ReferenceGrant|.*Route)$/;

/** The kind of an object, so that each reader is handed its own: most objects are none of theirs. */
function kindOf(object: unknown): string {
  return typeof object === 'object' && object !== null && 'kind' in object && typeof object.kind === 'string' ? object.kind : '';
}

/** Reads objects of every dialect; the items of lists must have been taken out of them. */
export const readManifests: Read = (objects, namespaces) => {
  const { rules, problems } = readRules(objects.filter((object) => kindOf(object).endsWith('NetworkPolicy')));
  const { services, problems: ofServices } = readServices(objects.filter((object) => kindOf(object) === 'Service'));
  const leadingIn = objects.filter((object) => ENTRY_KINDS.test(kindOf(object)));
  const ways = [readIngresses(leadingIn), readRoutes(leadingIn), readGatewayRoutes(leadingIn, namespaces)];
  const fields = [ofServices, ...ways.map((way) => way.problems)].flat();
  return {
    rules,
    services,
    entries: ways.flatMap(({ entries }) => entries),
    problems: [
      ...problems.map(({ code, kind, policy, path, text }) => ({ code, object: `${kind} ${policy}`, path, text })),
      ...fields.map((problem) => ({ code: 'FIELD_INVALID', ...problem })),
    ],
  };
};
