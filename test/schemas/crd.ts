/**
 * Holds objects against the schemas of custom resource definitions, without their CEL rules, as an API server does before these. The definitions
 * are not part of this repository: they are read from `../shared/crds` beside it, and where that folder is absent, nothing is known.
 */
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import Ajv, { ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import { SHARED } from '../beside';

const FOLDER = join(SHARED, 'crds');

interface Definition {
  readonly spec: { readonly versions: readonly { readonly schema: { readonly openAPIV3Schema: object } }[] };
}

/** A check of a definition; undefined where its file is absent. */
export function crdCheck(file: string): ((object: object) => boolean) | undefined {
  const path = join(FOLDER, file);
  if (!existsSync(path)) {
    console.info(`../shared/crds/${file} is absent: nothing is held against it`);
    return undefined;
  }
  const { spec } = parse(readFileSync(path, 'utf8')) as Definition;
  // The formats of numbers are of OpenAPI, and none of JSON Schema.
  const validate: ValidateFunction = new Ajv({ strict: false, validateFormats: false }).compile(spec.versions[0]?.schema.openAPIV3Schema ?? {});
  return (object) => validate(object);
}
