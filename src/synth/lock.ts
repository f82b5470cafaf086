import { IConstruct } from 'constructs';
import { clusterOf, ClusterScope, pathOf } from './cluster-scope';
import { FindingsByConstruct, ManagedLock, report } from './managed';
import { refused } from './proof';
import { knowledgeOf } from './read-back';
import { Written, WrittenObjects } from './written';
import { lockOfCluster } from '../compare/lock/cluster';
import { Lock } from '../compare/lock/lock';
import { lockPlugin } from '../compare/lock/plugin';
import { readLock } from '../compare/lock/read';
import { changesText, lockNews } from '../compare/lock/sentences';
import { lockText } from '../compare/lock/write';
import { systemFlowsTo } from '../compare/system/flow';
import { meaningOn } from '../compare/verify/knowledge';
import { readManifests } from '../dialects/read-manifests';
import { acceptsLocks, LOCK_ACCEPTED, LOCK_VARIABLE, readLockFile, writeLockFile } from '../files/lock-file';
import { Finding, refuse } from '../model/finding';

/** What the locks of an App have to say, and what is to be written once the synth has been successful. */
export interface LockOutcome {
  readonly findings: FindingsByConstruct;
  readonly pending: readonly PendingLock[];
}

/** A lock that waits to be written. */
export interface PendingLock {
  readonly file: string;
  readonly text: string;
  /** What is new in it: a line, and a sentence for each connection. */
  readonly news: readonly string[];
}

/** Holds what is about to be written against the locks. */
export function lockOutcome(locks: readonly ManagedLock[], written: Written): LockOutcome {
  const findings: FindingsByConstruct = new Map();
  const pending: PendingLock[] = [];
  if (locks.length === 0) return { findings, pending };
  const objects = written.byCluster();
  const covered = new Set(locks.map(({ construct }) => clusterOf(construct).root));
  for (const lock of locks) {
    const cluster = clusterOf(lock.construct);
    const uncovered = [...objects.keys()].filter((root) => !covered.has(root) && root.node.scopes.includes(lock.construct));
    report(findings, lock.construct, uncovered.map((root) => partial(lock, cluster, root)));
    const outcome = outcomeOf(lock, cluster, objects.get(cluster.root) ?? NO_OBJECTS);
    report(findings, lock.construct, outcome.findings);
    pending.push(...outcome.pending);
  }
  return { findings, pending };
}

const NO_OBJECTS: WrittenObjects = { json: [], constructOf: () => undefined };

function partial({ file }: ManagedLock, { root }: ClusterScope, other: IConstruct): Finding {
  return {
    code: 'LOCK_PARTIAL',
    text: `\`${file}\` is the lock of the cluster of \`${pathOf(root)}\`, and \`${pathOf(other)}\` goes to another one, which no lock covers: `
      + `give it one of its own, as in \`ConnectivityLock.of(scope, { file: '${other.node.id}.lock' })\``,
  };
}

type Outcome = { readonly findings: readonly Finding[]; readonly pending: readonly PendingLock[] };

function outcomeOf({ file }: ManagedLock, { profile }: ClusterScope, objects: WrittenObjects): Outcome {
  const cluster = knowledgeOf(profile);
  const { podCidrs, nodeCidrs } = cluster;
  const { addresses: apiServer } = profile.apiServer;
  // a lock says itself of which policies it takes no account
  const { unenforced, tellsRequests, ...plugin } = lockPlugin(cluster);
  const known = { ...plugin, podCidrs, nodeCidrs, ...(apiServer.length === 0 ? {} : { apiServer }), enforces: { networkPolicy: true, tiers: true } };
  const meaning = meaningOn(known, objects.json, readManifests);
  if (meaning.problems.length > 0) return { findings: meaning.problems.map((problem) => refused(problem, objects)), pending: [] };
  const system = systemFlowsTo(profile.dns.peers, profile.dns.ports);
  const current = lockOfCluster(meaning, { unenforced, system, ...(tellsRequests === undefined ? {} : { tellsRequests }) });
  const found = readLockFile(file, process.cwd());
  const isAccepting = acceptsLocks(process.env) === true;
  if (found.kind === 'problem') return { findings: [malformed(`\`${file}\` ${found.text}`)], pending: [] };
  if (found.kind === 'missing') return isAccepting ? accepted(file, undefined, current, '') : { findings: [missing(file)], pending: [] };
  const read = readLock(found.text);
  if (read.kind === 'problems') return { findings: read.problems.map(({ line, text }) => malformed(`\`${file}\`, line ${line}: ${text}`)), pending: [] };
  return isAccepting ? accepted(file, read.lock, current, found.text) : { findings: compared(file, read.lock, current), pending: [] };
}

function malformed(text: string): Finding {
  return { code: 'LOCK_MALFORMED', text };
}

function missing(file: string): Finding {
  return {
    code: 'LOCK_MISSING',
    text: `there is no lock \`${file}\` yet: write it with a synth that has \`${LOCK_VARIABLE}=${LOCK_ACCEPTED}\` in its environment, and commit it`,
  };
}

function accepted(file: string, before: Lock | undefined, current: Lock, written: string): Outcome {
  const text = lockText(current);
  if (text === written) return { findings: [], pending: [] };
  const { changes, sentences: { opened, closed } } = lockNews(before, current);
  return { findings: [], pending: [{ file, text, news: [`${changesText(changes.opened)} accepted, ${closed.length} gone`, ...shown([...opened, ...closed])] }] };
}

function compared(file: string, before: Lock, current: Lock): Finding[] {
  const { changes, sentences: { opened, closed } } = lockNews(before, current);
  return [
    ...(opened.length === 0 ? [] : [{
      code: 'LOCK_WIDENED' as const,
      text: `\`${file}\` would be widened by ${changesText(changes.opened)}: take out what opens ${opened.length === 1 ? 'it' : 'them'}, `
        + `or accept with a synth that has \`${LOCK_VARIABLE}=${LOCK_ACCEPTED}\` in its environment`,
      details: shown(opened),
    }]),
    ...(closed.length === 0 ? [] : [{
      code: 'LOCK_NARROWED' as const,
      text: `${changesText(changes.closed)} of \`${file}\` ${closed.length === 1 ? 'is' : 'are'} gone: a synth with \`${LOCK_VARIABLE}=${LOCK_ACCEPTED}\` in its environment tightens it`,
      details: shown(closed),
    }]),
  ];
}

/** So many sentences are told; of the others there is a number. */
const SHOWN = 50;

function shown(sentences: readonly string[]): string[] {
  const rest = sentences.length - SHOWN;
  return [...sentences.slice(0, SHOWN), ...(rest > 0 ? [`and ${rest} more`] : [])];
}

/** Writes the locks of a synth that has been successful, and says so where no manifest is. */
export function writeLocks(pending: readonly PendingLock[]): void {
  for (const { file, text, news } of pending) {
    const why = writeLockFile(file, process.cwd(), text);
    if (why !== undefined) refuse('LOCK_INVALID', `the lock \`${file}\` ${why}: give \`ConnectivityLock.of\` another \`file\``);
    process.stderr.write(`cdk8s-reach: ${file}: ${news.join('\n      ')}\n`);
  }
}
