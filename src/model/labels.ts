import { Labels } from './endpoint';

const LABEL_VALUE = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;

/**
 * The labels that every object of a workload carries.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ (v1.35)
 */
export function recommendedLabels(name: string, partOf: string | undefined): Labels {
  return {
    // Names of objects may be longer than a label can be.
    ...(LABEL_VALUE.test(name) ? workloadSelector(name) : {}),
    'app.kubernetes.io/managed-by': 'cdk8s-reach',
    ...(partOf !== undefined && LABEL_VALUE.test(partOf) ? { 'app.kubernetes.io/part-of': partOf } : {}),
  };
}

/** The labels by which a workload's pods are found: two, since a chart of somebody else may share either of them. */
export function workloadSelector(name: string): Labels {
  return { 'app.kubernetes.io/instance': name, 'app.kubernetes.io/name': name };
}

/** The version label, where the image's tag can be one. */
export function versionLabel(image: string): Labels {
  const [tagged = ''] = image.split('@');
  const tag = /:([^/:]+)$/.exec(tagged)?.[1];
  return tag !== undefined && LABEL_VALUE.test(tag) ? { 'app.kubernetes.io/version': tag } : {};
}
