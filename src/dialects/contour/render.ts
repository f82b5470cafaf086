import { CONTOUR_CAPABILITIES } from './capabilities';
import { spokenProtocol } from '../../model/backend-protocol';
import { IngressController } from '../../model/controller';
import { Labels } from '../../model/endpoint';
import { IngressExposure } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { servedBackends } from '../../model/route';
import { RetriesModel, RetryReason, TimeoutsModel } from '../../model/traffic';

const PREFIX = 'projectcontour.io';

/** The answers that Envoy knows under one name only. */
const GATEWAY_ERRORS: readonly RetryReason[] = ['badGateway', 'gatewayTimeout', 'unavailable'];

/**
 * Contour, which serves both HTTP and HTTPS unless told to redirect.
 *
 * It reads `appProtocol` from the Service port: `kubernetes.io/h2c` is HTTP/2 without TLS (so gRPC), `https` is TLS; where another one is given
 * it talks HTTP/1.1 and heeds no annotation. Websockets go through on the paths that are listed, and on no other.
 *
 * @see https://github.com/projectcontour/contour/blob/v1.33.6/site/content/docs/main/config/annotations.md
 * @see https://github.com/projectcontour/contour/blob/v1.33.6/internal/dag/accessors.go (`upstreamProtocol`)
 */
export const contour: IngressController = {
  title: 'Contour',
  capabilities: CONTOUR_CAPABILITIES,
  classIn: 'field',
  tlsFromSecrets: true,
  httpsAnnotations: [],
  serviceAnnotationsArePerPort: true,
  part: (exposure, https) => ({
    annotations: {
      ...(https && exposure.httpsRedirect ? { 'ingress.kubernetes.io/force-ssl-redirect': 'true' } : {}),
      ...timeout(exposure.traffic.timeouts),
      ...retries(exposure.traffic.retries),
      ...websockets(exposure),
    },
    objects: [],
    gaps: [...protocolGaps(exposure), ...websocketGaps(exposure), ...retryGaps(exposure)],
  }),
  serviceAnnotations: () => ({}),
};

function timeout({ requestSeconds }: TimeoutsModel = {}): Labels {
  return requestSeconds === undefined ? {} : { [`${PREFIX}/response-timeout`]: `${requestSeconds}s` };
}

/** @see https://www.envoyproxy.io/docs/envoy/v1.38.3/configuration/http/http_filters/router_filter#x-envoy-retry-on */
function retries(asked: RetriesModel | undefined): Labels {
  const on = asked === undefined ? [] : conditionsOf(asked);
  return asked === undefined || on.length === 0 ? {} : {
    [`${PREFIX}/retry-on`]: on.join(','),
    [`${PREFIX}/num-retries`]: String(asked.attempts),
    ...(asked.perTrySeconds === undefined ? {} : { [`${PREFIX}/per-try-timeout`]: `${asked.perTrySeconds}s` }),
  };
}

/** Envoy's `5xx` holds the others. */
function conditionsOf({ reasons }: RetriesModel): string[] {
  if (reasons.includes('serverError')) return ['5xx'];
  return [
    ...(reasons.includes('connectFailure') ? ['connect-failure'] : []),
    ...(GATEWAY_ERRORS.every((reason) => reasons.includes(reason)) ? ['gateway-error'] : []),
  ];
}

function retryGaps(exposure: IngressExposure): Finding[] {
  const { reasons = [] } = exposure.traffic.retries ?? {};
  const some = GATEWAY_ERRORS.filter((reason) => reasons.includes(reason));
  return reasons.includes('serverError') || some.length === 0 || some.length === GATEWAY_ERRORS.length ? [] : [gap(exposure,
    'Contour tries 502, 503 and 504 again together, and `retries.on` has but some of them: name all three, or `RetryOn.SERVER_ERROR`')];
}

function websocketPaths({ routes }: IngressExposure): string[] {
  return [...new Set(servedBackends(routes).filter(({ appProtocol }) => appProtocol === 'kubernetes.io/ws').map(({ path }) => path))].sort();
}

/** Contour compares the text with that of the rule, and splits it at commas. */
function websockets(exposure: IngressExposure): Labels {
  const paths = websocketPaths(exposure).filter((path) => !path.includes(','));
  return paths.length === 0 ? {} : { [`${PREFIX}/websocket-routes`]: paths.join(',') };
}

function websocketGaps(exposure: IngressExposure): Finding[] {
  return websocketPaths(exposure).filter((path) => path.includes(','))
    .map((path) => gap(exposure, `Contour lists the paths of websockets with commas between them, and path \`${path}\` has one: serve websockets under a path without a comma`));
}

function protocolGaps(exposure: IngressExposure): Finding[] {
  return servedBackends(exposure.routes).filter((route) => route.appProtocol === 'kubernetes.io/wss')
    .map((route) => gap(exposure, `Contour would talk HTTP/1.1 to ${spokenProtocol(route)}: give the port an \`appProtocol\` that it knows, \`https\` or \`kubernetes.io/ws\``));
}
