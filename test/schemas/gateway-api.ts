/** Holds objects of the Gateway API against the strict schemas of one release and channel, where these are there. */
import { existsSync, readFileSync } from 'fs';
import { join, resolve } from 'path';
import Ajv, { ValidateFunction } from 'ajv';
import { GatewayChannel, GatewayRelease } from '../../src/model/edge';
import { KubeObject } from '../../src/model/rendered';

const FOLDER = resolve(__dirname, '..', '..', '..', 'shared', 'schemas', 'gateway-api');
const TAGS: Partial<Record<GatewayRelease, string>> = { 1.5: 'v1.5.1', 1.6: 'v1.6.1' };
const known = new Map<string, ValidateFunction | undefined>();

/** What is wrong with objects for a cluster with these CRDs; nothing of a release whose schemas are not there, nor of other groups. */
export function gatewayProblems(release: GatewayRelease, channel: GatewayChannel, objects: readonly KubeObject[]): string[] {
  const tag = TAGS[release];
  if (tag === undefined || !existsSync(join(FOLDER, tag))) return [];
  return objects.filter(({ apiVersion }) => /^gateway\.networking\.(x-)?k8s\.io\//.test(apiVersion)).flatMap((object) => {
    const validate = validatorOf(join(FOLDER, tag, channel, `${object.kind.toLowerCase()}_${object.apiVersion.split('/')[1] ?? ''}.json`));
    const name = `${object.kind} ${object.metadata.name}`;
    if (validate === undefined) return [`${name}: ${release}, ${channel}, does not have ${object.apiVersion}`];
    return validate(object) ? [] : (validate.errors ?? []).map(({ instancePath, message = '', params }) => `${name}: ${instancePath} ${message} ${JSON.stringify(params)}`);
  });
}

function validatorOf(file: string): ValidateFunction | undefined {
  if (!known.has(file)) {
    const schema = existsSync(file) ? JSON.parse(readFileSync(file, 'utf-8')) as object : undefined; // a schema is an object
    const ajv = new Ajv({ allErrors: true, strict: false, logger: false, validateFormats: false });
    known.set(file, schema === undefined ? undefined : ajv.compile(schema));
  }
  return known.get(file);
}
