import { HeadersSpec } from './kinds';
import { literal } from './rule';
import { CorsModel } from '../../model/traffic';

/**
 * What browsers are told of other origins. An origin with a wildcard is a pattern, tied to both ends: any names below the domain, and no other port.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/headers/#cors-headers (3.7)
 */
export function corsHeaders({ origins, methods, headers, exposedHeaders, credentials, maxAgeSeconds }: CorsModel): HeadersSpec {
  const patterns = origins.filter((origin) => origin.includes('//*.'));
  const exact = origins.filter((origin) => !patterns.includes(origin));
  return {
    ...(credentials ? { accessControlAllowCredentials: true } : {}),
    ...(headers.length === 0 ? {} : { accessControlAllowHeaders: headers }),
    accessControlAllowMethods: methods,
    ...(exact.length === 0 ? {} : { accessControlAllowOriginList: exact }),
    ...(patterns.length === 0 ? {} : { accessControlAllowOriginListRegex: patterns.map(patternOf) }),
    ...(exposedHeaders.length === 0 ? {} : { accessControlExposeHeaders: exposedHeaders }),
    ...(maxAgeSeconds === undefined ? {} : { accessControlMaxAge: maxAgeSeconds }),
    // caches must not give the answer for one origin to another
    ...(origins.includes('*') ? {} : { addVaryHeader: true }),
  };
}

function patternOf(origin: string): string {
  const [scheme = '', domain = ''] = origin.split('*.');
  return `^${literal(scheme)}([a-z0-9-]+\\.)+${literal(domain)}$`;
}
