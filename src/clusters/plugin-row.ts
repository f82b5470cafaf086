import { ServiceProxyName } from './service-proxy';
import { isSupported, Source, Support } from '../model/capability';
import { PLUGIN_CAPABILITIES, PluginCapability } from '../model/plugin-capability';
import { DryRunForm, PolicyApiName, PolicyDialectName } from '../model/policy-api';
import { compareVersions } from '../model/version';

/** What is known of one capability of a plugin, for all its versions. */
export type PluginClaim =
  | { readonly claim: 'yes'; readonly source: Source; readonly how?: string }
  /** From a version on; where `until` is given, up to the one before it. */
  | { readonly claim: 'since'; readonly since: string; readonly until?: string; readonly source: Source; readonly how?: string; readonly instead?: string }
  /** Off unless whoever runs the cluster has turned `setting` on. */
  | { readonly claim: 'setting'; readonly setting: string; readonly since?: string; readonly source: Source; readonly how?: string }
  | { readonly claim: 'no'; readonly source: Source; readonly instead?: string }
  /** Nothing was found that says so or otherwise: not to be counted on. */
  | { readonly claim: 'unknown' };

/** A plugin in all its versions. */
export interface PluginRow {
  readonly title: string;
  /** The versions of which the row speaks; absent where nothing depends on it. A newer one counts as the newest. */
  readonly versions?: { readonly oldest: string; readonly newest: string };
  readonly claims: Readonly<Record<PluginCapability, PluginClaim>>;
  /** The version from which on `**.` before a name in its policies is one label or more; absent where it has no such names. */
  readonly deepNamesSince?: string;
  /** How it shares the connections of Services out where it does so. */
  readonly proxy?: ServiceProxyName;
  /** Kinds of policies of its maker's own that it enforces; absent means none that is read here. */
  readonly ownKinds?: readonly string[];
  /** The namespaces of its own pods, beside `kube-system`, as its maker installs it. */
  readonly namespaces?: readonly string[];
  /** How it is told what core NetworkPolicy has no word for; absent where that is not written here. */
  readonly policies?: PolicyDialectName;
  /** How policies are written that only show what they would do; absent where nothing of that is written here. */
  readonly dryRun?: DryRunForm;
  /** How it is told to lead connections through gateways; absent where that is not written here. */
  readonly egressGateways?: PolicyDialectName;
}

/** What somebody knows of a cluster better than the rows do. */
export interface PluginFacts {
  /** As `3.30` or `1.18.2`. */
  readonly version?: string;
  /** Capabilities whose setting is turned on. */
  readonly on?: readonly PluginCapability[];
  /** Capabilities that are there or not, whatever the row says. */
  readonly said?: Readonly<Partial<Record<PluginCapability, boolean>>>;
  /** In which API policies are written, of a plugin that has one of its own. */
  readonly policies?: PolicyApiName;
}

/** The network plugin of one cluster. */
export interface PluginModel {
  /** With its version where that is known. */
  readonly name: string;
  /** The newest that is known where nobody has said it; absent where nothing depends on it. */
  readonly version?: string;
  readonly enforces: Readonly<Record<PluginCapability, Support>>;
  /** Whether `**.` before a name in its policies is one label or more, and not one alone; absent where it has no such names. */
  readonly deepNames?: boolean;
  /** Who shares the connections of Services out, where that follows from the plugin. */
  readonly proxy?: ServiceProxyName;
  /** Kinds of policies of its maker's own that it enforces. */
  readonly ownKinds?: readonly string[];
  /** The namespaces of its own pods, beside `kube-system`. */
  readonly namespaces?: readonly string[];
  /** How it is told what core NetworkPolicy has no word for, and whether the rest is said there, too; absent where all is core. */
  readonly policies?: { readonly dialect: PolicyDialectName; readonly api: PolicyApiName };
  /** How policies are written that only show what they would do; absent where it has none. */
  readonly dryRun?: DryRunForm;
  /** How it is told to lead connections through gateways, if it does so; absent where that is not written here. */
  readonly egressGateways?: PolicyDialectName;
}

const GUIDE = 'https://github.com/cdk8s-reach/cdk8s-reach/blob/main/docs/guide/clusters.md#network-plugins';

/** Where a user said so. */
const SAID: Source = { url: GUIDE, version: 'as the cluster profile says' };

/** Where nobody did. */
const NOBODY: Source = { url: GUIDE, version: 'no source was found' };

