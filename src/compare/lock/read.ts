import { ANY, readLockEnd } from './end-text';
import { isImplicit } from './implied';
import { LockEnd, LockLine } from './line';
import { Lock, LockGiven } from './lock';
import { readLockPorts } from './ports-text';
import { readLockRequests } from './requests';
import { ARROW, FOR, GIVEN, LOCK_TITLE, LOCK_VERSION, PERHAPS } from './write';
import { Cidr, isProblem, parseCidr } from '../../sets/cidr';
import { LabelMap } from '../../sets/selector';
import { SymbolicPorts } from '../list/ports';
import { SystemFlow } from '../system/flow';

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
  private readonly pods: Cidr[] = [];
  private readonly nodes: Cidr[] = [];
  private readonly apiServer: Cidr[] = [];
  private readonly blocks = { pods: true, nodes: true };
  private tellsRequests = true;
  private readonly unenforced: string[] = [];
  private readonly system: SystemFlow[] = [];

  public get given(): LockGiven {
    const { pods: podCidrs, nodes: nodeCidrs, apiServer, blocks, tellsRequests, unenforced, system } = this;
    return {
      podCidrs,
      nodeCidrs,
      ...(apiServer.length === 0 ? {} : { apiServer }),
      ...(blocks.pods && blocks.nodes ? {} : { blocks }),
      ...(tellsRequests ? {} : { tellsRequests }),
      unenforced,
      system,
    };
  }

  public take(row: string, line: number): void {
    const problem = row.startsWith(GIVEN) ? this.takeGiven(row.slice(GIVEN.length)) : this.takeLine(row);
    if (problem !== undefined) this.problems.push({ line, text: problem });
  }

  private takeLine(row: string): string | undefined {
    const isPerhaps = row.startsWith(PERHAPS);
    const [from = '', rest, ...more] = (isPerhaps ? row.slice(PERHAPS.length) : row).split(ARROW);
    if (rest === undefined || more.length > 0) return `\`${row}\` is no line of a lock, which is \`SOURCE -> DESTINATION PORTS\`, perhaps with \`? \` before it`;
    const target = readTarget(rest);
    const source = readLockEnd(from);
    if (source === undefined) return endProblem(from);
    if (typeof target === 'string') return target;
    if (!isPair(source, target.end)) return `\`${row}\` joins two ends that no line joins: one of them is a workload, such as \`shop/web[Deployment]\``;
    const isOfPods = source.kind === 'pods' || target.end.kind === 'pods';
    if (isPerhaps && isOfPods) return `\`${row}\` is about pods that are not among the manifests, of which it is always known: leave out the \`?\``;
    if (!isOfPods && hasNames(target.ports)) return `\`${row}\` has ports by their names, and those of a workload have numbers: write the numbers`;
    if (target.ports.isEmpty() && !isOfPods && (isPerhaps || !isImplicit(source, target.end))) return `\`${row}\` opens no port: leave the line out`;
    if (target.requests !== undefined && (isOfPods || source.kind === 'entry')) return `\`${row}\` has requests, and of pods that are not among the manifests, and of ways in, all of them are told: leave them out`;
    const { end: destination, ports, requests } = target;
    this.lines.push({ certainty: isPerhaps ? 'perhaps' : 'open', source, destination, ports, ...(requests === undefined ? {} : { requests }) });
    return undefined;
  }

  private takeGiven(text: string): string | undefined {
    const [, what = '', value = ''] = /^(pods in|nodes in|API server in|blocks without|requests|unenforced|hidden ->) (.+)$/.exec(text) ?? [];
    switch (what) {
      case 'pods in': return takeCidr(value, this.pods);
      case 'nodes in': return takeCidr(value, this.nodes);
      case 'API server in': return takeCidr(value, this.apiServer);
      case 'blocks without': return this.takeBlocks(value);
      case 'requests': return this.takeRequests(value);
      case 'unenforced': this.unenforced.push(value); return undefined;
      case 'hidden ->': return this.takeHidden(value);
      default: return unknownGiven(text);
    }
  }

  private takeBlocks(text: string): string | undefined {
    if (text !== 'pods' && text !== 'nodes') return unknownGiven(`blocks without ${text}`);
    this.blocks[text] = false;
    return undefined;
  }

  private takeRequests(text: string): string | undefined {
    if (text !== 'together') return unknownGiven(`requests ${text}`);
    this.tellsRequests = false;
    return undefined;
  }

  private takeHidden(text: string): string | undefined {
    const target = readTarget(text);
    if (typeof target === 'string') return target;
    const { end, ports } = target;
    const to = systemPeerOf(end);
    if (target.requests !== undefined) return `\`${text}\` has requests, and what is hidden has all of them: leave them out`;
    if (hasNames(ports) || ports.isEmpty()) return `\`${text}\` hides ports that have no number: write numbers, such as \`TCP/53,UDP/53\``;
    if (to === undefined) return `\`${text}\` is nobody whom a lock can hide: write addresses, or pods by labels, such as \`pods k8s-app=kube-dns of kube-system TCP/53\``;
    this.system.push({ to, ports: ports.numbers });
    return undefined;
  }
}

