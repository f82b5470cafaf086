import { INGRESS_NGINX_CAPABILITIES } from './capabilities';
import { slicesOf } from './slices';
import { streamOf } from './stream';
import { trafficAnnotations, trafficProblems } from './traffic';
import { refusedValues } from './values';
import { backendProtocol } from '../../model/backend-protocol';
import { IngressController } from '../../model/controller';
import { Labels } from '../../model/endpoint';
import { IngressExposure } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { RouteModel } from '../../model/route';

const PREFIX = 'nginx.ingress.kubernetes.io';

/**
 * ingress-nginx, which is retired: no release and no security fix after March 2026.
 *
 * With TLS it redirects by itself, so that the annotation is written in both cases. Annotations speak of a whole Ingress: routes that need different
 * ones get Ingresses of their own. Snippets are never written.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/docs/user-guide/nginx-configuration/annotations.md
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/inspector/rules.go
 */
export const ingressNginx: IngressController = {
  title: 'ingress-nginx',
  capabilities: INGRESS_NGINX_CAPABILITIES,
  classIn: 'field',
  tlsFromSecrets: true,
  httpsAnnotations: [`${PREFIX}/force-ssl-redirect`],
  serviceAnnotationsArePerPort: false,
  part: (exposure, https) => ({ annotations: prefixed(commonOf(exposure, https)), objects: [], gaps: gapsOf(exposure, https) }),
  split: (exposure) => slicesOf(exposure).slices.map((slice) => ({ ...slice, annotations: prefixed(slice.annotations) })),
  serviceAnnotations: () => ({}),
  stream: streamOf,
};

/** What every Ingress of an exposure says. */
function commonOf(exposure: IngressExposure, https: boolean): Labels {
  const { patterns } = slicesOf(exposure);
  return {
    ...(https ? { 'ssl-redirect': String(exposure.httpsRedirect) } : {}),
    ...(patterns ? { 'use-regex': 'true' } : {}),
    ...trafficAnnotations(exposure, patterns),
  };
}

function gapsOf(exposure: IngressExposure, https: boolean): Finding[] {
  const { slices, problems } = slicesOf(exposure);
  const counted = slices.filter(({ annotations }) => !('canary' in annotations)).length;
  const refused = [commonOf(exposure, https), ...slices.map(({ annotations }) => annotations)].flatMap(refusedValues)
    .map(([name, value]) => `its admission refuses \`${value}\` in \`${PREFIX}/${name}\`: use letters, digits, \`.\`, \`_\`, \`~\`, \`:\`, \`-\` and \`/\` only`);
  const all = [...problems, ...exposure.routes.flatMap(mixedProtocols), ...trafficProblems(exposure, counted), ...refused];
  return [...new Set(all)].map((text) => gap(exposure, text));
}

/** The targets of one path are talked to alike. */
function mixedProtocols({ path, action }: RouteModel): string[] {
  const protocols = action.kind === 'serve' ? new Set(action.backends.map(backendProtocol)) : new Set();
  return protocols.size > 1 ? [`it talks one protocol to all targets of a path, and those of path \`${path}\` have several: give them the same \`appProtocol\``] : [];
}

function prefixed(annotations: Labels): Labels {
  return Object.fromEntries(Object.entries(annotations).map(([name, value]) => [`${PREFIX}/${name}`, value]));
}
