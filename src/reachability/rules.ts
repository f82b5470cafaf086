import { Cidr } from '../sets/cidr';
import { Protocol } from '../sets/ports';
import { LabelSelector } from '../sets/selector';

/** The side of a connection that a rule governs: `ingress` its destination, `egress` its source. */
export type Direction = 'ingress' | 'egress';

/** The object that a rule was read from. */
export interface PolicyOrigin {
  readonly kind: 'NetworkPolicy';
  readonly namespace: string;
  readonly name: string;
}

/** The pods that a policy governs. */
export interface Subject {
  readonly namespace: string;
  readonly pods: LabelSelector;
}

/** Namespaces: one by name, or those whose labels match. */
export type NamespaceMatch =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'labelled'; readonly selector: LabelSelector };

/** The other side of a rule. */
export type Peer =
  | { readonly kind: 'pods'; readonly namespaces: NamespaceMatch; readonly pods: LabelSelector }
  | { readonly kind: 'addresses'; readonly block: Cidr; readonly except: readonly Cidr[] };

/** Some ports of the destination. */
export type PortMatch =
  | { readonly kind: 'numbers'; readonly protocol: Protocol; readonly first: number; readonly last: number }
  /** A container port of the destination pod, by its name and its protocol. */
  | { readonly kind: 'name'; readonly protocol: Protocol; readonly name: string }
  | { readonly kind: 'every'; readonly protocol: Protocol };

/** What one entry of a policy allows. */
export interface Rule {
  readonly direction: Direction;
  /** Its place among the rules of its direction in the object, from 0. */
  readonly index: number;
  readonly peers: 'anyone' | readonly Peer[];
  readonly ports: 'all' | readonly PortMatch[];
}

/**
 * What one policy means: its subjects let through, in each direction in which it isolates them, what its rules
 * or those of another policy allow, and nothing else.
 */
export interface Policy {
  readonly origin: PolicyOrigin;
  readonly subject: Subject;
  readonly isolates: readonly Direction[];
  /** Rules of the isolated directions only: the others are without effect. */
  readonly rules: readonly Rule[];
}
