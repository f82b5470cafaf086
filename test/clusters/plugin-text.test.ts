import { PLUGIN_TEXTS, pluginNamed } from '../../src/clusters/plugin-text';
import { PLUGINS } from '../../src/clusters/plugins';

test('every plugin has a name for the command line, by which it is found', () => {
  const found = PLUGIN_TEXTS.map((text) => pluginNamed(text));
  expect(found.map((one) => ('problem' in one ? one.problem : one.name)).sort()).toEqual(Object.values(PLUGINS).map(({ title }) => title).sort());
});

test.each([
  ['cilium@1.18', 'Cilium 1.18', false], ['cilium', 'Cilium', false], ['cilium@1.20+podsInBlocks+sctp', 'Cilium 1.20', true], ['calico@v3.30.1', 'Calico v3.30.1', true],
])('`%s` is %s', (text, name, podsInBlocks) => {
  const found = pluginNamed(text);
  if ('problem' in found) throw new Error(found.problem);
  expect([found.name, found.enforces.podsInBlocks.support === 'yes']).toEqual([name, podsInBlocks]);
});
