import { AnyFilter, HeaderModifier, HttpFilter, PathModifier } from './kinds';
import { ExtensionRef } from '../../model/controller';
import { ExposureFeature } from '../../model/feature';
import { PathChange, RouteAction, RouteModel } from '../../model/route';
import { CorsModel, HeaderChangesModel, TrafficModel } from '../../model/traffic';

/** Which features are said in fields of the API. */
export type ByApi = (feature: ExposureFeature) => boolean;

/** The filters of one rule, in the order in which they are to be applied: what answers by itself comes first. */
export function filtersOf({ action }: RouteModel, traffic: TrafficModel, refs: readonly ExtensionRef[], byApi: ByApi): HttpFilter[] {
  const { cors } = traffic;
  return [
    ...(cors === undefined || !byApi('cors') ? [] : [corsFilter(cors)]),
    ...headerFilters(traffic, byApi, action.kind === 'redirect'),
    ...(action.kind === 'redirect' ? (byApi('redirect') ? [redirectFilter(action)] : []) : rewriteFilter(action, byApi)),
    ...refs.map(extension),
  ];
}

/** The filters that a GRPCRoute has as well; a redirect makes an answer, and passes no request on. */
export function headerFilters({ requestHeaders, responseHeaders }: TrafficModel, byApi: ByApi, isAnswered = false): AnyFilter[] {
  return [
    ...(requestHeaders === undefined || isAnswered || !byApi('headers.request')
      ? []
      : [{ type: 'RequestHeaderModifier', requestHeaderModifier: modifier(requestHeaders) } as const]),
    ...(responseHeaders === undefined || !byApi('headers.response')
      ? []
      : [{ type: 'ResponseHeaderModifier', responseHeaderModifier: modifier(responseHeaders) } as const]),
  ];
}

/** A filter that only the controller knows. */
export function extension({ group, kind, name }: ExtensionRef): AnyFilter {
  return { type: 'ExtensionRef', extensionRef: { group, kind, name } };
}

function modifier({ set, add, remove }: HeaderChangesModel): HeaderModifier {
  return {
    ...(Object.keys(set).length === 0 ? {} : { set: pairs(set) }),
    ...(Object.keys(add).length === 0 ? {} : { add: pairs(add) }),
    ...(remove.length === 0 ? {} : { remove: [...remove].sort() }),
  };
}

function pairs(headers: Readonly<Record<string, string>>): { readonly name: string; readonly value: string }[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function redirectFilter({ scheme, host, port, path, status }: Extract<RouteAction, { kind: 'redirect' }>): HttpFilter {
  return {
    type: 'RequestRedirect',
    requestRedirect: {
      ...(scheme === undefined ? {} : { scheme }),
      ...(host === undefined ? {} : { hostname: host }),
      ...(port === undefined ? {} : { port }),
      ...(path === undefined ? {} : { path: pathModifier(path) }),
      statusCode: status,
    },
  };
}

function rewriteFilter({ rewritePath, rewriteHost }: Extract<RouteAction, { kind: 'serve' }>, byApi: ByApi): HttpFilter[] {
  const path = rewritePath === undefined || !byApi('rewrite.path') ? {} : { path: pathModifier(rewritePath) };
  const hostname = rewriteHost === undefined || !byApi('rewrite.host') ? {} : { hostname: rewriteHost };
  return Object.keys({ ...path, ...hostname }).length === 0 ? [] : [{ type: 'URLRewrite', urlRewrite: { ...hostname, ...path } }];
}

function pathModifier({ kind, value }: PathChange): PathModifier {
  return kind === 'full' ? { type: 'ReplaceFullPath', replaceFullPath: value } : { type: 'ReplacePrefixMatch', replacePrefixMatch: value };
}

/** Without an age browsers keep the answer for 5 seconds, which is what the API says, too. */
function corsFilter({ origins, methods, headers, exposedHeaders, credentials, maxAgeSeconds }: CorsModel): HttpFilter {
  return {
    type: 'CORS',
    cors: {
      // lists of its own for each rule, so that no YAML library writes aliases
      allowOrigins: [...origins],
      allowMethods: [...methods],
      ...(headers.length === 0 ? {} : { allowHeaders: [...headers] }),
      ...(exposedHeaders.length === 0 ? {} : { exposeHeaders: [...exposedHeaders] }),
      ...(credentials ? { allowCredentials: true } : {}),
      ...(maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }),
    },
  };
}
