import { conditionText, holds, LabelCondition, LabelMap, LabelRequirement, requirementText } from './condition';

export type { LabelCondition, LabelMap, LabelRequirement } from './condition';

/**
 * Conditions on labels, all of which must hold; without any it matches everything.
 *
 * The absence of a selector is something else, and what it means depends on the field: so it is never one of these.
 */
export interface LabelSelector {
  readonly matchLabels: LabelMap;
  readonly matchExpressions: readonly LabelRequirement[];
  /** What must hold beside them, of a language that knows more than a list of conditions; absent in the selectors of Kubernetes. */
  readonly where?: LabelCondition;
}

/** The selector that matches whatever there is. */
export const everything: LabelSelector = { matchLabels: {}, matchExpressions: [] };

/** Whether a selector has no condition, and so matches whatever there is. */
export function isEverything({ matchLabels, matchExpressions, where }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0 && where === undefined;
}

/** The selector of exactly these labels. */
export function selectorOf(matchLabels: LabelMap): LabelSelector {
  return { matchLabels, matchExpressions: [] };
}

const NAME = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const PREFIX = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/**
 * Whether a text can be the key of a label: an optional DNS name and `/`, then a name.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set (Kubernetes 1.35)
 */
export function isLabelKey(key: string): boolean {
  const [name = '', prefix, ...more] = key.split('/').reverse();
  return NAME.test(name) && (prefix === undefined || PREFIX.test(prefix)) && more.length === 0;
}

/** Whether a text can be the value of a label: empty, or a name. */
export function isLabelValue(value: string): boolean {
  return value === '' || NAME.test(value);
}

/**
 * Whether labels meet a selector. `NotIn` and `DoesNotExist` hold where the key is absent.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/ (Kubernetes 1.35)
 */
export function matches({ matchLabels, matchExpressions, where }: LabelSelector, labels: LabelMap): boolean {
  for (const key of Object.keys(matchLabels)) {
    if (!Object.hasOwn(labels, key) || labels[key] !== matchLabels[key]) return false;
  }
  return matchExpressions.every((requirement) => holds(requirement, labels)) && (where === undefined || holds(where, labels));
}

/** The canonical text, such as `app=web,tier in (a,b),!legacy`: selectors that are written alike, in whatever order, have one text. */
export function selectorText(selector: LabelSelector): string {
  const known = TEXTS.get(selector);
  if (known !== undefined) return known;
  const equalities = Object.entries(selector.matchLabels).map(([key, value]) => `${key}=${value}`);
  const where = selector.where === undefined ? [] : [conditionText(selector.where)];
  const expressions = [...selector.matchExpressions.map(requirementText), ...where];
  const texts = expressions.length === 0 ? equalities : [...new Set([...equalities, ...expressions])];
  const text = texts.length === 0 ? '*' : texts.sort().join(',');
  TEXTS.set(selector, text);
  return text;
}

/** A selector never changes, and is asked for its text by everybody who looks for others like it. */
const TEXTS = new WeakMap<LabelSelector, string>();
