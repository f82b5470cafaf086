import { API_FEATURES } from './capabilities';
import { GatewayController } from '../../model/controller';
import { GatewayEdge } from '../../model/edge';
import { ExposureModel, StreamModel } from '../../model/exposure';
import { askedFeatures, ExposureFeature, gap } from '../../model/feature';
import { Finding } from '../../model/finding';

/** An exposure of either kind on an edge of the Gateway API. */
export type OnGateway = (ExposureModel | StreamModel) & { readonly edge: GatewayEdge };

/** Whether a feature is carried by fields of the API: the controller has it, by nothing of its own, and so has the release. */
export function isByApi(controller: GatewayController, edge: GatewayEdge, feature: ExposureFeature): boolean {
  return isLeftToApi(controller, feature) && missing(edge, feature) === undefined;
}

/** Whatever is asked, is not the controller's own, and has no field in the API that the cluster has. */
export function apiGaps(exposure: OnGateway, controller: GatewayController): Finding[] {
  return askedFeatures(exposure).flatMap(({ feature, text }) => {
    const lack = isLeftToApi(controller, feature) ? missing(exposure.edge, feature) : undefined;
    return lack === undefined ? [] : [gap(exposure, `${text} ${lack}`)];
  });
}

/** Whether the release and the channel of an edge do not have a feature. */
export function isAbsent(edge: GatewayEdge, feature: ExposureFeature): boolean {
  return missing(edge, feature) !== undefined;
}

/** What no controller can do is reported already, and what it does by itself needs no field. */
function isLeftToApi({ capabilities, own }: GatewayController, feature: ExposureFeature): boolean {
  return capabilities[feature].support !== 'no' && !own.includes(feature);
}

/** What is missing for a feature, as the end of a sentence. */
function missing({ release, channel }: GatewayEdge, feature: ExposureFeature): string | undefined {
  const words = API_FEATURES[feature];
  if (words.support === 'none') return 'has no field in the Gateway API: leave it out, or choose another edge';
  const { standard, experimental } = words.since ?? {};
  const since = channel === 'standard' ? standard : experimental;
  if (since === undefined || (since !== 'none' && release >= since)) return undefined;
  const other = standard === undefined || standard === 'none' ? '' : `, and from ${standard} in the standard one`;
  return `is in the experimental channel of the Gateway API${other}, and edge has ${release}, ${channel}: `
    + 'install those CRDs and say so in the edge (`experimental`, `release`), or leave it out';
}
