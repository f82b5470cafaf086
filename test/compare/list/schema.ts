import Ajv from 'ajv';
import published from '../../../docs/schema/list-v1.json';

/** The schema of a list as JSON, as it is published: members that it does not know may be added. */
export const publishedSchema: object = published;

/** The same with no member but those that it names: whatever is printed must be written down. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inside = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in schema && !('additionalProperties' in schema) ? { ...inside, additionalProperties: false } : inside;
}

const validate = new Ajv({ allErrors: true, strict: false }).compile(closed(published) as object); // a schema is an object

/** What a list has that the schema does not name, or has otherwise. */
export function strictSchema(json: unknown): string[] {
  return validate(json) ? [] : (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
}
