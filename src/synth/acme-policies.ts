import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { siteOf } from './call-site';
import { ClusterScope } from './cluster-scope';
import { emitPolicy } from './policy-object';
import { Registry } from './registry';
import { ACME_UNSAID, AcmeModel, SOLVER } from '../clusters/acme';
import type { ClusterProfileModel } from '../clusters/profile';
import { Finding } from '../model/finding';
import { PolicyIntents } from '../model/intents';
import { recommendedLabels } from '../model/labels';

const NAME = 'acme-http01-solver';

const KNOWN = new WeakMap<Registry, Map<string, PolicyIntents>>();

/** A certificate that cert-manager is asked for. */
export interface AskedCertificate {
  /** Whose Secret it goes to, and where pods answer for its hosts. */
  readonly namespace: string;
  /** The edge by which requests come to these pods. */
  readonly edge: string;
  readonly issuer: string;
  readonly hosts: readonly string[];
}

/** What an issuer needs to prove the hosts of a certificate in its namespace: a way to the pods that answer for them, where there are any. */
export function proveHosts(asker: IConstruct, cluster: ClusterScope, certificate: AskedCertificate): readonly Finding[] {
  if (acmeOf(cluster.profile).http01) openSolvers(asker, cluster, certificate.namespace, certificate.edge);
  return wildcardFindings(cluster.profile, certificate);
}

/** A wildcard can be proved by DNS alone. */
export function wildcardFindings(profile: ClusterProfileModel, { issuer, hosts }: Pick<AskedCertificate, 'issuer' | 'hosts'>): readonly Finding[] {
  const wildcard = hosts.find((host) => host.startsWith('*.'));
  const { wildcards } = acmeOf(profile);
  if (wildcard === undefined || wildcards === 'dns01') return [];
  return [{
    code: 'ACME_WILDCARD',
    text: `the certificate of \`${wildcard}\` by issuer \`${issuer}\` can be proved by DNS alone, and the cluster profile `
      + `${wildcards === 'none' ? 'has proofs over HTTP alone' : 'does not say that it is'}: say \`acme: AcmeSolver.dns01()\` or \`AcmeSolver.http01({ wildcardsByDns: true })\` `
      + 'where the issuer does so, or name the hosts one by one',
    ...(wildcards === 'unknown' ? { severity: 'warning' } : {}),
  }];
}

function acmeOf({ acme }: ClusterProfileModel): AcmeModel {
  return acme ?? ACME_UNSAID;
}

/**
 * Lets the controller of an edge in to the pods that answer for the hosts of a namespace, and nobody else: one policy for all certificates of the
 * namespace, in the chart of the first who asks for one.
 */
function openSolvers(asker: IConstruct, cluster: ClusterScope, namespace: string, edge: string): void {
  const registry = Registry.of(asker);
  const known = KNOWN.get(registry) ?? new Map<string, PolicyIntents>();
  KNOWN.set(registry, known);
  const key = `${cluster.root.node.addr}|${namespace}`;
  const policy = known.get(key) ?? closed(asker, cluster, namespace);
  known.set(key, policy);
  policy.allowIngress({ kind: 'ingressController', edge }, SOLVER.ports, { site: siteOf(asker), reason: 'cert-manager proves hosts over HTTP' });
}

function closed(asker: IConstruct, cluster: ClusterScope, namespace: string): PolicyIntents {
  const intents = new PolicyIntents();
  const frame = { name: NAME, namespace, labels: recommendedLabels(NAME, undefined), podLabels: () => SOLVER.podLabels, cluster, late: false };
  const { main: object, gaps } = emitPolicy(Chart.of(asker), NAME, frame, intents);
  Registry.of(asker).check(object, gaps);
  return intents;
}
