import { Labels } from '../../model/endpoint';
import { ExposureModel, StreamModel } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { KubeObject } from '../../model/rendered';

const NAME_MAX = 253;

/** The metadata of an object of an exposure, in its own namespace unless told otherwise. */
export function metadataOf(
  { namespace, labels }: Pick<ExposureModel, 'namespace' | 'labels'>, name: string, annotations: Labels = {},
): { readonly name: string; readonly namespace: string; readonly labels: Labels; readonly annotations?: Labels } {
  const sorted = Object.entries(annotations).sort(([a], [b]) => (a < b ? -1 : 1));
  return { name, namespace, labels, ...(sorted.length === 0 ? {} : { annotations: Object.fromEntries(sorted) }) };
}

/** Names that are made of that of the exposure, and are longer than the API server takes. */
export function nameGaps(exposure: ExposureModel | StreamModel, objects: readonly KubeObject[]): Finding[] {
  const long = objects.filter(({ metadata }) => metadata.name.length > NAME_MAX);
  return long.map(({ kind, metadata: { name } }) => gap(exposure, `the name of its ${kind} has ${name.length} characters, and ${NAME_MAX} are allowed: give it a shorter \`name\``));
}
