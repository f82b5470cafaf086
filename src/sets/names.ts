/**
 * Names of DNS, in lower case and without the last dot: one of them, or all that a pattern takes in.
 *
 * APIs mean different things by one wildcard, so that what they write is never kept as it is: whether a pattern is about one label or about several is
 * said here by where it stands.
 */
export interface NamePattern {
  /** From the left. A `*` within a label stands for any letters of that one label, or for none. */
  readonly labels: readonly string[];
  /** Whether one label or more, whatever they are, stand before these; of no labels at all it is every name. */
  readonly isBelow: boolean;
}

/** Why a text is no name and no pattern of names. */
export interface NameProblem {
  readonly problem: 'syntax';
  readonly text: string;
  /** What is wrong, as the end of a sentence that begins with the value. */
  readonly detail: string;
}

/** What the names of a whole zone begin with, in the texts of this library. */
const BELOW = '**';

/** The longest name, and the longest label of one, in characters. */
const NAME_MAX = 253;
const LABEL_MAX = 63;

/** Every name. */
export const EVERY_NAME: NamePattern = { labels: [], isBelow: true };

/** The names that end in some labels: these alone, or whatever is below them. */
export function namePattern(labels: readonly string[], isBelow = false): NamePattern {
  return { labels: labels.map((label) => label.toLowerCase().replace(/\*+/g, '*')), isBelow };
}

/** The labels of a name or of a pattern as an API writes it, without the last dot. */
export function labelsOfName(text: string): string[] {
  return text.replace(/\.$/, '').split('.');
}

/**
 * Reads a name such as `api.example.com`, or a pattern as this library writes it: `*.example.com` is one label and the rest, `**.example.com` one label or
 * more, `**` is every name.
 *
 * @see https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4 (how long names and labels may be)
 */
export function parseName(text: string): NamePattern | NameProblem {
  const refused = (detail: string): NameProblem => ({ problem: 'syntax', text, detail });
  if (text.length > NAME_MAX + 1) return refused(`has more than ${NAME_MAX} characters`);
  const [first = '', ...others] = labelsOfName(text);
  const isBelow = first === BELOW;
  const labels = isBelow ? others : [first, ...others];
  if (labels.some((label) => label.length > LABEL_MAX)) return refused(`has a label of more than ${LABEL_MAX} characters`);
  const isSound = labels.every((label) => /^[a-z0-9_*-]+$/i.test(label) && !label.includes(BELOW));
  if (!isSound) return refused('is not a DNS name, nor a pattern of names such as *.example.com');
  return namePattern(labels, isBelow);
}

/** A host by its name as a person writes it, or hosts by a pattern, such as `*.example.com`: two labels at least, since one alone may be anything. */
export function hostNamed(text: string): NamePattern | undefined {
  const parsed = parseName(text);
  if ('problem' in parsed || parsed.labels.length < 2) return undefined;
  return /[a-z]/.test(parsed.labels.at(-1) ?? '') ? parsed : undefined;
}

/** Whether it is one name, and no pattern. */
export function isOneName({ labels, isBelow }: NamePattern): boolean {
  return !isBelow && labels.every((label) => !label.includes('*'));
}

/** The canonical text: what takes in the same names, written alike, has one text. */
export function nameText({ labels, isBelow }: NamePattern): string {
  return [...(isBelow ? [BELOW] : []), ...labels].join('.');
}

/** Whether a pattern takes in a name, or whatever another pattern takes in. */
export function coversName(outer: NamePattern, inner: NamePattern): boolean {
  const before = inner.labels.length - outer.labels.length;
  const isLongEnough = outer.isBelow ? before > 0 || (inner.isBelow && before === 0) : before === 0 && !inner.isBelow;
  return isLongEnough && outer.labels.every((label, i) => coversLabel(label, inner.labels[before + i] ?? ''));
}

/** A star of the inner label is a letter that stands for any: only a star of the outer one takes it in. */
function coversLabel(outer: string, inner: string): boolean {
  const parts = outer.split('*');
  const [first = '', ...others] = parts;
  const last = others.pop();
  if (last === undefined) return outer === inner;
  if (!inner.startsWith(first) || !inner.endsWith(last) || inner.length < first.length + last.length) return false;
  let at = first.length;
  const end = inner.length - last.length;
  return others.every((part) => {
    const found = inner.indexOf(part, at);
    at = found + part.length;
    return found >= 0 && at <= end;
  });
}
