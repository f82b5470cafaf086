import { CidrGroups, readBlock } from './read-cidr';
import { Field } from '../../fields/field';
import { PolicyProblemCode } from '../../fields/problem';

/**
 * Reads the groups of blocks that policies name; what is wrong with one is taken down by `report`, and leaves it out.
 *
 * @see https://docs.cilium.io/en/stable/network/kubernetes/ciliumcidrgroup/ (Cilium 1.18; `cilium.io/v2` since 1.18, `v2alpha1` before)
 */
export function readCidrGroups(
  objects: readonly unknown[], report: (name: string, code: PolicyProblemCode, path: string, text: string) => void,
): CidrGroups {
  return objects.flatMap((object) => {
    const fields = new Map(new Field('', object, () => undefined).entries());
    const metadata = new Map(fields.get('metadata')?.entries());
    const name = metadata.get('name')?.text() ?? '';
    let isSound = true;
    const spec = new Field('spec', object !== null && typeof object === 'object' && 'spec' in object ? object.spec : undefined, (code, path, text) => {
      isSound = false;
      report(name, code, path, text);
    });
    const blocks = spec.members('externalCIDRs').externalCIDRs.items().flatMap(readBlock);
    const labels = (metadata.get('labels')?.entries() ?? []).map(([key, value]): [string, string] => [key, value.isText() ? value.text() ?? '' : '']);
    return isSound ? [{ name, labels: Object.fromEntries(labels), blocks }] : [];
  });
}
