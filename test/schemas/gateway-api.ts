/** Holds objects of the Gateway API against the strict schemas of one release and channel, where these are there. */
import { existsSync } from 'fs';
import { join } from 'path';
import type { ValidateFunction } from 'ajv';
import { sharedSchemas, FOLDER } from './compiled';
import { GatewayChannel, GatewayRelease } from '../../src/model/edge';
import { KubeObject } from '../../src/model/rendered';


const TAGS: Partial<Record<GatewayRelease, string>> = { 1.5: 'v1.5.1', 1.6: 'v1.6.1' };

/** What is wrong with objects for a cluster with these CRDs; nothing of a release whose schemas are not there, nor of other groups. */
export function gatewayProblems(release: GatewayRelease, channel: GatewayChannel, objects: readonly KubeObject[]): string[] {
  const tag = TAGS[release];
  if (tag === undefined || !existsSync(join(FOLDER, 'gateway-api', tag))) return [];
  return objects.filter(({ apiVersion }) => /^gateway\.networking\.(x-)?k8s\.io\//.test(apiVersion)).flatMap((object) => {
    const validate = validatorOf(join('gateway-api', tag, channel, `${object.kind.toLowerCase()}_${object.apiVersion.split('/')[1] ?? ''}.json`));
    const name = `${object.kind} ${object.metadata.name}`;
    if (validate === undefined) return [`${name}: ${release}, ${channel}, does not have ${object.apiVersion}`];
    return validate(object) ? [] : (validate.errors ?? []).map(({ instancePath, message = '', params }) => `${name}: ${instancePath} ${message} ${JSON.stringify(params)}`);
  });
}

function validatorOf(file: string): ValidateFunction | undefined {
  return existsSync(join(FOLDER, file)) ? sharedSchemas().validatorOf(file) : undefined;
}
