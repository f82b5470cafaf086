import { EDGES } from './edges';
import { AFFINITY } from './intents/affinity';
import { CANARY } from './intents/canary';
import { CORS } from './intents/cors';
import { HEADERS } from './intents/headers';
import { HOSTS } from './intents/hosts';
import { LIMITS } from './intents/limits';
import { MATCHES } from './intents/matches';
import { NAMESPACES } from './intents/namespaces';
import { PATHS } from './intents/paths';
import { PATIENCE } from './intents/patience';
import { PROTOCOLS } from './intents/protocols';
import { RECORDS } from './intents/records';
import { REDIRECTS } from './intents/redirects';
import { REWRITES } from './intents/rewrites';
import { STREAMS } from './intents/streams';
import { TLS } from './intents/tls';
import { Intent, outcomeOf } from './run';
import { EdgeModel } from '../../../src/model/edge';
import { GatewaySet, problemsOf, schemasPresent } from '../../schemas/validate';

/** Everything that is asked of every controller. */
const ALL: readonly Intent[] = [
  AFFINITY, CANARY, CORS, HEADERS, HOSTS, LIMITS, MATCHES, NAMESPACES, PATHS, PATIENCE, PROTOCOLS, RECORDS, REDIRECTS, REWRITES, STREAMS, TLS,
].flat();

/** Kinds that are written, and of which there is no schema here. */
const WITHOUT_SCHEMA: readonly string[] = [
  'gateway.networking.x-k8s.io/v1alpha1/XListenerSet',
  'gateway.nginx.org/v1alpha1/ClientSettingsPolicy',
  'gateway.nginx.org/v1alpha1/ProxySettingsPolicy',
  'gateway.nginx.org/v1alpha1/RateLimitPolicy',
  'gateway.nginx.org/v1alpha1/UpstreamSettingsPolicy',
];

/** The schemas of the release and the channel of an edge; those of 1.5 for 1.4, of which there are none. */
function setOf(edge: EdgeModel): GatewaySet | undefined {
  return edge.api === 'gateway' ? `gateway-api/v${edge.release === '1.6' ? '1.6.1' : '1.5.1'}/${edge.channel}` : undefined;
}

test('whatever is written for an intent has the schema of its kind, and keeps the rules of it, in every release and channel', () => {
  const counts = new Map<string, number>();
  const problems = new Set<string>();
  const known = new Set<string>();
  for (const { ask, edges = EDGES } of ALL) {
    for (const { name, edge } of edges) {
      for (const object of outcomeOf(ask, edge).objects) {
        const [kind, set, text] = [`${object.apiVersion}/${object.kind}`, setOf(edge), JSON.stringify(object)];
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
        if (WITHOUT_SCHEMA.includes(kind) || known.has(`${set} ${text}`)) continue;
        known.add(`${set} ${text}`);
        for (const problem of problemsOf([object], set)) problems.add(`${name}: ${problem}`);
      }
    }
  }
  const lines = [...counts].sort().map(([kind, count]) => `${kind}: ${count}${WITHOUT_SCHEMA.includes(kind) ? ', without a schema' : ''}`);
  console.info(`objects of ${ALL.length} intents on ${EDGES.length} edges, ${known.size} different ones${schemasPresent ? '' : ', none of them held against a schema'}\n${lines.join('\n')}`);
  expect([...problems]).toEqual([]);
  expect([...counts.keys()].filter((kind) => WITHOUT_SCHEMA.includes(kind)).sort()).toEqual(WITHOUT_SCHEMA);
});
