import { FlowDirection } from '../../../model/endpoint';
import { GuardrailPromise } from '../../../model/guardrails';
import { PortMatch } from '../../../model/port';
import { PortSet } from '../../../sets/ports';

/** What policies of namespaces may say, whoever may write them: all that guardrails have to hold against, and what holds where there are none. */
export type Hostility = 'allowEverything' | 'allowNothing' | 'none';

/** What one statement wants of a pod in one direction, of every other end. */
export interface GuardrailClaim {
  readonly statement: GuardrailPromise;
  readonly direction: FlowDirection;
  /** Whether what it speaks of gets through, or is held off. */
  readonly wants: 'open' | 'shut';
  /** Against which policies of namespaces it holds. */
  readonly against: Hostility;
  /** Of which policies of the whole cluster it speaks: of all of them, or of the guardrails' own, whatever others do. */
  readonly of: 'all' | 'own';
  /** On which ports it wants so of a pair; none where it says nothing of them. The subject is a workload, by its place. */
  readonly ports: (subject: number, other: number) => PortSet;
  /** Whether it is fine that nobody knows: whoever is meant has no address that anybody could look up. */
  readonly mayBeUnknown: boolean;
}

/** The ports of some of a model. */
export function portSetOf(ports: readonly PortMatch[]): PortSet {
  return ports.map(({ protocol, port, endPort }) => PortSet.of(protocol, port, endPort)).reduce((sum, one) => sum.union(one), PortSet.none);
}
