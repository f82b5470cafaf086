import { readBootstrap } from './read-config';
import { Field } from '../../fields/field';
import { flattened, listAt, valueAt } from '../../reachability/objects';
import { EgressProxy, ProxyListener } from '../../reachability/rules/egress-proxies';

/** The annotation of the pods by which an egress proxy is known; the renderer writes it, and what it says is of no account here. */
const ANNOTATION = 'cdk8s-reach/egress-config';

/** What Envoy may be told beside the place of its configuration: nothing of it adds to that. */
const HARMLESS_ARGS: ReadonlyMap<string, 'alone' | 'withValue'> = new Map([
  ['--disable-hot-restart', 'alone'], ['--concurrency', 'withValue'], ['--log-level', 'withValue'],
]);

/** The egress proxies among some objects: each Deployment whose pods say that they are one, with what its configuration lets through. */
export function readEgressProxies(objects: readonly unknown[]): EgressProxy[] {
  const all = flattened(objects);
  const configs = new Map(all.filter((object) => isOf(object, 'v1', 'ConfigMap')).map((object) => [idOf(object), object]));
  return all
    .filter((object) => isOf(object, 'apps/v1', 'Deployment') && valueAt(object, 'spec', 'template', 'metadata', 'annotations', ANNOTATION) !== undefined)
    .map((object) => readProxy(object, configs));
}

function readProxy(deployment: unknown, configs: ReadonlyMap<string, unknown>): EgressProxy {
  const strange: string[] = [];
  const { namespace, name } = nameOf(deployment);
  const text = configText(deployment, namespace, configs, strange);
  return { namespace, name, listeners: text === undefined ? [] : listenersIn(text, strange), strange };
}

/** The text of the file that the one container is started with. */
function configText(deployment: unknown, namespace: string, configs: ReadonlyMap<string, unknown>, strange: string[]): string | undefined {
  const pod = valueAt(deployment, 'spec', 'template', 'spec');
  const containers = [...listAt(pod, 'containers'), ...listAt(pod, 'initContainers')];
  const [container] = containers;
  if (containers.length !== 1) strange.push(`containers: ${containers.length} of them, of which one is known`);
  const path = configPath(container, strange);
  if (path === undefined) return undefined;
  const mount = listAt(container, 'volumeMounts').find((one) => path.startsWith(`${String(valueAt(one, 'mountPath'))}/`));
  const volume = listAt(pod, 'volumes').find((one) => mount !== undefined && valueAt(one, 'name') === valueAt(mount, 'name'));
  const key = path.slice(String(valueAt(mount, 'mountPath')).length + 1);
  const config = configs.get(`${namespace}/${String(valueAt(volume, 'configMap', 'name'))}`);
  const text = valueAt(config, 'data', key);
  const isWhole = valueAt(volume, 'configMap', 'items') === undefined && valueAt(mount, 'subPath') === undefined;
  if (typeof text === 'string' && isWhole) return text;
  strange.push(`args: \`${path}\` is no file of a ConfigMap that is written`);
  return undefined;
}

/** Where the configuration is; whatever else could say something of it is strange. */
function configPath(container: unknown, strange: string[]): string | undefined {
  const command = listAt(container, 'command');
  if (command.length > 0 && (command.length > 1 || command[0] !== '/usr/local/bin/envoy')) strange.push(`command: \`${command.join(' ')}\` is not Envoy alone`);
  const args = listAt(container, 'args').map(String);
  let path: string | undefined;
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? '';
    const takes = HARMLESS_ARGS.get(arg);
    if (arg === '-c' && path === undefined) path = args[i += 1];
    else if (takes === 'withValue') i += 1;
    else if (takes === undefined) strange.push(`args: \`${arg}\` may change what the configuration says`);
  }
  if (path === undefined) strange.push('args: no configuration is named');
  return path;
}

function listenersIn(text: string, strange: string[]): ProxyListener[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    strange.push('the configuration is no JSON');
    return [];
  }
  return readBootstrap(new Field('configuration', value, (_, path, problem) => strange.push(`${path}: ${problem}`)));
}

function isOf(object: unknown, apiVersion: string, kind: string): boolean {
  return valueAt(object, 'apiVersion') === apiVersion && valueAt(object, 'kind') === kind;
}

function nameOf(object: unknown): { readonly namespace: string; readonly name: string } {
  return { namespace: String(valueAt(object, 'metadata', 'namespace') ?? 'default'), name: String(valueAt(object, 'metadata', 'name')) };
}

function idOf(object: unknown): string {
  const { namespace, name } = nameOf(object);
  return `${namespace}/${name}`;
}
