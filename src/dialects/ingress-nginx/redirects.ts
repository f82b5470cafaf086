import { PathPattern, patternOf, TARGET_PATH } from './patterns';
import { Labels } from '../../model/endpoint';
import { IngressExposure } from '../../model/exposure';
import { PathChange, RouteModel } from '../../model/route';

/** A route that sends clients elsewhere. */
export type RedirectRoute = RouteModel & { readonly action: Extract<RouteModel['action'], { kind: 'redirect' }> };

/** An Ingress that redirects: for which hosts, whether its path is a pattern, and with what; or why there is none. */
export type RedirectWay =
  | { readonly hosts: readonly string[]; readonly isPattern: boolean; readonly annotations: Labels }
  | { readonly problem: string };

/** Whether a route redirects. */
export function isRedirect(route: RouteModel): route is RedirectRoute {
  return route.action.kind === 'redirect';
}

/**
 * How a redirect is said. One whose whole address is known is `permanent-redirect`, with any status; it answers with that address alone. One that
 * keeps a part of the request is a `rewrite-target` that begins with a scheme, to which nginx answers 302 by itself.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/annotations/redirect/redirect.go
 * @see https://nginx.org/en/docs/http/ngx_http_rewrite_module.html#rewrite (read in November 2026)
 */
export function redirectWays(exposure: IngressExposure, route: RedirectRoute): RedirectWay[] {
  const { host, path, status } = route.action;
  const scheme = route.action.scheme ?? ownScheme(exposure);
  const port = route.action.port === undefined ? '' : `:${route.action.port}`;
  const exactHosts = exposure.hosts.filter((one) => !one.startsWith('*.'));
  const wildcard = exposure.hosts.find((one) => one.startsWith('*.'));
  if (path?.kind === 'full' && scheme !== undefined && (host !== undefined || wildcard === undefined)) {
    const fixed = (to: string, hosts: readonly string[]): RedirectWay => ({
      hosts,
      isPattern: false,
      annotations: { 'permanent-redirect': `${scheme}://${to}${port}${path.value}`, 'permanent-redirect-code': String(status) },
    });
    return host === undefined ? exactHosts.map((one) => fixed(one, [one])) : [fixed(host, exposure.hosts)];
  }
  if (status !== 302) {
    return [{
      problem: `it answers 302 to whatever keeps a part of the request, and the redirect of path \`${route.path}\` asks for ${status}: `
      + 'use `RedirectStatus.FOUND`, or name `host`, `https` and a whole `path`',
    }];
  }
  const kept = keptPath(route, path);
  return [kept === undefined
    ? { problem: `the redirect of path \`${route.path}\` cannot lead to \`${path?.value ?? route.path}\`: use letters, digits and \`.\`, \`_\`, \`~\`, \`:\`, \`-\` and \`/\` only` }
    : { hosts: exposure.hosts, isPattern: true, annotations: { 'rewrite-target': `${scheme ?? '$scheme'}://${host ?? '$host'}${port}${kept}` } }];
}

/** The scheme of every client, where there is but one. */
function ownScheme({ tls, httpsRedirect }: IngressExposure): 'http' | 'https' | undefined {
  if (httpsRedirect) return 'https';
  return tls === undefined ? 'http' : undefined;
}

function keptPath(route: RedirectRoute, change: PathChange | undefined): string | undefined {
  const value = change?.value ?? route.path;
  if (!TARGET_PATH.test(value)) return undefined;
  const pattern: PathPattern = patternOf(route);
  return change?.kind === 'full' ? value : pattern.behind?.(value);
}
