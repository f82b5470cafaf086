import { Chance } from './chance';

/** One workload, as the policies need to know it. */
export interface App {
  readonly name: string;
  readonly system: string;
  readonly namespace: Namespace;
}

/** One namespace with what runs in it. */
export interface Namespace {
  readonly name: string;
  readonly team: string;
  readonly env: string;
  readonly apps: App[];
}

const NAME = 'app.kubernetes.io/name';
const NAMESPACE = 'kubernetes.io/metadata.name';

/** Exactly so many policies: a few of the tiers, default denials, then one app at a time. */
export function policiesOf(namespaces: readonly Namespace[], count: number, chance: Chance): object[] {
  const ranked = tieredPolicies();
  const guarded = namespaces.slice(0, Math.ceil(namespaces.length / 2)).slice(0, Math.max(0, count - ranked.length)).map(defaultDenial);
  const rest = Math.max(0, count - ranked.length - guarded.length);
  return [...ranked, ...guarded, ...Array.from({ length: rest }, (_, i) => appPolicy(i, namespaces, chance))].slice(0, count);
}

function networkPolicy(namespace: Namespace, name: string, spec: object): object {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace: namespace.name }, spec };
}

/** Every second one isolates egress as well, and lets DNS through. */
function defaultDenial(namespace: Namespace, index: number): object {
  if (index % 2 === 0) return networkPolicy(namespace, 'default-deny', { podSelector: {}, policyTypes: ['Ingress'] });
  const dns = { to: [{ namespaceSelector: { matchLabels: { [NAMESPACE]: 'ns-0' } }, podSelector: labels('app-0-0') }], ports: [{ protocol: 'UDP', port: 53 }] };
  return networkPolicy(namespace, 'default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'], egress: [dns] });
}

function labels(app: string): object {
  return { matchLabels: { [NAME]: app } };
}

/** What one app lets in, and every third time what it lets out. */
function appPolicy(index: number, namespaces: readonly Namespace[], chance: Chance): object {
  const namespace = chance.of(namespaces);
  const app = chance.of(namespace.apps);
  const ingress = Array.from({ length: 1 + chance.below(3) }, () => (
    { from: [peer(namespace, namespaces, chance)], ports: [chance.below(3) === 0 ? { port: 'http' } : { port: 8080 }] }
  ));
  const egress = index % 3 !== 0 ? undefined : [
    { to: [peer(namespace, namespaces, chance)], ports: [{ port: 8080 }, { port: 9000, endPort: 9000 + chance.below(100) }] },
    outside(chance),
  ];
  const spec = { podSelector: subject(app, chance), policyTypes: egress === undefined ? ['Ingress'] : ['Ingress', 'Egress'], ingress, ...(egress && { egress }) };
  return networkPolicy(namespace, `${app.name}-${index}`, spec);
}

function subject(app: App, chance: Chance): object {
  switch (chance.below(8)) {
    case 0: return { matchLabels: { 'app.kubernetes.io/part-of': app.system } };
    case 1: return { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['web'] }] };
    default: return labels(app.name);
  }
}

function peer(own: Namespace, namespaces: readonly Namespace[], chance: Chance): object {
  const other = chance.of(namespaces);
  switch (chance.below(10)) {
    case 0: return { namespaceSelector: { matchLabels: { team: other.team } } };
    case 1: return { namespaceSelector: { matchLabels: { team: own.team, env: own.env } }, podSelector: { matchLabels: { tier: 'api' } } };
    case 2: return { podSelector: {} };
    case 3: return { ipBlock: { cidr: `10.${chance.below(200)}.0.0/16` } };
    case 4:
    case 5: return { namespaceSelector: { matchLabels: { [NAMESPACE]: other.name } }, podSelector: labels(chance.of(other.apps).name) };
    default: return { podSelector: labels(chance.of(own.apps).name) };
  }
}

function outside(chance: Chance): object {
  return chance.below(2) === 0
    ? { to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'] } }, { ipBlock: { cidr: '::/0', except: ['fc00::/7'] } }], ports: [{ port: 443 }] }
    : { to: [{ ipBlock: { cidr: `203.0.113.${chance.below(256)}/32` } }], ports: [{ port: 5432 }] };
}

/** What administrators lay down before and behind everybody's own policies. */
function tieredPolicies(): object[] {
  const everything = { namespaces: {} };
  const ofEnv = (env: string) => ({ namespaces: { matchLabels: { env } } });
  return [
    tiered('monitoring', 'Admin', 10, everything, {
      ingress: [{ action: 'Accept', from: [{ pods: { namespaceSelector: { matchLabels: { [NAMESPACE]: 'ns-0' } }, podSelector: labels('app-0-1') } }], protocols: [{ tcp: { destinationPort: { number: 9100 } } }] }],
    }),
    tiered('metadata', 'Admin', 20, everything, { egress: [{ action: 'Deny', to: [{ networks: ['169.254.169.254/32'] }] }] }),
    tiered('dev-to-prod', 'Admin', 30, ofEnv('prod'), { ingress: [{ action: 'Deny', from: [ofEnv('dev')] }] }),
    tiered('staging', 'Admin', 40, ofEnv('staging'), { ingress: [{ action: 'Pass', from: [ofEnv('staging')] }, { action: 'Deny', from: [ofEnv('dev')] }] }),
    tiered('baseline', 'Baseline', 10, ofEnv('prod'), {
      ingress: [{ action: 'Accept', from: [ofEnv('prod')] }, { action: 'Deny', from: [everything] }],
    }),
  ];
}

function tiered(name: string, tier: string, priority: number, of: object, rules: object): object {
  return { apiVersion: 'policy.networking.k8s.io/v1alpha2', kind: 'ClusterNetworkPolicy', metadata: { name }, spec: { tier, priority, subject: of, ...rules } };
}
