import { KONG_CAPABILITIES } from './capabilities';
import { pluginGaps, pluginsOf } from './plugins';
import { rewriteAnnotations, rewriteGaps } from './rewrite';
import { serviceAnnotations, upstreamGaps, upstreamPolicies } from './upstream';
import { backendProtocol, protocolsOf } from '../../model/backend-protocol';
import { IngressController, IngressPart } from '../../model/controller';
import { Labels } from '../../model/endpoint';
import { IngressExposure } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { servedBackends } from '../../model/route';

const PREFIX = 'konghq.com';
const PLUGINS = `${PREFIX}/plugins`;

/** The signs of a path that Kong would read as a pattern: it compares whole paths with patterns in which nothing is escaped. */
const PATTERN_SIGNS = /[$()+]/;

/**
 * Kong, whose routes accept some protocols and redirect from the others.
 *
 * A route that accepts `https` alone answers plain HTTP with 426, so the status code goes with it. gRPC clients follow no redirect: a route of
 * `grpcs` alone refuses them. What it talks to the pods, and how patiently, are annotations of the Service, for all its ports and for every
 * exposure of it. What it does with requests are plugins: objects that the Ingress names.
 *
 * @see https://developer.konghq.com/kubernetes-ingress-controller/reference/annotations/ (3.5)
 * @see https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13/internal/dataplane/kongstate/route.go
 */
export const kong: IngressController = {
  title: 'Kong',
  capabilities: KONG_CAPABILITIES,
  classIn: 'field',
  tlsFromSecrets: true,
  httpsAnnotations: [],
  serviceAnnotationsArePerPort: false,
  part: (exposure, https) => ({
    annotations: {
      ...accepted(exposure, https),
      ...(https && exposure.httpsRedirect ? { [`${PREFIX}/https-redirect-status-code`]: '308' } : {}),
      ...rewriteAnnotations(exposure),
    },
    ...plugins(exposure),
    gaps: [...protocolGaps(exposure), ...pathGaps(exposure), ...rewriteGaps(exposure), ...pluginGaps(exposure), ...upstreamGaps(exposure)],
  }),
  serviceAnnotations,
};

/** The plugins of the exposure first, then what the user has named in the same annotation. */
function plugins(exposure: IngressExposure): Pick<IngressPart, 'joined' | 'objects'> {
  const own = pluginsOf(exposure);
  const theirs = exposure.annotations[PLUGINS];
  const names = [...own.map(({ metadata }) => metadata.name), ...(theirs === undefined ? [] : [theirs])];
  return { ...(own.length === 0 ? {} : { joined: { [PLUGINS]: names.join(',') } }), objects: [...own, ...upstreamPolicies(exposure)] };
}

function accepted(exposure: IngressExposure, https: boolean): Labels {
  const plain = servedBackends(exposure.routes).some((route) => backendProtocol(route) === 'grpc') ? 'grpc' : 'http';
  if (!https) {
    return plain === 'grpc' ? { [`${PREFIX}/protocols`]: plain } : {};
  }
  return { [`${PREFIX}/protocols`]: exposure.httpsRedirect ? `${plain}s` : `${plain},${plain}s` };
}

function protocolGaps(exposure: IngressExposure): Finding[] {
  const protocols = protocolsOf(servedBackends(exposure.routes));
  return protocols.includes('grpc') && protocols.length > 1
    ? [gap(exposure, 'Kong accepts either gRPC or HTTP on the paths of one Ingress: give the gRPC ports an exposure of their own, for the same host')]
    : [];
}

/** @see https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13/internal/dataplane/translator/subtranslator/ingress.go (`PathsFromIngressPaths`) */
function pathGaps(exposure: IngressExposure): Finding[] {
  return exposure.routes.filter(({ path, match }) => match !== 'regex' && PATTERN_SIGNS.test(path))
    .map(({ path }) => gap(exposure, `Kong reads path \`${path}\` as a pattern: use a path without \`$\`, \`(\`, \`)\` and \`+\``));
}
