import { PluginName, pluginOf, PLUGINS, unenforcedTierKinds, versionProblem } from '../../src/clusters/plugins';
import { isSupported } from '../../src/model/capability';
import { PLUGIN_CAPABILITIES, PLUGIN_CAPABILITY_TITLES, PluginCapability } from '../../src/model/plugin-capability';

const NAMES = Object.keys(PLUGINS) as PluginName[]; // the keys of a record over these names

function does(name: PluginName, capability: PluginCapability, version?: string): boolean {
  return isSupported(pluginOf(PLUGINS[name], { version }).enforces[capability]);
}

describe('the rows of network plugins', () => {
  test.each(NAMES)('%s has a claim for each capability, and a place where each was read', (name) => {
    expect(Object.keys(PLUGINS[name].claims).sort()).toEqual([...PLUGIN_CAPABILITIES].sort());
    for (const claim of Object.values(PLUGINS[name].claims)) {
      if (claim.claim === 'unknown') continue;
      expect(claim.source.url).toMatch(/^https:\/\/\S+$/);
      expect(claim.source.version).not.toBe('');
    }
  });

  test.each(NAMES)('what %s does not do has a way out, but for what is nobody\'s to mend', (name) => {
    const { enforces } = pluginOf(PLUGINS[name]);
    const without = PLUGIN_CAPABILITIES.filter((capability) => enforces[capability].support === 'no' && !('instead' in enforces[capability]));
    expect(without).toEqual(name === 'canal' ? ['serviceProxy'] : []);
  });

  test('no sentence ends or breaks where it is put into another one', () => {
    const texts = NAMES.flatMap((name) => Object.values(PLUGINS[name].claims)).flatMap((claim) => Object.entries(claim)
      .filter(([key]) => ['how', 'instead', 'setting'].includes(key)).map(([, text]) => String(text)));
    expect(texts.length).toBeGreaterThan(60);
    expect(texts.filter((text) => text.trim() !== text || text === '' || /[\n\r|]|\.$/.test(text))).toEqual([]);
  });

  test('each capability has a title of its own', () => {
    expect(new Set(Object.values(PLUGIN_CAPABILITY_TITLES)).size).toBe(PLUGIN_CAPABILITIES.length);
  });
});

