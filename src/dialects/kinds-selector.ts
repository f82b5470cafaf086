/**
 * The shapes of a selector of labels, as every API of policies has them.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/label-selector/ (Kubernetes 1.35)
 */

/** One condition on one label. */
export interface LabelSelectorRequirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  /** Needed with `In` and `NotIn`, forbidden with the others. */
  readonly values?: readonly string[];
}

/** Labels that an object must have; an empty selector matches everything, and what an absent one means depends on the field. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
}
