import { Field } from '../../fields/field';
import { isPort } from '../../sets/ports';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SECTION = new RegExp(`^(?=.{1,253}$)${LABEL}(\\.${LABEL})*$`);
const GROUP_NAME = new RegExp(`^$|^(?=.{1,253}$)${LABEL}(\\.${LABEL})*$`);
const KIND_NAME = /^(?=.{1,63}$)[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$/;
const NAMESPACE = new RegExp(`^(?=.{1,63}$)${LABEL}$`);

/**
 * The field of a key, present or not: what is wrong with one that is not is wrong with its owner. Other keys may be there: versions and
 * channels of the API differ in what they know.
 */
export function member(owner: Field, key: string): Field {
  return new Map(owner.entries()).get(key) ?? new Field(`${owner.path}.${key}`, undefined, (code, _, text) => owner.refuse(code, text));
}

/** Takes down what the API server says against a field. The codes are those of policies: whoever reports of routes drops them. */
export function refuse(field: Field, text: string): void {
  field.refuse('FIELD_TYPE', text);
}

/** The text of a key that has to be there. */
export function neededText(field: Field, key: string, owner: string): string | undefined {
  const found = member(field, key);
  if (!found.isPresent()) refuse(field, `${owner} needs a \`${key}\``);
  const text = found.text();
  if (text === '') refuse(found, `\`${key}\` must not be empty`);
  return text;
}

/** The group and the kind of a reference; an empty group is the core API's, and not an absent one. */
export function readGroupKind(field: Field, group: string, kind: string): { readonly group: string; readonly kind: string } {
  const [groupField, kindField] = [member(field, 'group'), member(field, 'kind')];
  const found = { group: groupField.text() ?? group, kind: kindField.text() ?? kind };
  if (!GROUP_NAME.test(found.group)) refuse(groupField, `\`${found.group}\` is not a group such as gateway.networking.k8s.io, or empty for the core API`);
  if (!KIND_NAME.test(found.kind)) refuse(kindField, `\`${found.kind}\` is not a kind such as Service`);
  return found;
}

/** The name of a listener, in the object that has it and in those that refer to it. */
export function readSection(field: Field): string | undefined {
  const text = field.text();
  if (text !== undefined && !SECTION.test(text)) refuse(field, `\`${text}\` is not the name of a listener: lower-case letters, digits, \`-\` and \`.\``);
  return text;
}

/** The namespace of a reference; the object's own where there is none. */
export function readNamespace(field: Field, own: string): string {
  const text = field.text();
  if (text !== undefined && !NAMESPACE.test(text)) {
    refuse(field, `\`${text}\` is not the name of a namespace: at most 63 lower-case letters, digits and inner hyphens`);
  }
  return text ?? own;
}

/** The number of a port. */
export function readPort(field: Field): number | undefined {
  const number = field.integer();
  if (number === undefined || isPort(number)) return number;
  refuse(field, `port \`${number}\` is out of range; allowed are 1 to 65535`);
  return undefined;
}

/** One of some texts, or the default where there is none; nothing if it has been refused. */
export function readOneOf<T extends string>(field: Field, allowed: readonly T[], otherwise: T): T | undefined {
  if (!field.isPresent()) return otherwise;
  const text = field.text();
  const found = allowed.find((one) => one === text);
  if (found === undefined && text !== undefined) refuse(field, `\`${text}\` is unknown; allowed are ${allowed.join(', ')}`);
  return found;
}
