import { AddressBlock, Endpoint, Labels } from './endpoint';
import { GuardrailsModel, GuardrailStatement, SystemPathModel, TenantsModel } from './guardrails';
import { PortMatch } from './port';

/** The label with the name of a namespace, which every namespace carries. */
export const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** One condition on a label of namespaces; all conditions of a list must hold. `NotIn` holds where there is no such label. */
export type NamespaceCondition =
  | { readonly key: string; readonly operator: 'In' | 'NotIn'; readonly values: readonly string[] }
  | { readonly key: string; readonly operator: 'Exists' };

/** The other side of a rule. */
export type GuardrailPeer =
  | { readonly kind: 'pods'; readonly namespaces: readonly NamespaceCondition[]; readonly pods: Labels | 'all' }
  | { readonly kind: 'addresses'; readonly blocks: readonly AddressBlock[] }
  /** The API server, with the addresses that are known of it, perhaps none. */
  | { readonly kind: 'apiServer'; readonly blocks: readonly AddressBlock[] }
  /** Pods, nodes, and everything outside. */
  | { readonly kind: 'everybody' };

/** One rule: what it says of whoever is at the other side. */
export interface GuardrailRule {
  readonly statement: GuardrailStatement;
  readonly peers: readonly GuardrailPeer[];
  /** Empty means every port. */
  readonly ports: readonly PortMatch[];
}

/** One policy of the guardrails, whatever the API in which it is written. */
export interface GuardrailPolicy {
  /** What its name ends with. */
  readonly part: string;
  readonly action: 'allow' | 'deny';
  /** The namespaces of its pods. */
  readonly subject: readonly NamespaceCondition[];
  readonly ingress: readonly GuardrailRule[];
  readonly egress: readonly GuardrailRule[];
}

/** The policies of guardrails. */
export interface GuardrailPolicies {
  /** Those that come before whatever a namespace says, the first one first. */
  readonly admin: readonly GuardrailPolicy[];
  /** What holds for pods of which no namespace says anything. */
  readonly baseline?: GuardrailPolicy;
}

/**
 * Puts guardrails into policies, in the order in which they are asked: ways that are always open, ports that never are, then the tenants, one policy
 * each. No two have one place, so that nobody needs to know what becomes of rules that meet.
 */
export function guardrailPolicies(guardrails: GuardrailsModel): GuardrailPolicies {
  const guarded = guardedNamespaces(guardrails);
  const { neverOpen, baseline, callers } = guardrails;
  const held: GuardrailPeer = callers === 'everybody' ? { kind: 'everybody' } : EVERY_POD;
  return {
    admin: [
      ...systemPolicies(guardrails.paths, guarded),
      ...(neverOpen.length === 0 ? [] : [{
        part: 'never-open', action: 'deny' as const, subject: guarded, egress: [], ingress: [{ statement: 'neverOpen' as const, peers: [held], ports: neverOpen }],
      }]),
      ...(guardrails.tenants === undefined ? [] : tenantPolicies(guardrails, guardrails.tenants)),
    ],
    ...(baseline.length === 0 ? {} : {
      baseline: {
        part: 'baseline',
        action: 'deny' as const,
        subject: guarded,
        ingress: baseline.includes('ingress') ? [{ statement: 'baseline' as const, peers: [held], ports: [] }] : [],
        egress: baseline.includes('egress') ? [{ statement: 'baseline' as const, peers: [{ kind: 'everybody' as const }], ports: [] }] : [],
      },
    }),
  };
}

const EVERY_POD: GuardrailPeer = { kind: 'pods', namespaces: [], pods: 'all' };

/** The guarded namespaces. */
function guardedNamespaces({ namespaces, platform }: GuardrailsModel): NamespaceCondition[] {
  return namespaces === undefined
    ? [{ key: NAMESPACE_NAME, operator: 'NotIn', values: platform }]
    : [{ key: NAMESPACE_NAME, operator: 'In', values: namespaces }];
}