function unknownGiven(text: string): string {
  return `\`${GIVEN}${text}\` is not known; known are \`given pods in CIDR\`, \`given nodes in CIDR\`, \`given API server in CIDR\`, \`given blocks without pods\`, `
    + '`given blocks without nodes`, `given requests together`, `given unenforced KIND` and `given hidden -> PODS PORTS`';
}

function takeCidr(text: string, list: Cidr[]): string | undefined {
  const cidr = parseCidr(text);
  if (isProblem(cidr)) return `\`${text}\` ${cidr.detail}`;
  list.push(cidr);
  return undefined;
}

type Target = Pick<LockLine, 'ports' | 'requests'> & { readonly end: LockEnd };

/** An end, and ports behind the last space, perhaps with requests behind them. */
function readTarget(whole: string): Target | string {
  const behind = whole.indexOf(FOR);
  const text = behind < 0 ? whole : whole.slice(0, behind);
  const told = behind < 0 ? undefined : whole.slice(behind + FOR.length);
  const requests = told === undefined ? undefined : readLockRequests(told);
  if (told !== undefined && requests === undefined) return `\`${told}\` is not known as requests; write them like \`[[{"method":"GET","path":"/v1"}]]\`, each text an expression of RE2`;
  const space = text.lastIndexOf(' ');
  const ports = readLockPorts(text.slice(space + 1));
  if (space < 0 || ports === undefined) return `\`${text.slice(space + 1)}\` is not known as ports; write them like \`TCP/80,8000-8999,UDP/53\`, or \`all\``;
  const end = readLockEnd(text.slice(0, space));
  return end === undefined ? endProblem(text.slice(0, space)) : { end, ports, ...(requests === undefined ? {} : { requests }) };
}

function endProblem(text: string): string {
  return `\`${text}\` is no end of a connection, such as \`shop/web[Deployment]\`, \`10.0.0.0/8\`, \`name api.example.com\`, \`pods app=a of shop\` or \`Ingress shop/web a.example/\``;
}

function hasNames(ports: SymbolicPorts): boolean {
  return !ports.equals(SymbolicPorts.numbered(ports.numbers));
}

/** One end is a workload of the manifests; ways in lead to such a workload. */
function isPair(source: LockEnd, destination: LockEnd): boolean {
  if (destination.kind === 'workload') return source.kind !== 'name';
  return source.kind === 'workload' && destination.kind !== 'entry';
}

function systemPeerOf(end: LockEnd): SystemFlow['to'] | undefined {
  if (end.kind === 'addresses') return { kind: 'addresses', addresses: end.addresses };
  if (end.kind !== 'pods') return undefined;
  const [namespaces, pods] = [readLabels(end.namespaces), readLabels(end.pods)];
  return namespaces === undefined || pods === undefined ? undefined : { kind: 'pods', namespaces, pods };
}

function readLabels(text: string): LabelMap | undefined {
  if (text === ANY) return {};
  const pairs = text.split(',').map((one) => /^([^=!() ]+)=([^=!() ]*)$/.exec(one));
  return pairs.includes(null) ? undefined : Object.fromEntries(pairs.map((pair): [string, string] => [pair?.[1] ?? '', pair?.[2] ?? '']));
}
