import { PolicyProblemCode, Report } from './problem';

/** A value at its place in the object; `null` counts as absent, as it does on the API server. */
export class Field {
  public constructor(public readonly path: string, private readonly value: unknown, private readonly report: Report) {}

  /** Whether there is a value. */
  public isPresent(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** Takes a problem of this field down. */
  public refuse(code: PolicyProblemCode, text: string): void {
    this.report(code, this.path, text);
  }

  /** The value as a text in a message. */
  public quoted(): string {
    return `\`${typeof this.value === 'string' ? this.value : JSON.stringify(this.value)}\``;
  }

  /** The fields of a mapping by their names, all of which must be among the known ones: a misspelt one would widen the policy. */
  public members<K extends string>(...known: readonly K[]): Readonly<Record<K, Field>> {
    const entries = this.entries();
    for (const [key, field] of entries) {
      if (!known.some((one) => one === key)) field.refuse('FIELD_UNKNOWN', `unknown field \`${key}\`; known are ${known.join(', ')}`);
    }
    const found = new Map(entries);
    const members = known.map((key) => [key, found.get(key) ?? new Field(`${this.path}.${key}`, undefined, this.report)]);
    // Object.fromEntries loses the keys' type, and each key of `known` has just been given its field.
    return Object.fromEntries(members) as Record<K, Field>;
  }

  /** The keys and values of a mapping. */
  public entries(): [string, Field][] {
    if (!this.isPresent()) return [];
    if (typeof this.value !== 'object' || this.value === null || Array.isArray(this.value)) return this.wrongType('a mapping', []);
    return Object.entries(this.value).map(([key, value]) => [key, new Field(`${this.path}.${key}`, value, this.report)]);
  }

  /** The items of a list. */
  public items(): Field[] {
    if (!this.isPresent()) return [];
    if (!Array.isArray(this.value)) return this.wrongType('a list', []);
    return this.value.map((value: unknown, i) => new Field(`${this.path}[${i}]`, value, this.report));
  }

  /** The text, if it is present and one. */
  public text(): string | undefined {
    if (!this.isPresent()) return undefined;
    return typeof this.value === 'string' ? this.value : this.wrongType('a string, in quotes where YAML takes it for something else', undefined);
  }

  /** The whole number, if it is present and one. */
  public integer(): number | undefined {
    if (!this.isPresent()) return undefined;
    return typeof this.value === 'number' && Number.isInteger(this.value) ? this.value : this.wrongType('a whole number', undefined);
  }

  /** Whether there is a value that is no list. */
  public isMistyped(): boolean {
    return this.isPresent() && !Array.isArray(this.value);
  }

  /** Whether the value is a text. */
  public isText(): boolean {
    return typeof this.value === 'string';
  }

  /** The keys of a mapping that have a value. */
  public keys(): string[] {
    return this.entries().filter(([, field]) => field.isPresent()).map(([key]) => key);
  }

  private wrongType<T>(expected: string, instead: T): T {
    this.refuse('FIELD_TYPE', `${this.quoted()} must be ${expected}`);
    return instead;
  }
}
