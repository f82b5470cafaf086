import { PluginModel, PluginName, pluginOf, PLUGINS, versionProblem } from './plugins';
import { PLUGIN_CAPABILITIES, PluginCapability } from '../model/plugin-capability';

/** Why a text names no plugin. */
export interface PluginProblem {
  /** As the end of a sentence that begins with the text. */
  readonly problem: string;
}

/** The names as they are written on a command line, such as `kube-router`. */
export const PLUGIN_TEXTS: readonly string[] = Object.keys(PLUGINS).map(textOf).sort();

function textOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/**
 * Reads `NAME[@VERSION][+CAPABILITY…]`: a plugin, perhaps in some version, and what of it is turned on that is off unless somebody does so, as in
 * `aws-vpc-cni+networkPolicy`. Without a version it is the newest that is known.
 */
export function pluginNamed(text: string): PluginModel | PluginProblem {
  const [head = '', ...on] = text.split('+');
  const at = head.indexOf('@');
  const [own, version] = at < 0 ? [head, undefined] : [head.slice(0, at), head.slice(at + 1)];
  const name = Object.keys(PLUGINS).find((one): one is PluginName => textOf(one) === own);
  if (name === undefined) return { problem: `names no known network plugin; write one of ${PLUGIN_TEXTS.join(', ')}` };
  const wrong = version === undefined ? undefined : versionProblem(PLUGINS[name], version);
  if (wrong !== undefined) return { problem: `has a version that ${wrong}` };
  const known = on.flatMap((one): PluginCapability[] => PLUGIN_CAPABILITIES.filter((capability) => capability === one));
  const unknown = on.find((one) => !PLUGIN_CAPABILITIES.some((capability) => capability === one));
  if (unknown !== undefined) return { problem: `turns on \`${unknown}\`, which is nothing that a plugin is known for; docs/plugins.md has the names` };
  return pluginOf(PLUGINS[name], { ...(version === undefined ? {} : { version }), ...(known.length === 0 ? {} : { on: known }) });
}
