import { API_FEATURES } from './capabilities';
import { Support } from '../../model/capability';
import { GatewayController } from '../../model/controller';
import { GatewayExposure } from '../../model/exposure';
import { EdgeCapabilities, EXPOSURE_FEATURES, ExposureFeature, gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { no, yes } from '../../model/support';

/** The way out where the API has words that only some controllers know. */
const NAMED = 'name the `controller` of the edge, if it is one that is known here';

const INSTEAD: Partial<Readonly<Record<ExposureFeature, string>>> = {
  'redirect.https': `${NAMED}, or set \`httpsRedirect: false\` and let the edge redirect by itself`,
  'match.grpc': `${NAMED}, or use \`Path.prefix\` with the service as the path`,
  'websockets': 'leave `appProtocol` out: a connection that is upgraded needs no word for it',
  'dns.target': 'external-dns reads it on the Gateway alone; give `dnsTargets` to the `EdgeGateway`, or leave it out',
  'sources': 'narrow the clients at the load balancer of the Gateway, or choose another edge',
};

/** What the API has for everybody, and nothing else. */
const CORE: EdgeCapabilities =
  // fromEntries cannot tell that every key of the closed list is there
  Object.fromEntries(EXPOSURE_FEATURES.map((feature) => [feature, supportOf(feature)])) as EdgeCapabilities;

function supportOf(feature: ExposureFeature): Support {
  const words = API_FEATURES[feature];
  if (words.support === 'core') return yes(words.source, words.how);
  const instead = INSTEAD[feature] ?? (words.support === 'none' ? undefined : `${NAMED}, or leave it out`);
  return no(words.source, instead);
}

/**
 * A controller of which nothing is known but that it passes the core of the conformance tests.
 *
 * @see https://gateway-api.sigs.k8s.io/concepts/conformance/ (v1.6.1)
 */
export const anyGateway: GatewayController = {
  title: 'what every controller of the Gateway API can do',
  capabilities: CORE,
  own: [],
  part: (exposure) => ({ objects: [], filters: () => [], annotations: {}, gaps: beyondCore(exposure) }),
};

/** Features whose plain form is for everybody, and the rest of which is not. */
function beyondCore(exposure: GatewayExposure): Finding[] {
  const texts = exposure.routes.flatMap(({ path, headers, action }) => [
    ...headers.filter(({ match }) => match === 'regex').map(({ name }) => `the pattern of header \`${name}\` of path \`${path}\` is read by each controller in its own way: ${NAMED}, or name one value`),
    ...(action.kind === 'redirect' && (action.scheme !== undefined || action.port !== undefined || action.path !== undefined || action.status > 302)
      ? [`the redirect of path \`${path}\` changes more than the host, or answers with another status than 301 or 302, which not every controller can: ${NAMED}`]
      : []),
  ]);
  return texts.map((text) => gap(exposure, text));
}
