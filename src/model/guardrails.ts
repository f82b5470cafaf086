import { Endpoint, FlowDirection, Labels } from './endpoint';
import { describePorts } from './intents';
import { order } from './order';
import { Party } from './party';
import { PortMatch } from './port';

/** So many names of namespaces a selector has room for. */
export const NAMESPACES_AT_MOST = 200;

/** Who the tenants of a cluster are: namespaces by the value of a label, each value a tenant, or by their names. */
export type TenantsModel =
  | { readonly kind: 'label'; readonly key: string; readonly values: readonly string[] }
  | { readonly kind: 'namespaces'; readonly tenants: readonly { readonly name: string; readonly namespaces: readonly string[] }[] };

/** A way that is always open: by name, as one cluster has it. */
export interface SystemPathModel {
  readonly name: 'dns' | 'metrics' | 'apiServer';
  /** Whose side of the pods opens: they are called, or they call. */
  readonly direction: FlowDirection;
  /** The other side; nobody where the cluster profile does not know them. */
  readonly peers: readonly Endpoint[];
  readonly ports: readonly PortMatch[];
}

/** Whose connections are held off: those of everybody, or of pods alone. */
export type HeldCallers = 'everybody' | 'pods';

/** What a platform team asks of a whole cluster, as that cluster has it. */
export interface GuardrailsModel {
  readonly name: string;
  /** Labels of every object. */
  readonly labels: Labels;
  /** The first priority that is used, of those that are free. */
  readonly firstPriority: number;
  /** The namespaces that are guarded, sorted; absent means all but those of the platform. */
  readonly namespaces?: readonly string[];
  /** Namespaces that no guardrail holds, and with which every tenant may exchange, sorted. */
  readonly platform: readonly string[];
  readonly tenants?: TenantsModel;
  readonly paths: readonly SystemPathModel[];
  /** Ports on which no guarded pod is called. */
  readonly neverOpen: readonly PortMatch[];
  /** The directions in which a guarded pod is shut as long as no policy of its namespace says otherwise. */
  readonly baseline: readonly FlowDirection[];
  /** Whom `neverOpen` and the ingress of `baseline` hold off. */
  readonly callers: HeldCallers;
}

/** One thing that is asked of a cluster. */
export type GuardrailStatement = SystemPathModel['name'] | 'neverOpen' | 'tenants' | 'baseline';

/**
 * What guardrails hold themselves to: what they state, that whoever is not guarded is left alone, and that of guarded pods nothing else is shut towards
 * other pods.
 */
export type GuardrailPromise = GuardrailStatement | 'unguarded' | 'nothingElse';

/** What is asked, each thing once, in the order in which it holds: a way that is always open comes before whatever shuts. */
export function statementsOf({ paths, neverOpen, tenants, baseline }: GuardrailsModel): GuardrailStatement[] {
  return [
    ...paths.map(({ name }) => name),
    ...(neverOpen.length === 0 ? [] : ['neverOpen' as const]),
    ...(tenants === undefined ? [] : ['tenants' as const]),
    ...(baseline.length === 0 ? [] : ['baseline' as const]),
  ];
}

/** A statement in a sentence, as what holds. */
export function statementText(statement: GuardrailStatement, guardrails: GuardrailsModel): string {
  switch (statement) {
    case 'dns': return 'every guarded pod may ask the DNS of the cluster';
    case 'metrics': return `Prometheus may scrape every guarded pod on ${describePorts(portsOf(guardrails, 'metrics'))}`;
    case 'apiServer': return 'every guarded pod may call the API server';
    case 'neverOpen': return `no guarded pod is called on ${describePorts(guardrails.neverOpen)}${guardrails.callers === 'pods' ? ' by another pod' : ''}`;
    case 'tenants': return `tenants ${tenantNames(guardrails.tenants).map((name) => `\`${name}\``).join(', ')} are kept apart`;
    case 'baseline': return `a guarded pod without a policy is shut (${[...guardrails.baseline].sort(order).join(' and ')})`;
  }
}

function portsOf({ paths }: GuardrailsModel, name: SystemPathModel['name']): readonly PortMatch[] {
  return paths.filter((path) => path.name === name).flatMap(({ ports }) => ports);
}

/** The party at the end of a path. */
export function partyOf(name: SystemPathModel['name']): Party {
  switch (name) {
    case 'dns': return { kind: 'dns' };
    case 'metrics': return { kind: 'prometheus' };
    case 'apiServer': return { kind: 'apiServer' };
  }
}

/** Whether the pods of a namespace are guarded. */
export function isGuarded(namespace: string, { namespaces, platform }: GuardrailsModel): boolean {
  return namespaces === undefined ? !platform.includes(namespace) : namespaces.includes(namespace);
}

/** The names of tenants, as they were declared. */
export function tenantNames(tenants: TenantsModel | undefined): readonly string[] {
  if (tenants === undefined) return [];
  return tenants.kind === 'label' ? tenants.values : tenants.tenants.map(({ name }) => name);
}
