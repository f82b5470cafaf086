import { LintCode, LintFinding } from './codes';
import { Manifests } from './manifests';
import { valueAt } from '../../reachability/objects';
import { OmissionReason } from '../../reachability/rules/entries';

/** The codes of what is wrong; a mesh is not, and what is not followed may be right. */
const CODES: Readonly<Partial<Record<OmissionReason, LintCode>>> = {
  unattached: 'ROUTE_NOT_ATTACHED',
  ungranted: 'REFERENCE_NOT_GRANTED',
  kind: 'BACKEND_NOT_A_SERVICE',
  idle: 'ROUTE_WITHOUT_BACKEND',
};

/** What of Ingresses and routes brings nobody in, and was probably meant to. */
export function* checkRoutes(manifests: Manifests): Iterable<LintFinding> {
  for (const { origin, path, reason, text, mend, namespace } of manifests.omissions) {
    const code = CODES[reason];
    // the grant is the other namespace's to write, and may be where the rest of that namespace is
    if (code === undefined || mend === undefined || (namespace !== undefined && !isHere(namespace, manifests))) continue;
    yield { code, object: origin, path, text, mend };
  }
}

function isHere(namespace: string, { read, byNamespace }: Manifests): boolean {
  return byNamespace.has(namespace) || read.some(({ value }) => valueAt(value, 'metadata', 'namespace') === namespace);
}
