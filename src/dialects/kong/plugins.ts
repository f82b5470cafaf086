import { KongPlugin } from './kinds';
import { IngressExposure } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { servedBackends } from '../../model/route';
import { CorsModel, HeaderChangesModel, RateLimitModel } from '../../model/traffic';

type Config = KongPlugin['config'];

/** The plugins of an exposure, sorted by their names; each is an object that is named after the exposure and it. */
export function pluginsOf({ name, namespace, labels, traffic }: IngressExposure): KongPlugin[] {
  const { cors, sources, rateLimit, maxBodyBytes, requestHeaders, responseHeaders } = traffic;
  const configs: Readonly<Record<string, Config | undefined>> = {
    'cors': cors && corsConfig(cors),
    'ip-restriction': sources && { allow: sources },
    'rate-limiting': rateLimit && rateConfig(rateLimit),
    'request-size-limiting': maxBodyBytes === undefined ? undefined : { allowed_payload_size: maxBodyBytes, size_unit: 'bytes' },
    'request-transformer': requestHeaders && headersConfig(requestHeaders),
    'response-transformer': responseHeaders && headersConfig(responseHeaders),
  };
  return Object.entries(configs).flatMap(([plugin, config]): KongPlugin[] => (config === undefined ? [] : [{
    apiVersion: 'configuration.konghq.com/v1',
    kind: 'KongPlugin',
    metadata: { name: `${name}-${plugin}`, namespace, labels },
    plugin,
    config,
  }]));
}

/** What the plugins cannot carry as it was asked. */
export function pluginGaps(exposure: IngressExposure): Finding[] {
  return [...rateGaps(exposure), ...templateGaps(exposure)];
}

/**
 * Without a list of headers the plugin allows whatever a page asks for: one that browsers always allow stands for none.
 *
 * @see https://github.com/Kong/kong/blob/01789df426ac4b882755b9074556d4b79c29f038/kong/plugins/cors/handler.lua
 */
function corsConfig({ origins, methods, headers, exposedHeaders, credentials, maxAgeSeconds }: CorsModel): Config {
  return {
    origins: origins.map(originOf),
    methods,
    headers: headers.length === 0 ? ['Accept'] : headers,
    ...(exposedHeaders.length === 0 ? {} : { exposed_headers: exposedHeaders }),
    credentials,
    ...(maxAgeSeconds === undefined ? {} : { max_age: maxAgeSeconds }),
  };
}

/** A wildcard has to be a pattern, which the plugin compares with the whole origin. */
function originOf(origin: string): string {
  if (origin === '*' || !origin.includes('*')) return origin;
  return `^${origin.replaceAll('.', '\\.').replace('*', '[a-z0-9.-]+')}$`;
}

function rateConfig({ requests, per, by }: RateLimitModel): Config {
  return { [per]: requests, limit_by: by === 'client' ? 'ip' : 'service', policy: 'local' };
}

/**
 * To replace alone leaves out what is not there, and to add alone what is: together they set. Kong does so after it has removed, and appends last.
 *
 * @see https://developer.konghq.com/plugins/request-transformer/#order-of-execution (Kong Gateway 3.12)
 */
function headersConfig({ set, add, remove }: HeaderChangesModel): Config {
  const pairs = (headers: Readonly<Record<string, string>>) => Object.entries(headers).map(([name, value]) => `${name}:${value}`);
  return {
    ...(remove.length === 0 ? {} : { remove: { headers: remove } }),
    ...(pairs(set).length === 0 ? {} : { replace: { headers: pairs(set) }, add: { headers: pairs(set) } }),
    ...(pairs(add).length === 0 ? {} : { append: { headers: pairs(add) } }),
  };
}

/** A plugin of a route counts for it alone, and Kong makes a route of every host and Service port. */
function rateGaps(exposure: IngressExposure): Finding[] {
  const ports = new Set(servedBackends(exposure.routes).map(({ serviceName, servicePortName }) => `${serviceName}:${servicePortName}`));
  const routes = Math.max(exposure.hosts.length, 1) * ports.size;
  return exposure.traffic.rateLimit === undefined || routes <= 1 ? [] : [gap(exposure,
    `Kong counts requests for each host and Service port by itself, and \`rateLimit\` is for ${routes} of them: give each an exposure of its own`)];
}

/** What looks like a template is run as Lua. */
function templateGaps(exposure: IngressExposure): Finding[] {
  const { set = {}, add = {} } = exposure.traffic.requestHeaders ?? {};
  return Object.entries({ ...set, ...add }).filter(([, value]) => value.includes('$('))
    .map(([name]) => gap(exposure, `Kong would run what follows \`$(\` in the value of header \`${name}\` of \`requestHeaders\`: use a value without it`));
}
