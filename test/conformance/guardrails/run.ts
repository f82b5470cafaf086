import { App, Chart } from 'cdk8s';
import { NamedPlugin, PLUGINS } from './profiles';
import { Cluster, ClusterProfile, PlatformGuardrails, PlatformGuardrailsProps } from '../../../src';
import { Verdict } from '../../../src/reachability/trace';
import { cidrsAmong } from '../../../src/sets/cidr';
import { pod, policy, World } from '../../reachability/world';
import { expectValid } from '../../schemas/validate';

/** One connection of which guardrails say something, and what. */
export interface Asked {
  /** `namespace/pod`, or an address. */
  readonly source: string;
  readonly destination: string;
  readonly port: number;
  readonly protocol?: 'TCP' | 'UDP';
  readonly verdict: Verdict;
  /** The same where a plugin knows the API server by its identity, wherever it is. */
  readonly byIdentity?: Verdict;
}

/** Something that a platform team asks. */
export interface GuardrailIntent {
  readonly name: string;
  readonly props: PlatformGuardrailsProps;
  /** What policies of namespaces say beside it, but those of the platform: nothing, or the worst that they can. */
  readonly namespaces: 'say nothing' | 'allow everything' | 'allow nothing';
  readonly asked: readonly Asked[];
}

const TENANT = 'acme.dev/tenant';

/** Namespaces of two tenants, of one that nobody declared, of nobody, and of the platform, each with pods. */
const NAMESPACES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'blue-web': { [TENANT]: 'blue' },
  'blue-db': { [TENANT]: 'blue' },
  'green-web': { [TENANT]: 'green' },
  'red-web': { [TENANT]: 'red' },
  'loose': {},
  'kube-system': {},
  'monitoring': {},
};

const PLATFORM = ['kube-system', 'monitoring'];

function worldObjects(says: GuardrailIntent['namespaces']): object[] {
  const worst = says === 'allow everything' ? { ingress: [{}], egress: [{}] } : {};
  return Object.entries(NAMESPACES).flatMap(([name, labels]) => [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } },
    pod(`${name}/app`), pod(`${name}/other`),
    ...(says === 'say nothing' || PLATFORM.includes(name) ? [] : [policy(`${name}/worst`, { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ...worst })]),
  ]).concat([
    pod('kube-system/dns', { labels: { 'k8s-app': 'kube-dns' } }),
    pod('monitoring/prometheus', { labels: { 'app.kubernetes.io/name': 'prometheus' } }),
  ]);
}

/** What became of guardrails on one cluster. */
export interface Outcome {
  readonly objects: readonly object[];
  readonly codes: readonly string[];
  readonly findings: readonly string[];
}

/** Asks for guardrails on a cluster, and gives what is written and what is found. */
export function outcomeOf(props: PlatformGuardrailsProps, { plugin }: NamedPlugin): Outcome {
  const app = new App();
  Cluster.attach(app, ClusterProfile.of({ plugin, podCidrs: ['10.244.0.0/16'], nodeCidrs: ['10.0.0.0/16'], apiServer: { addresses: ['10.0.0.10/32'] } }));
  const { objects } = new PlatformGuardrails(new Chart(app, 'platform'), 'platform', props);
  const written = objects.map((object): object => object.toJson() as object); // an ApiObject writes an object
  expectValid(written);
  const findings = synthesized(app);
  return { objects: written, findings, codes: findings.map((line) => /\(([A-Z_]+)\)$/.exec(line)?.[1] ?? line) };
}

function synthesized(app: App): string[] {
  try {
    app.synthYaml();
    return [];
  } catch (error) {
    return String(error).split('\n').filter((line) => line.startsWith('  [') || line.startsWith('  ') && /\([A-Z_]+\)$/.test(line)).map((line) => line.trim());
  }
}

/** What is wrong with an intent on a cluster: every verdict is the asked one, or there is one gap that says why not. */
function faultsOf({ asked, namespaces }: GuardrailIntent, { objects, codes }: Outcome): string[] {
  if (codes.length > 0) {
    const expected = codes.length === 1 && ['CANNOT_EXPRESS', 'NOT_ENFORCED'].includes(codes[0] ?? '');
    return expected ? [] : [`${codes.length} findings in the place of one gap: ${codes.join(', ')}`];
  }
  const world = new World([...worldObjects(namespaces), ...objects], FACTS);
  const isCilium = objects.some((object) => 'kind' in object && object.kind === 'CiliumClusterwideNetworkPolicy');
  return asked.flatMap(({ source, destination, port, protocol = 'TCP', verdict, byIdentity = verdict }) => {
    const found = world.verdict(source, destination, port, protocol);
    const wanted = isCilium ? byIdentity : verdict;
    return found === wanted ? [] : [`${source} to ${destination} on ${port}/${protocol} is ${found}, and should be ${wanted}`];
  });
}

const FACTS = { podCidrs: cidrsAmong(['10.244.0.0/16']), nodeCidrs: cidrsAmong(['10.0.0.0/16']) };

/** Holds one intent against every plugin. The tables are for a person to read. */
export function conformance(title: string, intents: readonly GuardrailIntent[]): void {
  describe(title, () => {
    test.each(intents)('$name holds on every plugin, or is one gap', (intent) => {
      const rows = PLUGINS.map((plugin) => ({ name: plugin.name, outcome: outcomeOf(intent.props, plugin) }));
      expect(rows.flatMap(({ name, outcome }) => faultsOf(intent, outcome).map((fault) => `${name}: ${fault}`))).toEqual([]);
      expect(tableOf(rows)).toMatchSnapshot();
    });
  });
}

/** A line for each plugin, with the kinds that it gets or the gap; those that fare alike in one. */
function tableOf(rows: readonly { readonly name: string; readonly outcome: Outcome }[]): string {
  const byFate = new Map<string, string[]>();
  for (const { name, outcome: { objects, findings } } of rows) {
    const kinds = [...new Set(objects.map((object) => `${'kind' in object ? String(object.kind) : ''}`))].sort().join(', ');
    const said = findings.map((line) => (line.endsWith('(NOT_ENFORCED)') ? 'nothing is enforced (NOT_ENFORCED)' : line.replace(/^\[.*?\] guardrails `platform` ask that /, '')));
    const fate = said.length === 0 ? `exact: ${kinds}` : said.join(' | ');
    byFate.set(fate, [...byFate.get(fate) ?? [], name]);
  }
  return [...byFate].map(([fate, names]) => `${names.join(', ')}\n  ${fate}`).join('\n');
}
