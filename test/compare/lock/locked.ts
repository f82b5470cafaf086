import { CONFORMANT } from '../../../src/clusters/profile';
import { lockOfCluster } from '../../../src/compare/lock/cluster';
import { lockChanges } from '../../../src/compare/lock/difference';
import { Lock } from '../../../src/compare/lock/lock';
import { readLock } from '../../../src/compare/lock/read';
import { lockSentences, LockSentences } from '../../../src/compare/lock/sentences';
import { lockText } from '../../../src/compare/lock/write';
import { systemFlowsTo } from '../../../src/compare/system/flow';
import { meaningOn } from '../../../src/compare/verify/knowledge';
import { readManifests } from '../../../src/dialects/read-manifests';
import { objectsOf } from '../../reachability/world';

/** What is known of a cluster in a test. */
export interface Known {
  readonly podCidrs?: readonly string[];
  readonly nodeCidrs?: readonly string[];
  readonly unenforced?: readonly string[];
  readonly dns?: typeof CONFORMANT.dns;
}

/** The lock of some YAML, all of which must be sound. */
export function lockOfYaml(yaml: string, known: Known = {}): Lock {
  const { podCidrs = [], nodeCidrs = [], unenforced = [], dns = CONFORMANT.dns } = known;
  const { problems, ...meaning } = meaningOn({ podCidrs, nodeCidrs, enforces: { networkPolicy: true, tiers: true } }, objectsOf(yaml), readManifests);
  expect(problems).toEqual([]);
  return lockOfCluster(meaning, { unenforced, system: systemFlowsTo(dns.peers, dns.ports) });
}

/** The lines of a lock without its header. */
export function linesOf(lock: Lock): string[] {
  return lockText(lock).trimEnd().split('\n').filter((line) => !line.startsWith('#') && line !== '');
}

/** A lock out of lines. */
export function lockOfLines(...lines: readonly string[]): Lock {
  const read = readLock(['# cdk8s-reach lock v1', ...lines].join('\n'));
  if (read.kind === 'problems') throw new Error(read.problems.map(({ line, text }) => `${line}: ${text}`).join('\n'));
  return read.lock;
}

/** What is said of a change from one lock to another. */
export function changed(before: Lock, after: Lock): LockSentences {
  return lockSentences(lockChanges(before, after), before, after);
}

/** What is said of a change from some lines to others. */
export function said(accepted: readonly string[], current: readonly string[]): LockSentences {
  return changed(lockOfLines(...accepted), lockOfLines(...current));
}
