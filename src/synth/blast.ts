import { Reached } from './reachability';
import { Blast, BlastEnd } from '../compare/blast/blast';
import { blastEndText, stepPortsText } from '../compare/blast/end-text';
import { blastTable, wayTexts } from '../compare/blast/text';
import { ReachRefusal } from '../compare/reach/model';
import { QuestionObjection } from '../compare/reach/question';
import { systemFlowsTo } from '../compare/system/flow';
import { WorkloadId } from '../model/asked';

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
  readonly workload: string;
  readonly isReverse: boolean;
  readonly reached: readonly BlastReachModel[];
  /** All of it as an aligned table. */
  readonly text: string;
}

/** What is within reach if a workload is taken, or from where it can be taken; the DNS of the cluster is no step on any way. */
export function blastRadiusOf({ model, profile }: Reached, workload: WorkloadId, isReverse: boolean): BlastModel | ReachRefusal | QuestionObjection {
  const { dns } = profile;
  const blast = model.blast(workload, { reverse: isReverse, hidden: systemFlowsTo(dns.peers, dns.ports) });
  return 'code' in blast ? blast : modelOf(blast);
}

function modelOf(blast: Blast): BlastModel {
  const { workload, isReverse, rows } = blast;
  return {
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
