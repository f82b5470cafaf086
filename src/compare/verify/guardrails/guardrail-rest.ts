import { GuardrailClaim, portSetOf } from './guardrail-claim';
import { GuardrailParties } from './guardrail-parties';
import { FlowDirection } from '../../../model/endpoint';
import { GuardrailsModel } from '../../../model/guardrails';
import { PortSet } from '../../../sets/ports';

/**
 * That guardrails do nothing but what they state. Whoever is not guarded is neither shut nor opened by their objects, and a guarded pod is shut towards no
 * other pod but those from which it is to be kept apart. What policies of somebody else do is no affair of theirs.
 */
export function restClaims(parties: GuardrailParties, model: GuardrailsModel): GuardrailClaim[] {
  return (['ingress', 'egress'] as const).flatMap((direction): GuardrailClaim[] => {
    const free = (subject: number) => (parties.isFree(subject) ? PortSet.all : PortSet.none);
    const rest = { direction, of: 'own', mayBeUnknown: false } as const;
    return [
      { ...rest, statement: 'unguarded', wants: 'open', against: 'none', ports: free },
      { ...rest, statement: 'unguarded', wants: 'shut', against: 'allowNothing', ports: free },
      {
        ...rest,
        statement: 'nothingElse',
        wants: 'open',
        // where the baseline shuts whatever no policy opens, there is one that opens everything
        against: model.baseline.includes(direction) ? 'allowEverything' : 'none',
        ports: exchanged(parties, model, direction),
      },
    ];
  });
}

/** The ports on which a guarded pod exchanges with another one, as far as it is for guardrails to say. */
function exchanged(parties: GuardrailParties, { neverOpen }: GuardrailsModel, direction: FlowDirection): GuardrailClaim['ports'] {
  const butNever = PortSet.all.difference(portSetOf(neverOpen));
  return (subject, other) => {
    if (!parties.isHeld(subject) || !parties.isPod(other) || parties.areForeign(subject, other)) return PortSet.none;
    return direction === 'ingress' && parties.isHeldOff(other) ? butNever : PortSet.all;
  };
}
