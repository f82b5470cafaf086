import { readCidr } from '../../fields/cidr';
import { Field } from '../../fields/field';
import { readSelector } from '../../fields/selector';
import { NamespaceMatch, Peer } from '../../reachability/rules';
import { contains } from '../../sets/cidr';
import { everything } from '../../sets/selector';

/**
 * One entry of `from` or `to`; nothing if it has been refused. Both selectors must match together; a missing namespace selector
 * means the policy's own namespace, a missing pod selector every pod.
 */
export function readPeer(field: Field, ownNamespace: string): Peer[] {
  const { podSelector, namespaceSelector, ipBlock } = field.members('podSelector', 'namespaceSelector', 'ipBlock');
  const bySelector = podSelector.isPresent() || namespaceSelector.isPresent();
  if (ipBlock.isPresent()) {
    if (bySelector) field.refuse('PEER_MIXED', 'a peer has either `ipBlock` or selectors; make it two peers');
    return readBlock(ipBlock);
  }
  if (!bySelector) {
    field.refuse('PEER_EMPTY', 'a peer needs `podSelector`, `namespaceSelector` or `ipBlock`; leave the list out to mean anyone');
    return [];
  }
  const namespaces: NamespaceMatch = namespaceSelector.isPresent()
    ? { kind: 'labelled', selector: readSelector(namespaceSelector) }
    : { kind: 'named', name: ownNamespace };
  return [{ kind: 'pods', namespaces, pods: podSelector.isPresent() ? readSelector(podSelector) : everything }];
}

function readBlock(field: Field): Peer[] {
  const { cidr, except } = field.members('cidr', 'except');
  if (!cidr.isPresent()) cidr.refuse('FIELD_MISSING', '`ipBlock` needs a `cidr`');
  const block = readCidr(cidr);
  const holes = except.items().flatMap((item) => {
    const hole = readCidr(item);
    if (hole === undefined || block === undefined) return [];
    if (!contains(block, hole) || hole.prefix === block.prefix) {
      item.refuse('EXCEPT_OUTSIDE_BLOCK', `except \`${hole.text}\` must lie inside \`${block.text}\` and be smaller`);
    }
    return [hole];
  });
  return block === undefined ? [] : [{ kind: 'addresses', block, except: holes }];
}
