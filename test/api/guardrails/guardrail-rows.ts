import { Chart, JsonPatch } from 'cdk8s';
import { Edge, NetworkPlugin, PlatformGuardrails, PlatformGuardrailsProps, Port, SystemPath, Tenants, TierApi } from '../../../src';
import { FindingCode } from '../../../src/model/finding';
import { Shop } from '../shop';

/** One thing that is wrong with guardrails. */
export interface GuardrailRow {
  readonly name: string;
  readonly code: FindingCode;
  readonly run: (shop: Shop) => unknown;
  readonly says: RegExp;
}

const onCalico = (): Shop => new Shop({ plugin: NetworkPlugin.calico(), nodeCidrs: ['10.0.0.0/16'], edges: [Edge.traefik('public')] });

function guardrails(props: PlatformGuardrailsProps, id = 'platform', shop: Shop = onCalico()): PlatformGuardrails {
  return new PlatformGuardrails(new Chart(shop.app, `chart-of-${id}`), id, props);
}

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `t${i}`);

/** Bad arguments of guardrails. */
export const GUARDRAIL_ROWS: readonly GuardrailRow[] = [
  { name: 'no tenant by label', code: 'GUARDRAILS_INVALID', run: () => Tenants.byLabel('team', []), says: /there is no tenant: name one, or leave `tenants` out/ },
  { name: 'an empty tenant', code: 'GUARDRAILS_INVALID', run: () => Tenants.byLabel('team', ['']), says: /a tenant by label `team` is empty: name the values of the label/ },
  { name: 'a tenant that is no label value', code: 'LABEL_INVALID', run: () => Tenants.byLabel('team', ['" || all() || a == "']), says: /is not a label value/ },
  { name: 'a label that is none', code: 'LABEL_INVALID', run: () => Tenants.byLabel('team) || has(a', ['a']), says: /the label of tenants `team\) \|\| has\(a`/ },
  { name: 'a tenant twice', code: 'GUARDRAILS_INVALID', run: () => Tenants.byLabel('team', ['a', 'b', 'a']), says: /tenant `a` is named twice: name it once/ },
  { name: 'too many tenants', code: 'GUARDRAILS_INVALID', run: () => Tenants.byLabel('team', numbered(65)), says: /`65` tenants are too many: at most 64 have room among the priorities/ },
  { name: 'no tenant by namespaces', code: 'GUARDRAILS_INVALID', run: () => Tenants.byNamespaces({}), says: /there is no tenant/ },
  { name: 'a tenant without namespaces', code: 'GUARDRAILS_INVALID', run: () => Tenants.byNamespaces({ blue: [] }), says: /tenant `blue` has no namespaces: name one, or leave the tenant out/ },
  { name: 'a tenant with a space', code: 'NAME_INVALID', run: () => Tenants.byNamespaces({ 'a b': ['shop'] }), says: /the name of a tenant `a b`/ },
  { name: 'a namespace that is none', code: 'NAME_INVALID', run: () => Tenants.byNamespaces({ blue: ['Shop'] }), says: /a namespace of tenant `blue` `Shop`/ },
  {
    name: 'a namespace of two tenants',
    code: 'GUARDRAILS_INVALID',
    run: () => Tenants.byNamespaces({ blue: ['shop'], green: ['shop'] }),
    says: /namespace `shop` is named for tenant `blue` and for tenant `green`: name it once, for the tenant whose it is/,
  },
  {
    name: 'too many namespaces of tenants',
    code: 'GUARDRAILS_INVALID',
    run: () => Tenants.byNamespaces({ blue: numbered(201) }),
    says: /`201` namespaces of tenants are too many to be named: at most 200 are; label them, as in `Tenants.byLabel\(…\)`/,
  },
  { name: 'metrics without a port', code: 'GUARDRAILS_INVALID', run: () => SystemPath.metrics(), says: /`SystemPath.metrics\(\)` names no port/ },
  {
    name: 'one path twice',
    code: 'GUARDRAILS_INVALID',
    run: () => guardrails({ systemPaths: [SystemPath.dns(), SystemPath.dns()] }),
    says: /`SystemPath.dns\(…\)` is among the `systemPaths` twice: name all its ports in one/,
  },
  {
    name: 'a namespace of a tenant that is the platform\'s',
    code: 'GUARDRAILS_INVALID',
    run: () => guardrails({ tenants: Tenants.byNamespaces({ blue: ['monitoring'] }) }),
    says: /namespace `monitoring` is guarded by guardrails `platform`, or a tenant's, and is the platform's as well: it can be one of the two; those of the platform are `calico-apiserver`, .*`traefik`/,
  },
  { name: 'a guarded namespace of the platform', code: 'GUARDRAILS_INVALID', run: () => guardrails({ namespaces: ['kube-system'] }), says: /namespace `kube-system` is guarded/ },
  { name: 'no guarded namespace', code: 'GUARDRAILS_INVALID', run: () => guardrails({ namespaces: [] }), says: /`namespaces` of guardrails is empty, and would guard nothing/ },
  { name: 'too many guarded namespaces', code: 'GUARDRAILS_INVALID', run: () => guardrails({ namespaces: numbered(201) }), says: /`201` `namespaces` of guardrails are too many to be named: at most 200 are/ },
  { name: 'a guarded namespace that is none', code: 'NAME_INVALID', run: () => guardrails({ namespaces: ['a b'] }), says: /a namespace of `namespaces` `a b`/ },
  { name: 'a namespace of the platform that is none', code: 'NAME_INVALID', run: () => guardrails({ platformNamespaces: ['A'] }), says: /a namespace of `platformNamespaces` `A`/ },
  {
    name: 'a port that is always and never open',
    code: 'GUARDRAILS_INVALID',
    run: () => guardrails({ neverOpen: [Port.tcp(9000, { endPort: 9200 })], systemPaths: [SystemPath.metrics(Port.metrics(9100))] }),
    says: /`9100\/TCP` of guardrails `platform` is a port that is never open, and one for metrics, which is always open: choose one of the two/,
  },
  { name: 'a local port', code: 'PORT_LOCAL', run: () => guardrails({ neverOpen: [Port.local(9)] }), says: /of `neverOpen` is for the localhost of one pod, which no policy sees: use `Port.tcp\(9\)`/ },
  {
    name: 'too many ports',
    code: 'GUARDRAILS_INVALID',
    run: () => guardrails({ neverOpen: numbered(101).map((_, i) => Port.tcp(i + 1)) }),
    says: /`101` ports of `neverOpen` of guardrails `platform` are too many: at most 100; a range is one/,
  },
  { name: 'a name with a capital', code: 'NAME_INVALID', run: () => guardrails({}, 'Platform'), says: /the name of PlatformGuardrails, `Platform`/ },
  { name: 'a long name', code: 'GUARDRAILS_INVALID', run: () => guardrails({ name: 'n'.repeat(41) }), says: /the name `n{41}` of guardrails is too long: at most 40 characters/ },
  { name: 'a broken priority', code: 'GUARDRAILS_INVALID', run: () => guardrails({ firstPriority: 1.5 }), says: /firstPriority `1.5` of guardrails `platform` is no whole number from 0 to 900/ },
  { name: 'a high priority', code: 'GUARDRAILS_INVALID', run: () => guardrails({ firstPriority: 901 }), says: /firstPriority `901`/ },
  {
    name: 'an API that the plugin does not have',
    code: 'GUARDRAILS_INVALID',
    run: () => guardrails({ tierApi: TierApi.ADMIN_NETWORK_POLICY }),
    says: /network plugin `Calico` does not have the `tierApi` of guardrails `platform`: leave it out, or say in `overrides` of the plugin that it does/,
  },
  {
    name: 'an API of which the plugin has half',
    code: 'GUARDRAILS_INVALID',
    run: () => guardrails({ tierApi: TierApi.ADMIN_NETWORK_POLICY }, 'platform', new Shop({ plugin: NetworkPlugin.calico({ version: '3.29' }) })),
    says: /network plugin `Calico 3.29` does not have the `tierApi`/,
  },
];

