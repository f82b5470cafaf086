/** The page of what each network plugin enforces: what it says is what the profiles are made of, so that neither can be wrong alone. */
import { nameOf, table } from './edges-page';
import { PluginClaim, PluginRow } from '../src/clusters/plugin-row';
import { PluginName, PLUGINS } from '../src/clusters/plugins';
import { Source } from '../src/model/capability';
import { PLUGIN_CAPABILITIES, PLUGIN_CAPABILITY_TITLES, PluginCapability } from '../src/model/plugin-capability';

/** The command that writes the page anew. */
export const COMMAND = 'npx projen docs:plugins';

/** Which rows stand beside each other: the five that are known in full, with what any other is taken for, and the others. */
const PARTS: readonly { readonly title: string; readonly names: readonly PluginName[] }[] = [
  { title: 'In full', names: ['conformant', 'calico', 'canal', 'cilium', 'kubeRouter', 'flannel'] },
  { title: 'In part', names: ['kindnet', 'awsVpcCni', 'antrea', 'ovnKubernetes', 'gkeDataplaneV2'] },
];

const GROUPS: readonly { readonly title: string; readonly capabilities: readonly PluginCapability[] }[] = [
  { title: 'Core policies', capabilities: ['networkPolicy', 'endPort', 'sctp', 'ipv6'] },
  { title: 'How it is understood', capabilities: ['podsInBlocks', 'nodesInBlocks', 'afterTranslation', 'ownNode', 'selfTraffic'] },
  { title: 'For the whole cluster', capabilities: ['adminNetworkPolicy', 'baselineAdminNetworkPolicy', 'clusterNetworkPolicy', 'ownClusterPolicies', 'hostPolicies'] },
  { title: 'Beyond it', capabilities: ['ownPolicies', 'denyRules', 'tiers', 'serviceAccounts', 'dnsNames', 'http', 'logging', 'dryRun', 'egressGateway', 'serviceProxy'] },
];

/** The whole page. */
export function pluginsPage(): string {
  return `${[
    '# Network plugins',
    `What each network plugin enforces, and how it understands it. A [cluster profile](guide/clusters.md#network-plugins) names the plugin, and whatever policies of this
library rely on and the plugin does not enforce is a finding, [\`NOT_ENFORCED\`](findings.md#not_enforced). This page is generated from the rows of which the profiles are
made: \`${COMMAND}\`.`,
    `“–” is no, “?” that nothing was found: not to be counted on. “Since” is the first version that has it, “on demand” what whoever runs the cluster has to turn on. By what
each does it, what else there is, and where that was read stands [below](#by-what-and-where-it-was-read). \`overrides\` of the plugin says otherwise for one cluster, field by field.`,
    ...PARTS.flatMap(({ title, names }) => [`## ${title}`, ...GROUPS.map((group) => matrix(group.title, group.capabilities, names))]),
    '## By what, and where it was read',
    ...PARTS.flatMap(({ names }) => names.flatMap((name) => details(name, PLUGINS[name]))),
  ].join('\n\n')}\n`;
}

function matrix(title: string, capabilities: readonly PluginCapability[], names: readonly PluginName[]): string {
  return table(
    [title, ...names.map((name) => headOf(PLUGINS[name].title))],
    capabilities.map((capability) => [PLUGIN_CAPABILITY_TITLES[capability], ...names.map((name) => cellOf(PLUGINS[name].claims[capability]))]),
  );
}

function headOf(title: string): string {
  return title.replace(/^(?:the|a) /, '');
}

function cellOf(claim: PluginClaim): string {
  switch (claim.claim) {
    case 'yes':
      return 'yes';
    case 'since':
      return claim.until === undefined ? `since ${claim.since}` : `since ${claim.since}, before ${claim.until}`;
    case 'setting':
      return claim.since === undefined ? 'on demand' : `on demand since ${claim.since}`;
    case 'no':
      return '–';
    case 'unknown':
      return '?';
  }
}

function details(name: PluginName, { title, versions, claims }: PluginRow): string[] {
  const known = PLUGIN_CAPABILITIES.flatMap((capability) => {
    const claim = claims[capability];
    return claim.claim === 'unknown' ? [] : [{ capability, claim }];
  });
  const sources = [...new Map(known.map(({ claim }) => [textOf(claim.source), claim.source])).values()];
  const numberOf = (source: Source): string => String(sources.findIndex((one) => textOf(one) === textOf(source)) + 1);
  const span = versions === undefined ? '' : ` Versions from ${versions.oldest} to ${versions.newest}; a newer one counts as the last.`;
  return [
    `### ${headOf(title)}`,
    `\`NetworkPlugin.${name}()\`.${span}`,
    table(['What', 'By', 'Source'], rowsOf(known, numberOf)),
    `Sources: ${sources.map((source, i) => `${i + 1} [${nameOf(source)}](${source.url}) (${source.version})`).join(', ')}.`,
  ];
}

/** A row for all capabilities of which the same is said. */
function rowsOf(
  known: readonly { readonly capability: PluginCapability; readonly claim: Known }[], numberOf: (source: Source) => string,
): string[][] {
  const rows = new Map<string, { readonly said: readonly string[]; readonly titles: string[] }>();
  for (const { capability, claim } of known) {
    const said = [saidOf(claim), numberOf(claim.source)];
    const row = rows.get(said.join('|')) ?? { said, titles: [] };
    row.titles.push(PLUGIN_CAPABILITY_TITLES[capability]);
    rows.set(said.join('|'), row);
  }
  return [...rows.values()].map(({ said, titles }) => [titles.join(', '), ...said]);
}

type Known = Exclude<PluginClaim, { readonly claim: 'unknown' }>;

function saidOf(claim: Known): string {
  switch (claim.claim) {
    case 'yes':
      return claim.how ?? 'yes';
    case 'since':
      return [`${cellOf(claim)}`, claim.how ?? claim.instead].filter((part) => part !== undefined).join(': ');
    case 'setting':
      return [`on by ${claim.setting}${claim.since === undefined ? '' : `, since ${claim.since}`}`, claim.how].filter((part) => part !== undefined).join(': ');
    case 'no':
      return claim.instead === undefined ? 'no' : `no: ${claim.instead}`;
  }
}

function textOf({ url, version }: Source): string {
  return `${url} ${version}`;
}
