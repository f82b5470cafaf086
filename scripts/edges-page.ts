/** The page of what each controller carries of an exposure: what it says is what the renderers are told, so that neither can be wrong alone. */
import { GATEWAY_CONTROLLERS } from '../src/dialects/render-gateway-controllers';
import { INGRESS_CONTROLLERS } from '../src/dialects/render-ingress-controllers';
import { SERVICE_EDGE_CAPABILITIES } from '../src/dialects/service/capabilities';
import { Source, Support } from '../src/model/capability';
import { GatewayControllerName, IngressControllerName } from '../src/model/edge';
import { EdgeCapabilities, EXPOSURE_FEATURES, ExposureFeature } from '../src/model/feature';
import { FEATURE_GROUPS, FEATURE_TITLES } from '../src/model/feature-title';

/** The command that writes the page anew. */
export const COMMAND = 'npx projen docs:edges';

const ANY_OTHER = 'any other';
const COLUMNS_AT_MOST = 8;

const INGRESS_TITLES: Readonly<Record<IngressControllerName, string>> = {
  'ingress-nginx': 'ingress-nginx',
  'traefik': 'Traefik',
  'haproxy': 'HAProxy',
  'contour': 'Contour',
  'kong': 'Kong',
  'aws-alb': 'AWS',
  'gce': 'GKE',
  'generic': ANY_OTHER,
};

const GATEWAY_TITLES: Readonly<Record<GatewayControllerName, string>> = {
  'envoy-gateway': 'Envoy Gateway',
  'istio': 'Istio',
  'cilium': 'Cilium',
  'traefik': 'Traefik',
  'nginx-gateway-fabric': 'NGINX Gateway Fabric',
  'contour': 'Contour',
  'kong': 'Kong',
  'haproxy': 'HAProxy',
  'kgateway': 'kgateway',
  'gke': 'GKE',
  'aws-alb': 'AWS',
  'generic': ANY_OTHER,
};

/** A controller, or several of which the same is known. */
interface Column {
  readonly titles: readonly string[];
  readonly capabilities: EdgeCapabilities;
}

const SERVICE: Column = { titles: ['a Service'], capabilities: SERVICE_EDGE_CAPABILITIES };

