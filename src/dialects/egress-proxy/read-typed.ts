import { Field } from '../../fields/field';

/** The fields of an extension's configuration, which must be of one type and have no other fields. */
export function typedConfig<K extends string>(field: Field, type: string, ...known: readonly K[]): Readonly<Record<K, Field>> {
  const { typed_config: config } = field.members('name', 'typed_config');
  const { '@type': own, ...members } = config.members<K | '@type'>('@type', ...known);
  mustBe(own, `type.googleapis.com/${type}`);
  return members as Readonly<Record<K, Field>>; // what is left of the record without the type
}

/** Reports a text that is not the one that is known here. */
export function mustBe(field: Field, expected: string): void {
  if (field.text() !== expected) field.refuse('FIELD_TYPE', `${field.quoted()} is not \`${expected}\`, and what it does is not known`);
}
