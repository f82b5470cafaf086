import { backendProtocol, spokenProtocol } from '../../model/backend-protocol';
import { RouteTarget } from '../../model/controller';
import { GatewayExposure } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { BackendModel, RouteModel, servedBackends, ValueMatch } from '../../model/route';

/** What NGINX Gateway Fabric carries in part only. */
export function limitsOf(exposure: GatewayExposure, targets: readonly RouteTarget[]): Finding[] {
  const { routes } = exposure;
  const ofRoutes = [...pathTexts(routes), ...valueTexts(routes), ...http2Texts(routes), ...backendTexts(targets)];
  return [...new Set([...ofRoutes, ...headerTexts(exposure), ...tlsTexts(exposure)])].map((text) => gap(exposure, text));
}

/**
 * A path stands in the configuration of NGINX as it is.
 *
 * @see https://github.com/nginx/nginx-gateway-fabric/blob/e55bfe339/internal/controller/nginx/config/validation/common.go (2.7, `pathFmt`)
 */
function pathTexts(routes: readonly RouteModel[]): string[] {
  return routes.flatMap(({ path, action }) => [
    ...(/[\s{};]/.test(path) ? [`NGINX takes no blanks, braces and semicolons in path \`${path}\`: write a pattern without \`{\` and \`}\`, such as \`[0-9][0-9]\``] : []),
    ...(path.startsWith('/_ngf-internal') ? [`path \`${path}\` is one that NGINX Gateway Fabric keeps for itself: take another`] : []),
    ...pathChanges(action).filter((value) => /[\s{};$]/.test(value)).map((value) => `NGINX takes no blanks, braces, semicolons and \`$\` in the new path \`${value}\`: leave them out`),
  ]);
}

function pathChanges(action: RouteModel['action']): string[] {
  const change = action.kind === 'serve' ? action.rewritePath : action.path;
  return change === undefined ? [] : [change.value];
}

/**
 * A pattern is looked for anywhere in a value, and a header that comes as a list is compared value by value.
 *
 * @see https://github.com/nginx/nginx-gateway-fabric/blob/e55bfe339/internal/controller/nginx/modules/src/httpmatches.js (2.7)
 */
function valueTexts(routes: readonly RouteModel[]): string[] {
  return routes.flatMap(({ headers, query }) => [
    ...headers.filter(({ match, value }) => match === 'exact' && value.includes(',')).map(({ name, value }) => `NGINX takes \`${value}\` of header \`${name}\` apart at its comma: match another value`),
    ...[...headers.map(patternText('header')), ...query.map(patternText('query parameter'))].flat(),
  ]);
}

function patternText(what: string): (value: ValueMatch) => string[] {
  return ({ name, match, value }) => (match === 'exact' || isWhole(value) ? []
    : [`NGINX looks for pattern \`${value}\` anywhere in ${what} \`${name}\`: write \`^(${value.replace(/^\^|\$$/g, '')})$\``]);
}

/** Whether a pattern can match nothing but a whole value: `^` and `$` at its ends, and no choice between them that they are not both part of. */
function isWhole(pattern: string): boolean {
  if (!/^\^.*[^\\]\$$/.test(pattern)) return false;
  const flat = pattern.replace(/\\./g, '_').replace(/\[[^\]]*\]/g, '_');
  let depth = 0;
  return [...flat].every((sign) => {
    depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
    return sign !== '|' || depth > 0;
  });
}

/** @see https://github.com/nginx/nginx-gateway-fabric/blob/e55bfe339/internal/controller/nginx/config/validation/common.go (2.7, `invalidHeaders`) */
function headerTexts({ traffic }: GatewayExposure): string[] {
  return [['requestHeaders', traffic.requestHeaders] as const, ['responseHeaders', traffic.responseHeaders] as const].flatMap(([what, changes]) => {
    const values = [...Object.entries(changes?.set ?? {}), ...Object.entries(changes?.add ?? {})];
    const names = [...values.map(([name]) => name), ...changes?.remove ?? []];
    return [
      ...names.filter((name) => name === 'connection' || name === 'upgrade').map((name) => `NGINX keeps header \`${name}\` of \`${what}\` for itself: leave it out`),
      ...values.filter(([, value]) => /["$\\]/.test(value)).map(([name]) => `NGINX takes no \`$\`, quote or backslash in the value of header \`${name}\` of \`${what}\`: let the app write the header`),
    ];
  });
}

/** It does not read `https` of a Service, and takes `kubernetes.io/wss` with a BackendTLSPolicy only. */
function tlsTexts({ routes, traffic }: GatewayExposure): string[] {
  return traffic.backendTls !== undefined ? [] : servedBackends(routes).filter((backend) => backendProtocol(backend) === 'https')
    .map((backend) => `NGINX Gateway Fabric talks TLS to ${spokenProtocol(backend)} only where it can check the certificate: give \`backendTls\``);
}

/** Through an HTTPRoute NGINX talks to pods in HTTP, without the trailers by which gRPC says how a call ended. */
function backendTexts(targets: readonly RouteTarget[]): string[] {
  return targets.filter(({ kind }) => kind === 'HTTPRoute').flatMap(({ routes }) => servedBackends(routes))
    .filter((backend) => backendProtocol(backend) === 'grpc').map((backend) => `NGINX talks gRPC through a GRPCRoute only, and the one of ${spokenProtocol(backend)} is an HTTPRoute: `
      + 'give gRPC an exposure and a host of its own, with `Path.grpc` or the prefix `/`, and without `cors`');
}

/** @see https://github.com/nginx/nginx-gateway-fabric/blob/e55bfe339/internal/controller/nginx/config/servers.go (2.7, `allValidBackendsAreH2C`) */
function http2Texts(routes: readonly RouteModel[]): string[] {
  return routes.flatMap(({ action, path, grpc }) => (action.kind === 'redirect' || grpc !== undefined ? [] : mixed(action.backends) ? [path] : []))
    .map((path) => `the targets of path \`${path}\` do not all speak HTTP/2, and NGINX talks it to all of them or to none: give them one \`appProtocol\``);
}

function mixed(backends: readonly BackendModel[]): boolean {
  const h2c = backends.filter((backend) => backendProtocol(backend) === 'h2c');
  return h2c.length > 0 && h2c.length < backends.length;
}
