import { readLockEnd } from './end-text';
import { isImplicit } from './implied';
import { LockEnd, LockLine } from './line';
import { Lock, LockGiven } from './lock';
import { GivenReading } from './read-given';
import { endProblem, hasNames, readTarget } from './read-target';
import { LEAVES, readLockWay } from './way';
import { ARROW, GIVEN, LOCK_TITLE, LOCK_VERSION, PERHAPS } from './write';

/** Why a line of a lock is not understood. */
export interface LockProblem {
  /** From 1. */
  readonly line: number;
  /** What is wrong, what is allowed, how to mend it. */
  readonly text: string;
}

/** A lock as its file has it, or what is wrong with the file. */
export type LockRead = { readonly kind: 'lock'; readonly lock: Lock } | { readonly kind: 'problems'; readonly problems: readonly LockProblem[] };

/** Reads the text of a lock, strictly: a line that is passed over would be a connection that nobody looks at. */
export function readLock(text: string): LockRead {
  const rows = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const marker = rows.findIndex((row) => /^(<{7}|={7}|>{7}|\|{7})( |$)/.test(row));
  if (marker >= 0) return refused(marker, MERGE);
  const title = titleProblem(rows[0] ?? '');
  if (title !== undefined) return refused(0, title);
  const reading = new Reading();
  rows.forEach((row, i) => {
    if (row !== '' && !row.startsWith('#')) reading.take(row, i + 1);
  });
  const { problems, lines, given } = reading;
  return problems.length > 0 ? { kind: 'problems', problems } : { kind: 'lock', lock: { given, lines } };
}

const MERGE = 'the lock holds the marks of a merge that nobody has finished: take either side (`git checkout --ours` or `--theirs`), then accept what the manifests do now';

function refused(row: number, text: string): LockRead {
  return { kind: 'problems', problems: [{ line: row + 1, text }] };
}

function titleProblem(row: string): string | undefined {
  const version = row.startsWith(LOCK_TITLE) ? row.slice(LOCK_TITLE.length) : undefined;
  if (version === `${LOCK_VERSION}`) return undefined;
  return version === undefined
    ? `the file is no lock: its first line is not \`${LOCK_TITLE}${LOCK_VERSION}\`; name another file, or take this one away`
    : `the lock is of version \`${version}\`, and this program knows ${LOCK_VERSION}: use the program that wrote it, or take the lock away and accept it anew`;
}

class Reading {
  public readonly problems: LockProblem[] = [];
  public readonly lines: LockLine[] = [];
  private readonly rest = new GivenReading();

  public get given(): LockGiven {
    return this.rest.given;
  }

  public take(row: string, line: number): void {
    const problem = row.startsWith(GIVEN) ? this.rest.take(row.slice(GIVEN.length)) : this.takeLine(row);
    if (problem !== undefined) this.problems.push({ line, text: problem });
  }

  private takeWay(isPerhaps: boolean, from: string, rest: string): string | undefined {
    const line = readLockWay(from, rest);
    if (typeof line === 'string') return line;
    this.lines.push({ certainty: isPerhaps ? 'perhaps' : 'open', ...line });
    return undefined;
  }

  private takeLine(row: string): string | undefined {
    const isPerhaps = row.startsWith(PERHAPS);
    const [from = '', rest, ...more] = (isPerhaps ? row.slice(PERHAPS.length) : row).split(ARROW);
    if (rest === undefined || more.length > 0) return `\`${row}\` is no line of a lock, which is \`SOURCE -> DESTINATION PORTS\`, perhaps with \`? \` before it`;
    if (from.startsWith(LEAVES)) return this.takeWay(isPerhaps, from.slice(LEAVES.length), rest);
    const target = readTarget(rest);
    const source = readLockEnd(from);
    if (source === undefined) return endProblem(from);
    if (typeof target === 'string') return target;
    if (!isPair(source, target.end)) return `\`${row}\` joins two ends that no line joins: one of them is a workload, such as \`shop/web[Deployment]\``;
    const isOfPods = source.kind === 'pods' || target.end.kind === 'pods';
    if (isPerhaps && isOfPods) return `\`${row}\` is about pods that are not among the manifests, of which it is always known: leave out the \`?\``;
    if (!isOfPods && hasNames(target.ports)) return `\`${row}\` has ports by their names, and those of a workload have numbers: write the numbers`;
    if (target.ports.isEmpty() && !isOfPods && (isPerhaps || !isImplicit(source, target.end))) return `\`${row}\` opens no port: leave the line out`;
    if (target.requests !== undefined && source.kind === 'entry' && !source.name.startsWith('Service ')) return `\`${row}\` has requests, and a way in by a controller brings in all of them: leave them out`;
    if (target.requests !== undefined && target.ports.isEmpty()) return `\`${row}\` has requests and opens no port for them: leave them out`;
    const { end: destination, ports, requests } = target;
    this.lines.push({ certainty: isPerhaps ? 'perhaps' : 'open', source, destination, ports, ...(requests === undefined ? {} : { requests }) });
    return undefined;
  }
}

/** One end is a workload of the manifests; ways in lead to such a workload. */
function isPair(source: LockEnd, destination: LockEnd): boolean {
  if (destination.kind === 'workload') return source.kind !== 'name';
  return source.kind === 'workload' && destination.kind !== 'entry';
}
