import { readPeer } from './read-peer';
import { readPort } from './read-port';
import { Field } from '../../fields/field';
import { PolicyProblem } from '../../fields/problem';
import { Peer, Rule } from '../../reachability/rules';

/** Longer lists than this, as JSON, are read each time: they are hardly written twice. */
const LENGTH_AT_MOST = 1000;

/**
 * Reads the parts of rules, those that are written alike once: of thousands of rules most name the same pods on the same ports, and whoever
 * works on with them knows a list that he has seen by its identity.
 */
export class RuleParts {
  private readonly ports = new Map<string, Rule['ports']>();
  private readonly peers = new Map<string, Rule['peers']>();
  private readonly peersByNamespace = new Map<string, Rule['peers']>();

  /** @param problems What has been refused so far; whatever adds to it is not kept. */
  public constructor(private readonly problems: readonly PolicyProblem[]) {}

  /** Missing or empty lists mean anyone; a list of refused entries never comes to that, since its policy is refused. */
  public peersOf(list: Field, ownNamespace: string): Rule['peers'] {
    const text = list.json();
    const own = `${ownNamespace} ${text}`;
    const known = this.peers.get(text) ?? this.peersByNamespace.get(own);
    if (known !== undefined) return known;
    const before = this.problems.length;
    const items = list.items();
    const peers = items.length === 0 ? 'anyone' : items.flatMap((field) => readPeer(field, ownNamespace));
    if (this.problems.length > before || text.length > LENGTH_AT_MOST) return peers;
    if (peers !== 'anyone' && peers.some(isOfOwnNamespace)) this.peersByNamespace.set(own, peers);
    else this.peers.set(text, peers);
    return peers;
  }

  /** Missing or empty lists mean any port. */
  public portsOf(list: Field): Rule['ports'] {
    const text = list.json();
    const known = this.ports.get(text);
    if (known !== undefined) return known;
    const before = this.problems.length;
    const items = list.items();
    const ports = items.length === 0 ? 'all' : items.flatMap(readPort);
    if (this.problems.length === before && text.length <= LENGTH_AT_MOST) this.ports.set(text, ports);
    return ports;
  }
}

function isOfOwnNamespace(peer: Peer): boolean {
  return peer.kind === 'pods' && peer.namespaces.kind === 'named';
}
