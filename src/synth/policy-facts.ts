import type { PluginModel } from '../clusters/plugins';
import { ownDialect } from '../dialects/render-policies';
import { PolicyFacts } from '../model/policy-dialect';

/** What dialects of policies are told of a network plugin. */
export function policyFactsOf({ enforces, policies }: PluginModel): PolicyFacts {
  return { enforces, version: policies?.version ?? '0', isAlone: policies?.api === 'own' && ownDialect(policies.dialect) !== undefined };
}
