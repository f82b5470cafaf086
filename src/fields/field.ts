import { PolicyProblemCode, Report } from './problem';

/** A value at its place in the object; `null` counts as absent, as it does on the API server. */
export class Field {
  /** @param place Its key in the parent, or its number among the items; the whole path of a field without a parent. */
  public constructor(
    private readonly place: string | number, private readonly value: unknown, private readonly report: Report, private readonly parent?: Field,
  ) {}

  /** Where it is: put together only when somebody asks, since most fields are in order. */
  public get path(): string {
    if (this.parent === undefined) return String(this.place);
    return typeof this.place === 'number' ? `${this.parent.path}[${this.place}]` : `${this.parent.path}.${this.place}`;
  }

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

  /** The value as JSON: values that are written alike have the same; those that are absent have none. */
  public json(): string {
    return this.isPresent() ? JSON.stringify(this.value) : '';
  }

  /** The fields of a mapping by their names, all of which must be among the known ones: a misspelt one would widen the policy. */
  public members<K extends string>(...known: readonly K[]): Readonly<Record<K, Field>> {
    const value = this.mapping();
    const names: readonly string[] = known;
    for (const key of Object.keys(value)) {
      if (!names.includes(key)) this.member(value, key).refuse('FIELD_UNKNOWN', `unknown field \`${key}\`; known are ${known.join(', ')}`);
    }
    const members: Partial<Record<K, Field>> = {};
    for (const key of known) members[key] = this.member(value, key);
    return members as Record<K, Field>; // each key of `known` has just been given its field
  }

  /** The keys and values of a mapping. */
  public entries(): [string, Field][] {
    const value = this.mapping();
    return Object.keys(value).map((key) => [key, this.member(value, key)]);
  }

  /** The items of a list. */
  public items(): Field[] {
    if (!this.isPresent()) return [];
    if (!Array.isArray(this.value)) return this.wrongType('a list', []);
    return this.value.map((value: unknown, i) => new Field(i, value, this.report, this));
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

  /** The number, whole or not, if it is present and one. */
  public number(): number | undefined {
    if (!this.isPresent()) return undefined;
    return typeof this.value === 'number' && Number.isFinite(this.value) ? this.value : this.wrongType('a number', undefined);
  }

  /** Whether it is so, if it is present and says it. */
  public flag(): boolean | undefined {
    if (!this.isPresent()) return undefined;
    return typeof this.value === 'boolean' ? this.value : this.wrongType('true or false', undefined);
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

  private mapping(): Readonly<Record<string, unknown>> {
    if (!this.isPresent()) return {};
    if (typeof this.value !== 'object' || Array.isArray(this.value)) return this.wrongType('a mapping', {});
    return this.value as Record<string, unknown>; // what is left has string keys
  }

  private member(value: Readonly<Record<string, unknown>>, key: string): Field {
    return new Field(key, Object.hasOwn(value, key) ? value[key] : undefined, this.report, this);
  }

  private wrongType<T>(expected: string, instead: T): T {
    this.refuse('FIELD_TYPE', `${this.quoted()} must be ${expected}`);
    return instead;
  }
}
