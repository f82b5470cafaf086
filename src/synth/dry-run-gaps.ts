import { ClusterScope, pathOf } from './cluster-scope';
import { DryRunScope } from './dry-run-scope';
import { FindingsByConstruct, ManagedApp, report } from './managed';
import { Finding } from '../model/finding';

/** Dry runs on clusters whose plugin has nothing for them: told once for each scope and cluster, since the policies there are enforced. */
export function dryRunGaps(app: ManagedApp): FindingsByConstruct {
  const found: FindingsByConstruct = new Map();
  const told = new Set<string>();
  for (const { dryRun, cluster } of app.workloads) {
    if (dryRun === undefined || dryRun.form !== undefined) continue;
    const key = `${dryRun.scope.root.node.addr}|${cluster.root.node.addr}`;
    if (!told.has(key)) report(found, dryRun.scope.root, [gap(dryRun.scope, cluster)]);
    told.add(key);
  }
  return found;
}

function gap({ root }: DryRunScope, { profile: { plugin } }: ClusterScope): Finding {
  const support = plugin.enforces.dryRun;
  const instead = support.support === 'no' ? support.instead : undefined;
  return {
    code: 'CANNOT_EXPRESS',
    text: `no policies of network plugin \`${plugin.name}\` are known that show what they would do and do it not, as the dry run of \`${pathOf(root)}\` wants them`
      + `${instead === undefined ? '' : ` (${instead})`}: take \`DryRun.of\` out, and look with \`cdk8s-reach list\` at what the policies let through before they are applied`,
  };
}

/**
 * Guardrails in the scope of a dry run of which nothing shows what they would do, and so they do it.
 *
 * @param hasOwn Whether the plugin has an API of its own that can be tried out.
 */
export function guardrailsEnforced(name: string, kind: string, { root }: DryRunScope, hasOwn: boolean): Finding {
  return {
    code: 'CANNOT_EXPRESS',
    text: `nothing shows what a ${kind} would do and does it not, so that guardrails \`${name}\` are enforced as soon as they are applied: make them outside of `
      + `\`${pathOf(root)}\`, which is in a dry run${hasOwn ? ', or try them out in the API of the plugin, with `tierApi: TierApi.OWN`' : ''}`,
  };
}
