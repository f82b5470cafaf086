import type { ClusterProfileModel } from '../clusters/profile';
import { Blast, BlastEnd } from '../compare/blast/blast';
import { blastOf } from '../compare/blast/blast-of';
import { blastEndText, stepPortsText } from '../compare/blast/end-text';
import { blastTable, wayTexts } from '../compare/blast/text';
import { ClusterBlocks, meaningOf, workloadsIn } from '../compare/objects/meaning';
import { systemFlowsTo } from '../compare/system/flow';
import { readManifests } from '../dialects/read-manifests';

/** What is known of a cluster; a cluster profile has all of it. */
export interface BlastFacts extends ClusterBlocks {
  /** The DNS of the cluster, which is no step on any way; absent means that it is one. */
  readonly dns?: ClusterProfileModel['dns'];
}

/** One end that is within reach. */
export interface BlastReachModel {
  readonly kind: BlastEnd['kind'];
  /** Such as `shop/db[StatefulSet]`, `203.0.113.0/24` or `pods app=a of shop`. */
  readonly name: string;
  /** Such as `TCP 5432`, with `perhaps` before those of which the manifests do not say enough. */
  readonly ports: string;
  readonly steps: number;
  readonly isCertain: boolean;
  /** Each step in the direction of the calls, such as `shop/payments[Deployment] on TCP 8080`; of a long way the first and the last. */
  readonly way: readonly string[];
}

/** What is within reach of a workload, or from where it can be reached, as plain data. */
export interface BlastModel {
  readonly kind: 'blast';
  readonly workload: string;
  readonly isReverse: boolean;
  readonly reached: readonly BlastReachModel[];
  /** All of it as an aligned table. */
  readonly text: string;
}

/** A name that no workload bears, or several. */
export interface BlastNobody {
  readonly kind: 'nobody';
  /** The workloads that bear it, by names that tell them apart; none where there is none. */
  readonly candidates: readonly string[];
}

/**
 * What is within reach if a workload is taken, by its `namespace/name`, or from where it can be taken.
 *
 * Objects that no API server takes must have been reported before: what they say counts for nothing here.
 */
export function blastRadiusOf(objects: readonly unknown[], facts: BlastFacts, name: string, isReverse: boolean = false): BlastModel | BlastNobody {
  const meaning = meaningOf(objects, facts, readManifests);
  const [workload, ...others] = workloadsIn(meaning, name);
  if (workload === undefined) return { kind: 'nobody', candidates: [] };
  if (others.length > 0) return { kind: 'nobody', candidates: [workload, ...others].map((one) => blastEndText({ kind: 'workload', workload: one })) };
  const hidden = facts.dns === undefined ? {} : { hidden: systemFlowsTo(facts.dns.peers, facts.dns.ports) };
  return modelOf(blastOf(meaning, workload, { reverse: isReverse, ...hidden }));
}

function modelOf(blast: Blast): BlastModel {
  const { workload, isReverse, rows } = blast;
  return {
    kind: 'blast',
    workload: blastEndText({ kind: 'workload', workload }),
    isReverse,
    reached: rows.map((row) => ({
      kind: row.end.kind,
      name: blastEndText(row.end),
      ports: stepPortsText(row),
      steps: row.steps,
      isCertain: row.isCertain,
      way: wayTexts(row, blast),
    })),
    text: blastTable(blast),
  };
}
