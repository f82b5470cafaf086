import { IConstruct } from 'constructs';
import { FindingsByConstruct, ManagedProxy, report } from './managed';
import { inMode, proofModeOf } from './proof-scope';
import { Written } from './written';
import { proxyFindings } from '../compare/egress/proxies';
import { readEgressProxies } from '../dialects/read-egress';
import { AskedProxy } from '../model/egress-proxy';
import { Finding } from '../model/finding';

/** Takes what is about to be written. What it gives reads back what leaves the cluster through somebody else, and reports what is not as it was declared. */
export function egressProofOf({ proxies }: { readonly proxies: readonly ManagedProxy[] }, written: Written): () => FindingsByConstruct {
  const proven = proxies.filter(({ construct }) => proofModeOf(construct) !== 'off').map(({ construct, cluster, asked }) => ({
    construct, root: cluster.root, asked: asked(), mode: proofModeOf(construct),
  }));
  const objects = proven.length === 0 ? new Map<IConstruct, never>() : written.byCluster();
  return () => {
    const found: FindingsByConstruct = new Map();
    for (const [root, { json }] of objects) {
      const here = proven.filter((one) => one.root === root);
      const findings = here.length === 0 ? new Map<AskedProxy, Finding[]>() : proxyFindings(here.map(({ asked }) => asked), readEgressProxies(json));
      for (const { construct, asked, mode } of here) {
        report(found, construct, inMode(mode, findings.get(asked) ?? []));
      }
    }
    return found;
  };
}
