import { Field } from '../../fields/field';
import { ACCOUNT } from '../../reachability/rules';
import { holds, LabelCondition, LabelMap, LabelRequirement } from '../../sets/condition';

/** The labels of the ServiceAccounts among the manifests, by `namespace/name`. */
export type Accounts = ReadonlyMap<string, LabelMap>;

/** Reads the ServiceAccounts among objects: selectors find pods by their labels, too. */
export function readAccounts(objects: readonly unknown[]): Accounts {
  return new Map(objects.filter(isAccount).map((object): [string, LabelMap] => {
    const metadata = new Map(new Map(new Field('', object, () => undefined).entries()).get('metadata')?.entries());
    const labels = (metadata.get('labels')?.entries() ?? []).map(([key, value]): [string, string] => [key, value.text() ?? '']);
    const namespace = metadata.get('namespace')?.text() ?? '';
    return [`${namespace === '' ? 'default' : namespace}/${metadata.get('name')?.text() ?? ''}`, Object.fromEntries(labels)];
  }));
}

function isAccount(object: unknown): object is object {
  return typeof object === 'object' && object !== null && 'kind' in object && object.kind === 'ServiceAccount' && 'apiVersion' in object && object.apiVersion === 'v1';
}

/** A condition on one label of a ServiceAccount, as one on the ServiceAccounts among the manifests that have such a label. */
export function accountsWhere(condition: LabelCondition, accounts: Accounts): LabelRequirement {
  return { key: ACCOUNT.path, operator: 'In', values: [...accounts].flatMap(([path, labels]) => (holds(condition, labels) ? [path] : [])) };
}

/** To have a ServiceAccount of which the labels are known, or else one of which they are not. */
export function accountIs(what: 'known' | 'unknown', accounts: Accounts): LabelRequirement {
  return { key: ACCOUNT.path, operator: what === 'known' ? 'In' : 'NotIn', values: [...accounts.keys()] };
}
