import { Connection, FindingSeverity, PortRange, ReachChange, ReachChangeKind, ReachFinding, Verdict } from './answers';
import { ManifestFolderProps } from './manifest-folder-props';
import { soundCidr } from '../../model/address-block';
import { order } from '../../sets/order';
import { ALL_PROTOCOLS, PortSet } from '../../sets/ports';
import type { FolderFacts } from '../../synth/folder';
import type { ReachModel, ReportedFinding } from '../../synth/reachability';
import { Protocol } from '../connections/port';

/** The rows of a list of the model, where it gives any. */
type RowOf<L extends 'connections' | 'changesSince'> = Extract<ReturnType<ReachModel[L]>, readonly unknown[]>[number];

const VERDICTS = { allowed: Verdict.ALLOWED, denied: Verdict.DENIED, unknown: Verdict.UNKNOWN, mixed: Verdict.MIXED } as const;

const CHANGE_KINDS = {
  added: ReachChangeKind.ADDED,
  removed: ReachChangeKind.REMOVED,
  widened: ReachChangeKind.WIDENED,
  narrowed: ReachChangeKind.NARROWED,
  changed: ReachChangeKind.CHANGED,
} as const;

const PROTOCOLS = { TCP: Protocol.TCP, UDP: Protocol.UDP, SCTP: Protocol.SCTP } as const;

const SEVERITIES = { error: FindingSeverity.ERROR, warning: FindingSeverity.WARNING } as const;

/** A verdict as users have it. */
export function verdictOf(verdict: keyof typeof VERDICTS): Verdict {
  return VERDICTS[verdict];
}

/** A connection as users have it. */
export function connectionOf({ source, target, allowed, unknown, requests }: RowOf<'connections'>): Connection {
  return {
    source,
    target,
    ports: allowed.toString(),
    portRanges: rangesOf(allowed),
    unknownPorts: unknown.toString(),
    unknownPortRanges: rangesOf(unknown),
    ...(requests === '' ? {} : { requests }),
  };
}

/** A change as users have it. */
export function changeOf(row: RowOf<'changesSince'>): ReachChange {
  return { ...row, kind: CHANGE_KINDS[row.kind] };
}

/** Findings as users have them: those of constructs sorted, and those of a folder in their order. */
export function sortedFindings(findings: readonly ReportedFinding[]): ReachFinding[] {
  return findings.map(findingOf).sort((a, b) => order(keyOf(a), keyOf(b)));
}

function rangesOf(ports: PortSet): PortRange[] {
  return ALL_PROTOCOLS.flatMap((protocol) => ports.ranges(protocol).map(({ first, last }) => ({ protocol: PROTOCOLS[protocol], first, last })));
}

/** Of a folder all keys are equal: its findings are in order. */
function keyOf({ constructPath, code, text }: ReachFinding): string {
  return constructPath === undefined ? '' : [constructPath, code, text].join('\n');
}

function findingOf({ code, severity, path, place, text, details }: ReportedFinding): ReachFinding {
  return { code, severity: SEVERITIES[severity], text, details: [...details], constructPath: path, place };
}

/** What a folder does not say, as the model has it. Refuses `CIDR_INVALID`. */
export function factsOf({ podCidrs, nodeCidrs }: ManifestFolderProps): FolderFacts {
  return { podCidrs: blocksOf(podCidrs), nodeCidrs: blocksOf(nodeCidrs) };
}

function blocksOf(cidrs: readonly string[] = []): string[] {
  return [...new Set(cidrs.map((cidr) => soundCidr(cidr).text))].sort();
}
