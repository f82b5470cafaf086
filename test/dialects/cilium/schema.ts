/** Holds policies of Cilium against the schemas beside the clone, without the one pattern that is written for another language of expressions. */
import { readFileSync } from 'fs';
import { join, resolve } from 'path';
import Ajv, { ValidateFunction } from 'ajv';
import { schemasPresent } from '../../schemas/validate';

const FOLDER = resolve(__dirname, '..', '..', '..', '..', 'shared', 'schemas', 'catalog', 'cilium.io');

const checks = new Map<string, ValidateFunction>();

function checkOf(kind: string): ValidateFunction {
  const text = readFileSync(join(FOLDER, `${kind.toLowerCase()}_v2.json`), 'utf8');
  // `\PC` is no property that JavaScript knows
  const schema = JSON.parse(text, (key, value: unknown) => (key === 'pattern' && String(value).includes('\\PC') ? undefined : value)) as object;
  const made = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  checks.set(kind, made);
  return made;
}

/** Fails, unless the schemas take all policies of Cilium among some objects. */
export function expectTaken(objects: readonly object[]): void {
  if (!schemasPresent) return;
  for (const object of objects) {
    if (!('kind' in object) || !String(object.kind).startsWith('Cilium')) continue;
    const check = checks.get(String(object.kind)) ?? checkOf(String(object.kind));
    check(object);
    expect(check.errors ?? []).toEqual([]);
  }
}
