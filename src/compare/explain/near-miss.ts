import { decide } from '../../reachability/decide';
import { Direction, Policy, PortMatch, Rule, RuleSet } from '../../reachability/rules';
import { Snapshot } from '../../reachability/snapshot';
import { Flow, RuleReference } from '../../reachability/trace';

/** A rule that lets a flow through but for one thing. */
export interface NearMiss {
  readonly rule: RuleReference;
  /** What is missing: the port, or the other side among the peers. */
  readonly lacks: 'port' | 'peer';
  readonly ports: 'all' | readonly PortMatch[];
}

/** The rules of some policies that would let a flow through if they had its port, or took its other side in. */
export function nearMisses(snapshot: Snapshot, policies: readonly Policy[], flow: Flow, direction: Direction): NearMiss[] {
  return policies.flatMap((policy) => policy.rules.filter((rule) => rule.direction === direction).flatMap((rule): NearMiss[] => {
    const reference = { origin: policy.origin, direction, index: rule.index };
    const opensWith = (change: Partial<Rule>) => opens(snapshot, { ...policy, rules: [{ ...rule, ...change }] }, flow, direction);
    if (opensWith({ ports: 'all' })) return [{ rule: reference, lacks: 'port', ports: rule.ports }];
    return opensWith({ peers: 'anyone' }) ? [{ rule: reference, lacks: 'peer', ports: rule.ports }] : [];
  }));
}

function opens(snapshot: Snapshot, policy: Policy, flow: Flow, direction: Direction): boolean {
  const alone: RuleSet = { policies: [policy], tiered: [] };
  const { trace } = decide(snapshot, alone, flow);
  return trace.kind === 'sides' && trace[direction].reason.kind === 'matched';
}

/** The ports of a rule, as a person writes them. */
export function portsText(ports: 'all' | readonly PortMatch[]): string {
  return ports === 'all' ? 'every port' : ports.map(portText).join(', ');
}

function portText(port: PortMatch): string {
  switch (port.kind) {
    case 'numbers': return `${port.first === port.last ? port.first : `${port.first}-${port.last}`}/${port.protocol}`;
    case 'name': return port.protocol === undefined ? port.name : `${port.name}/${port.protocol}`;
    case 'every': return `every port of ${port.protocol}`;
  }
}
