import { Flow, PolicySubject } from '../../model/endpoint';
import { Finding } from '../../model/finding';
import { DRY_RUN_ANNOTATION } from '../../model/policy-api';
import { KubeObject } from '../../model/rendered';
import { requestsText } from '../../model/request';

/** Whatever no rule lets through gets through all the same. */
const NOTHING_IS_SHUT = { ingress: false, egress: false } as const;

/** A subject without its requests, and what is lost with them. */
export interface AdditiveSubject {
  readonly subject: PolicySubject;
  readonly gaps: readonly Finding[];
}

/**
 * What can be tried out of a policy. Rules about requests wait: they lead a connection through Cilium's proxy, which is no dry run of it, and before 1.18, and
 * patches of 1.16 and 1.17, the proxy refuses what they do not name, even where nothing is shut.
 *
 * @see https://docs.cilium.io/en/v1.18/security/policy/intro/#endpoint-default-policy (Cilium 1.18)
 * @see https://github.com/cilium/cilium/pull/38841 (in 1.18, and in the patches of 1.16 and 1.17 of May 2025)
 */
export function additiveSubject(subject: PolicySubject): AdditiveSubject {
  const [ingress, egress] = [subject.ingress.map(withoutRequests), subject.egress.map(withoutRequests)];
  const gaps = [...subject.ingress, ...subject.egress].flatMap(({ key, requests }): Finding[] => (requests === undefined ? [] : [{
    code: 'APPROXIMATED',
    text: `rules about requests lead connections through the proxy of Cilium, which a dry run must not, so that \`${key}\` is open to every request in it, which is wider than ${requestsText(requests)}`,
  }]));
  return { subject: { ...subject, ingress, egress }, gaps };
}

function withoutRequests({ requests: _, ...flow }: Flow): Flow {
  return flow;
}

/** A policy of Cilium that shuts nothing. */
export function additive({ apiVersion, kind, metadata, ...rest }: KubeObject & { readonly spec?: unknown }): KubeObject & { readonly spec: object } {
  const spec = typeof rest.spec === 'object' ? rest.spec : {};
  return {
    apiVersion,
    kind,
    metadata: { ...metadata, annotations: { ...metadata.annotations, [DRY_RUN_ANNOTATION]: 'true' } },
    spec: { ...spec, enableDefaultDeny: NOTHING_IS_SHUT },
  };
}