/** What a plugin does in one cluster. */
export function pluginOf(row: PluginRow, facts: PluginFacts = {}): PluginModel {
  const version = facts.version ?? row.versions?.newest ?? '0';
  const enforces = {} as Record<PluginCapability, Support>; // filled below, for each name of the closed list
  for (const capability of PLUGIN_CAPABILITIES) {
    const said = facts.said?.[capability];
    enforces[capability] = said === undefined
      ? supportAt(row.claims[capability], { version, capability, isOn: facts.on?.includes(capability) ?? false })
      : { support: said ? 'yes' : 'no', source: SAID };
  }
  return {
    name: facts.version === undefined ? row.title : `${row.title} ${facts.version}`,
    ...(row.versions === undefined ? {} : { version }),
    enforces,
    ...(row.deepNamesSince === undefined ? {} : { deepNames: compareVersions(version, row.deepNamesSince) >= 0 }),
    ...(row.ownKinds === undefined ? {} : { ownKinds: row.ownKinds }),
    ...(row.namespaces === undefined ? {} : { namespaces: row.namespaces }),
    ...(row.policies === undefined || !isSupported(enforces.ownPolicies) ? {} : { policies: { dialect: row.policies, api: facts.policies ?? 'core' } }),
    ...(row.dryRun === undefined || !isSupported(enforces.dryRun) ? {} : { dryRun: row.dryRun }),
    ...(row.egressGateways === undefined ? {} : { egressGateways: row.egressGateways }),
    ...(row.proxy !== undefined && enforces.serviceProxy.support !== 'no' ? { proxy: row.proxy } : {}),
  };
}

interface Asked {
  readonly version: string;
  readonly capability: PluginCapability;
  readonly isOn: boolean;
}

function supportAt(claim: PluginClaim, { version, capability, isOn }: Asked): Support {
  switch (claim.claim) {
    case 'yes':
      return { support: 'yes', source: claim.source, ...howOf(claim) };
    case 'since': {
      if (isWithin(version, claim)) return { support: 'yes', source: claim.source, ...howOf(claim) };
      const until = claim.until === undefined ? '' : `, and before ${claim.until}`;
      return { support: 'no', source: claim.source, instead: claim.instead ?? `it is there from ${claim.since} on${until}` };
    }
    case 'setting':
      if (!isWithin(version, claim)) return { support: 'no', source: claim.source, instead: `it is there from ${claim.since} on, by ${claim.setting}` };
      return isOn
        ? { support: 'yes', source: claim.source, ...howOf(claim) }
        : { support: 'no', source: claim.source, instead: `turn on ${claim.setting}, and say so, as in \`overrides: { ${capability}: true }\`` };
    case 'no':
      return { support: 'no', source: claim.source, ...(claim.instead === undefined ? {} : { instead: claim.instead }) };
    case 'unknown':
      return { support: 'no', source: NOBODY, instead: `nothing is known of it: if you know that it does, say so, as in \`overrides: { ${capability}: true }\`` };
  }
}

function howOf({ how }: { readonly how?: string }): { readonly how?: string } {
  return how === undefined ? {} : { how };
}

function isWithin(version: string, { since, until }: { readonly since?: string; readonly until?: string }): boolean {
  return (since === undefined || compareVersions(version, since) >= 0) && (until === undefined || compareVersions(version, until) < 0);
}

/** Words for what one source says. */
export interface PluginClaims {
  readonly yes: (how?: string) => PluginClaim;
  readonly since: (since: string, more?: { readonly until?: string; readonly how?: string; readonly instead?: string }) => PluginClaim;
  readonly setting: (setting: string, more?: { readonly since?: string; readonly how?: string }) => PluginClaim;
  readonly no: (instead?: string) => PluginClaim;
}

/** What one source says: every claim of a row has the place where it was read. */
export function pluginClaims(url: string, version: string): PluginClaims {
  const source: Source = { url, version };
  return {
    yes: (how) => ({ claim: 'yes', source, ...howOf({ how }) }),
    since: (since, more = {}) => ({ claim: 'since', since, source, ...more }),
    setting: (setting, more = {}) => ({ claim: 'setting', setting, source, ...more }),
    no: (instead) => ({ claim: 'no', source, ...(instead === undefined ? {} : { instead }) }),
  };
}

/** Nothing was found. */
export const UNKNOWN: PluginClaim = { claim: 'unknown' };
