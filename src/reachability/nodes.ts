import { listAt, readLabels, ReadObject, shownValue, valueAt } from './objects';
import { Address, parseAddress } from '../sets/address';
import { LabelMap } from '../sets/selector';

/** What a Node object says of a node. */
export interface NodeFacts {
  readonly name: string;
  readonly labels: LabelMap;
  /** All addresses of its status, host names left out. */
  readonly addresses: readonly Address[];
  /** Those among them that its pods on the host network have. */
  readonly internalAddresses: readonly Address[];
}

/** The node that an object is, if it is one. */
export function readNode(object: ReadObject): NodeFacts | undefined {
  if (object.kind !== 'Node' || object.apiVersion !== 'v1') return undefined;
  const entries = listAt(object.value, 'status', 'addresses').flatMap((entry) => {
    const address = readAddress(object, entry);
    return address === undefined ? [] : [{ address, isInternal: valueAt(entry, 'type') === 'InternalIP' }];
  });
  return {
    name: object.name,
    labels: readLabels(object, 'metadata', 'labels'),
    addresses: entries.map(({ address }) => address),
    internalAddresses: entries.filter(({ isInternal }) => isInternal).map(({ address }) => address),
  };
}

function readAddress({ report }: ReadObject, entry: unknown): Address | undefined {
  const [type, text] = [valueAt(entry, 'type'), valueAt(entry, 'address')];
  if (type !== 'InternalIP' && type !== 'ExternalIP') return undefined;
  const address = parseAddress(shownValue(text));
  if (!('problem' in address)) return address;
  report('status.addresses', `\`${address.text}\` ${address.detail}`);
  return undefined;
}
