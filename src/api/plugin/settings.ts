import { pluginNamed } from '../../clusters/plugin-text';
import { refuse } from '../../model/finding';
import type { PluginSettings } from '../../plugin/settings';
import { isProblem, parseCidr } from '../../sets/cidr';

const KNOWN = ['apiServerCidrs', 'expectFile', 'lint', 'lockFile', 'nodeCidrs', 'plugin', 'podCidrs', 'severity'];

/**
 * The properties of a plug-in, which may come from YAML and be anything: one that is misspelt would be a check that nobody makes.
 *
 * Throws `PLUGIN_INVALID`.
 */
export function settingsOf(props: unknown): PluginSettings {
  if (typeof props !== 'object' || props === null || Array.isArray(props)) return refuse('PLUGIN_INVALID', `the properties are ${shown(props)}: give a mapping, or none`);
  const fields = new Map<string, unknown>(Object.entries(props));
  const strange = [...fields.keys()].filter((key) => !KNOWN.includes(key));
  if (strange.length > 0) refuse('PLUGIN_INVALID', `the plug-in has no property ${strange.map((key) => `\`${key}\``).join(', ')}: it has ${KNOWN.map((key) => `\`${key}\``).join(', ')}`);
  const [expectFile, lockFile] = [fileIn(fields, 'expectFile'), fileIn(fields, 'lockFile')];
  const plugin = networkPluginIn(fields.get('plugin'));
  const settings: PluginSettings = {
    lint: lintIn(fields.get('lint')),
    severity: severityIn(fields.get('severity')),
    ...(expectFile === undefined ? {} : { expectFile }),
    ...(lockFile === undefined ? {} : { lockFile }),
    podCidrs: blocksIn(fields, 'podCidrs'),
    nodeCidrs: blocksIn(fields, 'nodeCidrs'),
    apiServerCidrs: blocksIn(fields, 'apiServerCidrs'),
    ...(plugin === undefined ? {} : { plugin }),
  };
  if (!settings.lint && expectFile === undefined && lockFile === undefined) {
    refuse('PLUGIN_INVALID', 'the plug-in has nothing to look at: leave `lint` on, or give `expectFile` or `lockFile`');
  }
  return settings;
}

function lintIn(value: unknown): boolean {
  if (value === undefined || typeof value === 'boolean') return value ?? true;
  return refuse('PLUGIN_INVALID', `\`lint\` is ${shown(value)}: give true or false`);
}

function severityIn(value: unknown): PluginSettings['severity'] {
  if (value === undefined) return 'error';
  if (value === 'error' || value === 'warning') return value;
  return refuse('PLUGIN_INVALID', `\`severity\` is ${shown(value)}: give \`error\` or \`warning\`, the least finding of lint that fails`);
}

function networkPluginIn(value: unknown): PluginSettings['plugin'] {
  if (value === undefined) return undefined;
  if (typeof value !== 'string') return refuse('PLUGIN_INVALID', `\`plugin\` is ${shown(value)}: give the name of a network plugin, such as \`cilium@1.18\``);
  const plugin = pluginNamed(value);
  return 'problem' in plugin ? refuse('PLUGIN_INVALID', `\`plugin\` is ${shown(value)}, which ${plugin.problem}`) : plugin;
}

function fileIn(fields: ReadonlyMap<string, unknown>, key: string): string | undefined {
  const value = fields.get(key);
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.trim() !== '' && value !== '-') return value;
  return refuse('PLUGIN_INVALID', `\`${key}\` is ${shown(value)}: give the name of a file, relative to the folder in which cdk8s runs`);
}

function blocksIn(fields: ReadonlyMap<string, unknown>, key: string): readonly string[] {
  const value = fields.get(key) ?? [];
  if (!Array.isArray(value)) return refuse('PLUGIN_INVALID', `\`${key}\` is ${shown(value)}: give a list of CIDRs`);
  return value.map((text: unknown) => {
    const cidr = typeof text === 'string' ? parseCidr(text) : undefined;
    if (cidr === undefined) return refuse('PLUGIN_INVALID', `\`${key}\` has ${shown(text)} in it: give CIDRs as texts`);
    return isProblem(cidr) ? refuse('PLUGIN_INVALID', `\`${key}\` has \`${cidr.text}\` in it, which ${cidr.detail}`) : cidr.text;
  });
}

function shown(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value) ?? String(value)}\``;
}
