import { checkAcme } from './acme';
import { checkClients } from './clients';
import { LintFinding } from './codes';
import { checkDns } from './dns';
import { checkIngress } from './ingress';
import { Check, LintInput, manifestsOf } from './manifests';
import { checkMetrics } from './metrics';
import { checkNames } from './names';
import { checkPeers } from './peers';
import { checkPlugin } from './plugin';
import { checkPolicies } from './policies';
import { checkPorts } from './ports';
import { checkProbes } from './probes';
import { checkRoutes } from './routes';
import { checkSecrets } from './secrets';
import { checkServices } from './services';
import { checkSources } from './sources';
import { checkTiers } from './tiers';
import { order } from '../../sets/order';

export type { LintCode, LintFinding, LintObject, LintSeverity } from './codes';
export type { LintInput } from './manifests';

const CHECKS: readonly Check[] = [
  checkServices, checkPolicies, checkPeers, checkPorts, checkDns, checkNames, checkTiers, checkPlugin, checkSources,
  checkIngress, checkRoutes, checkClients, checkSecrets, checkAcme, checkMetrics, checkProbes,
];

/** The mistakes that people make most, in manifests that every API server takes. Sorted by object, field and code. */
export function lint(input: LintInput): LintFinding[] {
  const manifests = manifestsOf(input);
  const found = CHECKS.flatMap((check) => [...check(manifests)]);
  return found.sort((a, b) => order(keyOf(a), keyOf(b)));
}

function keyOf({ object, path, code, text }: LintFinding): string {
  return [object.namespace ?? '', object.kind, object.name, path, code, text].join('\n');
}
