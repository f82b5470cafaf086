import { Middleware, MiddlewareSpec } from './kinds';
import { middleware } from './middlewares';
import { redirectSpec, rewriteSpec } from './path-change';
import { ExposureModel } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { fingerprint } from '../../model/fingerprint';
import { requestText, RouteModel } from '../../model/route';

/** What is done with the requests of one route alone: a redirect, or what they become on their way to the pods. */
export function routeMiddlewares(exposure: ExposureModel, { path, action }: RouteModel): Middleware[] {
  if (action.kind === 'redirect') return [named(exposure, 'redirect', redirectSpec(path, action))];
  const { rewritePath, rewriteHost } = action;
  return [
    ...(rewritePath === undefined ? [] : [named(exposure, 'rewrite', rewriteSpec(path, rewritePath))]),
    ...(rewriteHost === undefined ? [] : [named(exposure, 'host', { headers: { customRequestHeaders: { Host: rewriteHost } } })]),
  ];
}

/**
 * What Traefik cannot say of a redirect: it has a permanent and a temporary one, which keep the method of all but GET requests.
 *
 * @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/middlewares/redirect/redirect.go
 */
export function redirectGaps(exposure: ExposureModel): Finding[] {
  return exposure.routes.flatMap(({ action, ...request }) => {
    if (action.kind !== 'redirect' || action.status === 301 || action.status === 302) return [];
    const [near, other] = action.status === 308 ? ['301', 'of which other methods than GET get 308'] : ['302', 'of which other methods than GET get 307'];
    return [gap(exposure, `Traefik redirects with 301 or 302, and path \`${requestText({ ...request })}\` asks for ${action.status}: use ${near}, ${other}`)];
  });
}

/** Named by what it does, so that equal ones are one, and none that is in use is ever changed into another. */
function named(exposure: ExposureModel, purpose: string, spec: MiddlewareSpec): Middleware {
  return middleware(exposure, `${purpose}-${fingerprint(spec)}`, spec);
}
