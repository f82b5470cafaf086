import type { PluginModel } from '../clusters/plugins';
import { ownDialect } from '../dialects/render-policies';
import { DryRunForm } from '../model/policy-api';
import { PolicyFacts } from '../model/policy-dialect';

/** What dialects of policies are told of a network plugin. What shuts nothing in a dry run is said in the plugin's own API alone. */
export function policyFactsOf({ enforces, policies, version = '0' }: PluginModel, dryRun?: DryRunForm): PolicyFacts {
  const isAlone = (policies?.api === 'own' || dryRun === 'additive') && ownDialect(policies?.dialect) !== undefined;
  return { enforces, version, isAlone, ...(dryRun === undefined ? {} : { dryRun }) };
}