describe('what a plugin does', () => {
  test('a conformant one enforces all of core NetworkPolicy, and no more; Flannel alone enforces nothing', () => {
    const ofPolicies = (name: PluginName) => PLUGIN_CAPABILITIES.filter((capability) => does(name, capability));
    expect(ofPolicies('conformant')).toEqual(['networkPolicy', 'endPort', 'sctp', 'ipv6', 'podsInBlocks', 'nodesInBlocks', 'ownNode', 'selfTraffic']);
    expect(ofPolicies('flannel')).toEqual(['ownNode', 'selfTraffic']);
  });

  test.each<[PluginName, PluginCapability, string, boolean]>([
    ['cilium', 'endPort', '1.15.9', false],
    ['cilium', 'endPort', '1.16', true],
    ['cilium', 'endPort', 'v1.16.0-rc.1', true],
    ['calico', 'adminNetworkPolicy', '3.29', true],
    ['calico', 'baselineAdminNetworkPolicy', '3.29', false],
    ['calico', 'baselineAdminNetworkPolicy', '3.30', true],
    ['calico', 'adminNetworkPolicy', '3.31.7', true],
    ['calico', 'adminNetworkPolicy', '3.32', false],
    ['calico', 'clusterNetworkPolicy', '3.31', false],
    ['calico', 'clusterNetworkPolicy', '3.32', true],
    ['calico', 'dryRun', '3.29.7', false],
    ['calico', 'dryRun', '3.30', true],
    ['kubeRouter', 'sctp', '2.7.1', false],
    ['kubeRouter', 'sctp', '2.10', true],
    ['kindnet', 'networkPolicy', '0.23.0', false],
    ['kindnet', 'networkPolicy', '0.24.0', true],
  ])('%s: %s in version %s is %s', (name, capability, version, expected) => {
    expect(does(name, capability, version)).toBe(expected);
  });

  test('without a version it is the newest that is known, and a newer one counts as that', () => {
    for (const name of NAMES) {
      const { newest } = ('versions' in PLUGINS[name] ? PLUGINS[name].versions : undefined) ?? {};
      const { enforces } = pluginOf(PLUGINS[name]);
      expect(pluginOf(PLUGINS[name], { version: newest }).enforces).toEqual(enforces);
      expect(pluginOf(PLUGINS[name], { version: '99.0' }).enforces).toEqual(enforces);
    }
  });

  test('a setting counts where somebody says that it is on, in the versions that have it', () => {
    const clustered = (facts: Parameters<typeof pluginOf>[1]) => pluginOf(PLUGINS.cilium, facts).enforces.clusterNetworkPolicy;
    expect(clustered({})).toMatchObject({ support: 'no', instead: 'turn on `k8sClusterNetworkPolicy.enabled` of its chart, and say so, as in `overrides: { clusterNetworkPolicy: true }`' });
    expect(clustered({ on: ['clusterNetworkPolicy'] })).toMatchObject({ support: 'yes' });
    expect(clustered({ on: ['clusterNetworkPolicy'], version: '1.19' })).toMatchObject({ support: 'no', instead: expect.stringContaining('from 1.20 on') });
  });

  test('what somebody says of a cluster counts before the row, for that capability alone', () => {
    const [known, said] = [pluginOf(PLUGINS.cilium), pluginOf(PLUGINS.cilium, { said: { sctp: true, endPort: false } })];
    expect([said.enforces.sctp.support, said.enforces.endPort.support]).toEqual(['yes', 'no']);
    expect({ ...said.enforces, sctp: known.enforces.sctp, endPort: known.enforces.endPort }).toEqual(known.enforces);
  });

  test('of nothing that is unknown it is said that it can be counted on', () => {
    for (const name of NAMES) {
      const { enforces } = pluginOf(PLUGINS[name]);
      const unknown = PLUGIN_CAPABILITIES.filter((capability) => PLUGINS[name].claims[capability].claim === 'unknown');
      expect(unknown.filter((capability) => isSupported(enforces[capability]))).toEqual([]);
    }
  });

  test('kinds of the tiers count one by one', () => {
    const CILIUM = ['CiliumClusterwideNetworkPolicy', 'CiliumNetworkPolicy'];
    expect(unenforcedTierKinds(pluginOf(PLUGINS.calico, { version: '3.29' }))).toEqual(['BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy', ...CILIUM]);
    expect(unenforcedTierKinds(pluginOf(PLUGINS.calico))).toEqual(['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', ...CILIUM]);
    expect(unenforcedTierKinds(pluginOf(PLUGINS.ovnKubernetes))).toEqual(['ClusterNetworkPolicy', 'GlobalNetworkPolicy', 'NetworkPolicy.projectcalico.org', ...CILIUM]);
    expect(unenforcedTierKinds(pluginOf(PLUGINS.cilium))).toEqual([
      'AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy', 'GlobalNetworkPolicy', 'NetworkPolicy.projectcalico.org',
    ]);
    expect(unenforcedTierKinds(pluginOf(PLUGINS.canal))).not.toContain('GlobalNetworkPolicy');
    expect(unenforcedTierKinds(pluginOf(PLUGINS.kubeRouter))).toHaveLength(7);
  });

  test('Services are shared out by the plugin only where it does so', () => {
    expect(pluginOf(PLUGINS.cilium).proxy).toBeUndefined();
    expect(pluginOf(PLUGINS.cilium, { on: ['serviceProxy'] }).proxy).toBe('ciliumPlain');
    expect(pluginOf(PLUGINS.kubeRouter, { on: ['serviceProxy'] }).proxy).toBe('kubeRouter');
    expect(pluginOf(PLUGINS.gkeDataplaneV2).proxy).toBe('ciliumPlain');
    expect(pluginOf(PLUGINS.gkeDataplaneV2, { said: { serviceProxy: false } }).proxy).toBeUndefined();
  });
});

describe('versions', () => {
  test.each(['', '1', 'latest', '1.x', '1.18;', '1.2.3.4', ' 1.18'])('`%s` is none', (version) => {
    expect(versionProblem(PLUGINS.cilium, version)).toMatch(/^is not a version/);
  });

  test('one that is older than what is known is refused, a newer one is not', () => {
    expect(versionProblem(PLUGINS.calico, '3.28.1')).toMatch(/^is older than what is known of Calico, which begins with 3\.29/);
    expect(versionProblem(PLUGINS.calico, '3.29.0')).toBeUndefined();
    expect(versionProblem(PLUGINS.calico, '4.0')).toBeUndefined();
  });
});
