import { LintFinding } from './codes';
import { groupOf, Manifests, namedObject } from './manifests';
import { listAt, ReadObject, valueAt } from '../../reachability/objects';
import { podTemplateOf } from '../../reachability/pods';

/** Words in the images of those who enforce policies. */
const ENFORCER = /calico|cilium|kube-router|antrea|weave|ovn|kindnet|network-polic|netpol|canal|romana|terway|kube-ovn/i;

/**
 * Flannel among the manifests, and beside it nobody who enforces policies: they are taken, and do nothing.
 *
 * @see https://github.com/flannel-io/flannel/blob/master/README.md#network-policy (and Documentation/netpol.md, since v0.25.5)
 */
export function* checkPlugin({ read, rules }: Manifests): Iterable<LintFinding> {
  const policies = rules.policies.length + rules.tiered.length;
  if (policies === 0) return;
  const images = read.flatMap((object) => imagesOf(object).map((image) => ({ object, image })));
  if (images.some(({ object, image }) => ENFORCER.test(image) || ENFORCER.test(object.name))) return;
  const [flannel] = images.filter(({ object, image }) => object.kind === 'DaemonSet' && groupOf(object) === 'apps' && /(^|[/-])flannel(:|@|$)/.test(image))
    .map(({ object }) => object).sort((a, b) => (`${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1));
  if (flannel === undefined) return;
  yield {
    code: 'POLICY_NOT_ENFORCED',
    object: namedObject(flannel),
    path: 'spec.template.spec.containers',
    text: `Flannel enforces no policy, and nobody beside it does: the ${policies} policies of these manifests do nothing`,
    mend: 'install a plugin that enforces them (Calico beside Flannel is Canal), or Flannel with `netpol.enabled`',
  };
}

function imagesOf(object: ReadObject): string[] {
  const template = podTemplateOf(object);
  if (template === undefined) return [];
  return listAt(object.value, ...template.template, 'spec', 'containers').flatMap((container) => {
    const image = valueAt(container, 'image');
    return typeof image === 'string' ? [image] : [];
  });
}
