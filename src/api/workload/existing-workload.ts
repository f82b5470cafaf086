import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Labels } from '../../model/endpoint';
import { refuse } from '../../model/finding';

/** What is known of a workload that somebody else made. */
export interface ExistingWorkload {
  readonly object: ApiObject;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** The labels by which its pods are found, as they are when the policies are written. */
  readonly podLabels: () => Labels;
  readonly onHostNetwork: () => boolean;
  /** The headless Service by which a StatefulSet names its pods; nothing where none is. */
  readonly podsNamedBy: () => string | undefined;
}

/** Where each kind keeps its pod template. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Deployment: ['spec', 'template'],
  Job: ['spec', 'template'],
  Pod: [],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
};

/** Reads who a workload is. Throws `WORKLOAD_INVALID` for anything that has no pods. */
export function existingWorkload(construct: IConstruct): ExistingWorkload {
  const object = apiObjectOf(construct);
  const template = TEMPLATES[object.kind];
  if (template === undefined) {
    return refuse('WORKLOAD_INVALID', `\`${construct.node.path}\` is a ${object.kind}, which has no pods: pass one of ${Object.keys(TEMPLATES).join(', ')}`);
  }
  return {
    object,
    kind: object.kind,
    namespace: object.metadata.namespace ?? 'default',
    name: object.name,
    podLabels: () => podLabelsOf(object, template),
    onHostNetwork: () => valueAt(object.toJson(), [...template, 'spec', 'hostNetwork']) === true,
    podsNamedBy: () => {
      const name = object.kind === 'StatefulSet' ? valueAt(object.toJson(), ['spec', 'serviceName']) : undefined;
      return typeof name === 'string' && name !== '' ? name : undefined;
    },
  };
}

function apiObjectOf(construct: IConstruct): ApiObject {
  if (ApiObject.isApiObject(construct)) {
    return construct;
  }
  const child = construct.node.defaultChild;
  if (child === undefined || !ApiObject.isApiObject(child)) {
    return refuse('WORKLOAD_INVALID', `\`${construct.node.path}\` is no workload: pass one of cdk8s-plus or an ApiObject; of an Include or a Helm chart, `
      + 'one of its `apiObjects`');
  }
  return child;
}

/**
 * The labels of the selector where it consists of labels, since those never change from one generation of pods to the
 * next; else those of the pod template.
 */
function podLabelsOf(object: ApiObject, template: readonly string[]): Labels {
  const json: unknown = object.toJson();
  const selected = object.kind === 'ReplicationController' ? ['spec', 'selector'] : ['spec', 'selector', 'matchLabels'];
  const selector = valueAt(json, ['spec', 'selector', 'matchExpressions']) === undefined ? textsAt(json, selected) : {};
  return Object.keys(selector).length > 0 ? selector : textsAt(json, [...template, 'metadata', 'labels']);
}

/** The texts of a map somewhere in a manifest; empty where it is missing. */
function textsAt(json: unknown, path: readonly string[]): Labels {
  const found = valueAt(json, path);
  return isRecord(found) ? Object.fromEntries(Object.entries(found).map(([key, value]) => [key, String(value)])) : {};
}

function valueAt(json: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, field) => (isRecord(value) ? value[field] : undefined), json);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