function systemPolicies(paths: readonly SystemPathModel[], subject: readonly NamespaceCondition[]): GuardrailPolicy[] {
  const rulesOf = (direction: SystemPathModel['direction']) => paths.filter((path) => path.direction === direction).map((path): GuardrailRule => ({
    statement: path.name, peers: path.peers.flatMap(peerOf), ports: path.ports,
  }));
  return paths.length === 0 ? [] : [{ part: 'system', action: 'allow', subject, ingress: rulesOf('ingress'), egress: rulesOf('egress') }];
}

function peerOf(peer: Endpoint): GuardrailPeer[] {
  switch (peer.kind) {
    case 'pods': {
      const { namespaces } = peer;
      return [{ kind: 'pods', pods: peer.pods, namespaces: namespaces === 'all' ? [] : conditionsOf('name' in namespaces ? { [NAMESPACE_NAME]: namespaces.name } : namespaces.labels) }];
    }
    case 'addresses':
    case 'apiServer': return [{ kind: peer.kind, blocks: peer.blocks }];
    // none of these is ever the place of a system party
    case 'account':
    case 'nodes':
    case 'dnsName':
    case 'unnameable':
    case 'anyone': return [];
  }
}

function conditionsOf(labels: Labels): NamespaceCondition[] {
  return Object.entries(labels).map(([key, value]) => ({ key, operator: 'In', values: [value] }));
}

/**
 * Each tenant is shut towards every namespace that is neither its own nor the platform's: those of other tenants, and those that are nobody's. A
 * namespace with a value of the label that nobody declared is shut towards all of them, others with the same value among them. Namespaces that are not
 * guarded are shut towards nobody.
 */
function tenantPolicies({ namespaces, platform }: GuardrailsModel, tenants: TenantsModel): GuardrailPolicy[] {
  const notPlatform: NamespaceCondition = { key: NAMESPACE_NAME, operator: 'NotIn', values: platform };
  const within: NamespaceCondition[] = namespaces === undefined ? [notPlatform] : [{ key: NAMESPACE_NAME, operator: 'In', values: namespaces }];
  const shut = (part: string, subject: readonly NamespaceCondition[], foreign: readonly NamespaceCondition[]): GuardrailPolicy => {
    const rules: GuardrailRule[] = [{ statement: 'tenants', peers: [{ kind: 'pods', namespaces: foreign, pods: 'all' }], ports: [] }];
    return { part, action: 'deny', subject, ingress: rules, egress: rules };
  };
  if (tenants.kind === 'namespaces') {
    const parts = partNames(tenants.tenants.map(({ name }) => name));
    return tenants.tenants.flatMap((tenant, i) => {
      const guarded = tenant.namespaces.filter((name) => namespaces?.includes(name) !== false);
      return guarded.length === 0 ? [] : [shut(
        `tenant-${parts[i] ?? ''}`,
        [{ key: NAMESPACE_NAME, operator: 'In', values: guarded }],
        [{ key: NAMESPACE_NAME, operator: 'NotIn', values: [...tenant.namespaces, ...platform].sort() }],
      )];
    });
  }
  const { key, values } = tenants;
  const parts = partNames(values);
  return [
    ...values.map((value, i) => shut(
      `tenant-${parts[i] ?? ''}`, [{ key, operator: 'In', values: [value] }, ...within], [{ key, operator: 'NotIn', values: [value] }, notPlatform],
    )),
    shut('undeclared-tenants', [{ key, operator: 'Exists' }, { key, operator: 'NotIn', values }, ...within], [notPlatform]),
  ];
}

/** What the names of tenants are in names of objects, each another: labels may have letters that names may not. */
function partNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const base = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
    const part = [base, ...names.map((_, i) => `${base}-${i + 2}`)].find((one) => !taken.has(one)) ?? base;
    taken.add(part);
    return part;
  });
}

/** A list in as many parts as it takes, where an API takes so many items at most. */
export function portions<T>(items: readonly T[], atMost: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / atMost) }, (_, i) => items.slice(i * atMost, (i + 1) * atMost));
}
