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
 * What can be tried out of a policy. Rules about requests shut out whatever they do not name, even where nothing else is shut: they wait.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/intro/#endpoint-default-policy (Cilium 1.18)
 */
export function additiveSubject(subject: PolicySubject): AdditiveSubject {
  const [ingress, egress] = [subject.ingress.map(withoutRequests), subject.egress.map(withoutRequests)];
  const gaps = [...subject.ingress, ...subject.egress].flatMap(({ key, requests }): Finding[] => (requests === undefined ? [] : [{
    code: 'APPROXIMATED',
    text: `Cilium shuts out requests even where its policy shuts nothing else, so that \`${key}\` is open to every request in a dry run, which is wider than ${requestsText(requests)}`,
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