/** What a synth finds of guardrails, under their construct. */
export const GUARDRAIL_FINDINGS: readonly (GuardrailRow & { readonly path: string; readonly shop: () => Shop })[] = [
  {
    name: 'a second set of guardrails',
    code: 'GUARDRAILS_TWICE',
    path: 'chart-of-second/second',
    shop: onCalico,
    run: (shop) => [guardrails({}, 'first', shop), guardrails({}, 'second', shop)],
    says: /guardrails `second` are the second ones of their cluster, beside those of `chart-of-first\/first`, and which of their rules come first nobody has said: ask for everything in one set/,
  },
  {
    name: 'an object of guardrails that is patched',
    code: 'GUARDRAIL_BROKEN',
    path: 'chart-of-platform/platform',
    shop: onCalico,
    run: (shop) => guardrails({ neverOpen: [Port.tcp(22)] }, 'platform', shop).objects.find(({ name }) => name === 'platform.never-open')?.addJsonPatch(JsonPatch.remove('/spec/ingress/0')),
    says: /guardrails `platform` ask that no guarded pod is called on 22\/TCP, and whatever the policies of its namespace allow, .* may be called by .* on TCP 22/,
  },
  {
    name: 'guardrails that are about the platform, too',
    code: 'GUARDRAIL_BROKEN',
    path: 'chart-of-platform/platform',
    shop: onCalico,
    run: (shop) => guardrails({}, 'platform', shop).objects.find(({ name }) => name === 'platform-baseline.baseline')?.addJsonPatch(JsonPatch.replace('/spec/namespaceSelector', 'has(projectcalico.org/name)')),
    says: /guardrails `platform` leave pods alone that they do not guard, and without a policy of its namespace, every pod of namespace traefik may not be called by pods .* on every port; 10 kinds of pairs beside it fare so \(GUARDRAIL_BROKEN\)$/m,
  },
  {
    name: 'tenants that are shut towards the platform',
    code: 'GUARDRAIL_BROKEN',
    path: 'chart-of-platform/platform',
    shop: onCalico,
    run: (shop) => guardrails({ tenants: Tenants.byNamespaces({ blue: ['shop'] }) }, 'platform', shop).objects.find(({ name }) => name === 'platform.tenant-blue')
      ?.addJsonPatch(JsonPatch.replace('/spec/egress/0/destination/namespaceSelector', 'projectcalico.org/name != "shop"')),
    says: /guardrails `platform` shut nothing between pods but what they ask, and whatever the policies of its namespace allow, every pod of namespace shop may not call every pod of namespace traefik on every port; 1 kind of pair beside it fares so \(GUARDRAIL_BROKEN\)$/,
  },
];