/** The whole page. */
export function edgesPage(): string {
  const ingress = columnsOf(INGRESS_TITLES, INGRESS_CONTROLLERS);
  const gateway = columnsOf(GATEWAY_TITLES, GATEWAY_CONTROLLERS);
  return `${[
    '# Edges',
    `What the controller of each edge can do of all that an [exposure](guide/exposure.md) can ask. Whatever is asked of one that cannot do it is a finding,
[\`CANNOT_EXPRESS\`](findings.md#cannot_express), which names the way out; nothing is left out in silence. This page is generated from the tables by which exposures are
rendered: \`${COMMAND}\`.`,
    '“–” is no, “since” the version from which on it can be counted on. By what each controller is told stands [below](#by-what-and-what-else), with what it cannot do exactly, and the sources.',
    '## Ingress',
    'ingress-nginx was retired in March 2026: it is here for clusters that still run it, and gets no security fix any more.',
    ...whoElse(ingress),
    ...split(ingress).flatMap(matrices),
    '## Gateway API',
    ...whoElse(gateway),
    ...split(gateway).flatMap(matrices),
    '## A Service alone',
    'What `Edge.loadBalancer`, `Edge.awsNlb` and `Edge.nodePort` carry: streams, each by a Service of its own.',
    '## By what, and what else',
    ...ingress.flatMap((column) => details(`${titleOf(column)}, by Ingress`, column)),
    ...gateway.flatMap((column) => details(`${titleOf(column)}, by the Gateway API`, column)),
    ...details('A Service alone', SERVICE),
  ].join('\n\n')}\n`;
}

/** One column for each table of capabilities, in the order of the titles; whoever has that of any other controller is in its column. */
function columnsOf<N extends string>(
  titles: Readonly<Record<N, string>>, controllers: Readonly<Record<N, { readonly capabilities: EdgeCapabilities }>>,
): Column[] {
  const columns = new Map<string, Column>();
  for (const name of Object.keys(titles) as N[]) { // the keys of a record over these names
    const { capabilities } = controllers[name];
    const key = JSON.stringify(capabilities);
    columns.set(key, { capabilities, titles: [...(columns.get(key)?.titles ?? []), titles[name]] });
  }
  return [...columns.values()].sort((a, b) => Number(isAnyOther(a)) - Number(isAnyOther(b)));
}

function isAnyOther({ titles }: Column): boolean {
  return titles.includes(ANY_OTHER);
}

function titleOf(column: Column): string {
  return isAnyOther(column) ? ANY_OTHER : column.titles.join(', ');
}

/** Whom “any other” means beside those that have no name. */
function whoElse(columns: readonly Column[]): string[] {
  const named = columns.filter(isAnyOther).flatMap(({ titles }) => titles.filter((title) => title !== ANY_OTHER));
  return named.length === 0 ? [] : [`Of ${named.join(', ')} nothing beyond that which is known of “${ANY_OTHER}” is used.`];
}

/** As many columns as fit beside each other. */
function split(columns: readonly Column[]): Column[][] {
  const parts = Math.ceil(columns.length / COLUMNS_AT_MOST);
  const size = Math.ceil(columns.length / parts);
  return Array.from({ length: parts }, (_, i) => columns.slice(i * size, (i + 1) * size));
}

/** A table for each group of features: one for all would be too long to see the heads of its columns. */
function matrices(columns: readonly Column[]): string[] {
  return FEATURE_GROUPS.map(({ title, features }) => table(
    [title, ...columns.map(titleOf)],
    features.map((feature) => [FEATURE_TITLES[feature], ...columns.map(({ capabilities }) => cellOf(capabilities[feature]))]),
  ));
}

function cellOf(support: Support): string {
  switch (support.support) {
    case 'yes':
      return 'yes';
    case 'since':
      return `since ${support.since}`;
    case 'no':
      return '–';
  }
}

/** By what one controller is told, what to do where it cannot be, and where both were read. */
function details(title: string, { capabilities }: Column): string[] {
  const sources = [...new Map(EXPOSURE_FEATURES.map((feature) => [textOf(capabilities[feature].source), capabilities[feature].source])).values()];
  const numberOf = (source: Source): string => String(sources.findIndex((one) => textOf(one) === textOf(source)) + 1);
  const carried = rowsOf(capabilities, (support) => (support.support === 'no' ? undefined : [howOf(support), numberOf(support.source)]));
  const beyond = rowsOf(capabilities, (support) => (support.support === 'no' ? [support.instead ?? 'choose another edge, or leave it out', numberOf(support.source)] : undefined));
  return [
    `### ${title}`,
    ...(carried.length === 0 ? [] : [table(['Asked', 'By', 'Source'], carried)]),
    ...(beyond.length === 0 ? [] : [table(['Beyond it', 'The way out', 'Source'], beyond)]),
    `Sources: ${sources.map((source, i) => `${i + 1} [${nameOf(source)}](${source.url}) (${source.version})`).join(', ')}.`,
  ];
}

/** A row for all features of which the same is said, in the order of the groups. */
function rowsOf(capabilities: EdgeCapabilities, say: (support: Support) => readonly string[] | undefined): string[][] {
  const rows = new Map<string, { readonly said: readonly string[]; readonly features: ExposureFeature[] }>();
  for (const feature of FEATURE_GROUPS.flatMap(({ features }) => features)) {
    const said = say(capabilities[feature]);
    if (said === undefined) continue;
    const row = rows.get(said.join('|')) ?? { said, features: [] };
    row.features.push(feature);
    rows.set(said.join('|'), row);
  }
  return [...rows.values()].map(({ said, features }) => [features.map((feature) => FEATURE_TITLES[feature]).join(', '), ...said]);
}

function howOf(support: Exclude<Support, { readonly support: 'no' }>): string {
  const how = support.how ?? 'the API itself';
  return support.support === 'since' ? `${how} (since ${support.since})` : how;
}

function textOf({ url, version }: Source): string {
  return `${url} ${version}`;
}

/** The end of an address, by which a reader tells sources apart. */
export function nameOf({ url }: Source): string {
  const { hostname, pathname, hash } = new URL(url);
  const last = pathname.split('/').filter((part) => part !== '').at(-1);
  return `${last ?? hostname}${hash}`;
}

/** A table of Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}
