/** The page of what each network plugin of example 09 really enforces: the verdicts are those of the engine over what the example writes. */
import { App } from 'cdk8s';
import { BoutiqueCluster, Party, PROXY, reachText } from './boutique-cluster';
import { table } from './edges-page';
import { fleet, PLUGINS } from '../examples/09-online-boutique-plugins/fleet';
import { Registry } from '../src/synth/registry';

/** The command that writes the page anew. */
export const COMMAND = 'npx projen docs:boutique';

const STRIPE = 'api.stripe.com';

/** How somebody gets to a name. */
const WAYS: Readonly<Record<ReturnType<BoutiqueCluster['wayTo']>, string>> = {
  byName: 'open, by its name', byProxy: 'open through the proxy, which holds the name', shut: '**shut**', perhaps: 'perhaps',
};

/** Whom a row of undeclared flows is about, and which way. */
const STRANGERS: readonly (readonly [title: string, direction: 'in' | 'out', party: Party])[] = [
  ['from a neighbour, a pod of the same namespace', 'in', 'neighbour'],
  ['from a pod of another namespace', 'in', 'other'],
  ['from the internet', 'in', '8.8.8.8'],
  ['from the internet, by IPv6', 'in', '2600::1'],
  ['from a node', 'in', '10.0.0.7'],
  ['to a neighbour', 'out', 'neighbour'],
  ['to a pod of another namespace', 'out', 'other'],
  ['to the internet', 'out', '8.8.8.8'],
  ['to the internet, by IPv6', 'out', '2600::1'],
  ['to a node', 'out', '10.0.0.7'],
  ['to the metadata service of a cloud', 'out', '169.254.169.254'],
];

/** The clusters of the example, each read back. */
export function boutiqueClusters(): BoutiqueCluster[] {
  const app = new App();
  fleet(app);
  const registry = Registry.of(app);
  const { written, find } = registry.look();
  const findings = find();
  return Object.entries(PLUGINS).map(([name, plugin]) => {
    return BoutiqueCluster.of({ name: plugin._plugin().plugin.name, scope: app.node.findChild(name), registry, written, findings });
  });
}

/** The whole page. */
export function boutiquePage(): string {
  const clusters = boutiqueClusters();
  const [first] = clusters;
  if (first === undefined) throw new Error('the example has no cluster');
  const heads = clusters.map(({ name }) => name);
  const row = (title: string, cellOf: (cluster: BoutiqueCluster) => string) => [title, ...clusters.map(cellOf)];
  return `${[
    '# Online Boutique on five network plugins',
    `What each cluster of [example 09](../examples/09-online-boutique-plugins) really enforces. One source says who calls whom; what is written for a cluster is read back as
its network plugin understands it, and every cell is the engine's answer over all ports. This page is generated: \`${COMMAND}\`.`,
    '## What is declared',
    'Each of these has to be open.',
    table(['Flow', ...heads], [
      ...first.calls.filter(({ callee }) => callee !== PROXY).map(({ caller, callee, port }) => row(`\`${caller}\` to \`${callee}\` on ${port}`, (cluster) => openText(cluster.isOpen(caller, callee, port)))),
      row('Traefik to `frontend` on 8080/TCP', (cluster) => openText(cluster.isOpen('traefik', 'frontend', '8080/TCP'))),
      row('all of them to the DNS of the cluster', (cluster) => openText(reachesDns(cluster))),
      row(`\`paymentservice\` to \`${STRIPE}\` on 443/TCP`, (cluster) => WAYS[cluster.wayTo('paymentservice', STRIPE, 443)]),
    ]),
    '## What nobody declared',
    `Each of these has to be shut. Where it is not, the cell says for whom and on which ports. A pod's own node cannot be kept out by any policy, and which of the nodes that is
nobody knows from manifests: that is “perhaps”, as it is of an address that may bear the name which the payment service may call.`,
    table(['Flow', ...heads], [
      row('among the workloads, but for the calls above', (cluster) => cluster.undeclaredText()),
      row('the proxy to the internet', (one) => (one.hasProxy ? reachText([one.proxyReach('8.8.8.8')], 1) : 'there is none')),
      ...STRANGERS.map(([title, direction, party]) => row(title, (one) => reachText(one.strangerReach(direction, party), one.workloads.length))),
    ]),
    `Where the plugin knows no names, the payment service reaches its provider through the proxy \`${PROXY}\` alone. No policy knows names there, so that the proxy itself may call any
address of the internet on port 443: it is its configuration that lets through that one name.`,
    '## What is written',
    'Policies, and whatever else is not on every cluster alike.',
    table(['Kind', ...heads], tellingKinds(clusters).map((kind) => row(kind, (cluster) => String(cluster.kinds.get(kind) ?? '–')))),
    '## What is reported',
    ...clusters.flatMap(({ name, findings }) => [`### ${name}`, findings.map((finding) => `- ${finding}`).join('\n') || 'Nothing.']),
  ].join('\n\n')}\n`;
}

/** The kinds of policies, and those of which the clusters do not have the same number. */
function tellingKinds(clusters: readonly BoutiqueCluster[]): string[] {
  const all = [...new Set(clusters.flatMap(({ kinds }) => [...kinds.keys()]))].sort();
  return all.filter((kind) => /Policy /.test(kind) || new Set(clusters.map(({ kinds }) => kinds.get(kind))).size > 1);
}

function reachesDns(cluster: BoutiqueCluster): boolean {
  return cluster.workloads.every((name) => ['53/UDP', '53/TCP'].every((port) => cluster.isOpen(name, 'dns', port)));
}

function openText(isOpen: boolean): string {
  return isOpen ? 'open' : '**shut**';
}
