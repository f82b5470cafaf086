import { readGatewayRoutes } from './gateway/read';
import { readIngresses } from './ingress/read';
import { readRoutes } from './openshift-route/read';
import { readRules } from './read-rules';
import { readServices } from './service/read';
import { Read } from '../reachability/rules/readings';

/** Reads objects of every dialect; the items of lists must have been taken out of them. */
export const readManifests: Read = (objects, namespaces) => {
  const { rules, problems } = readRules(objects);
  const { services, problems: ofServices } = readServices(objects);
  const ways = [readIngresses(objects), readRoutes(objects), readGatewayRoutes(objects, namespaces)];
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
