import { Answers } from './answers';
import { PairAnswer, Question, ReachAnswer } from './question';
import { Asked, WorkloadId } from '../../model/asked';
import { connectivityOf } from '../../reachability/engine/connectivity-of';
import { Meaning } from '../../reachability/meaning';
import { Flow } from '../../reachability/trace';
import { workloadText } from '../../reachability/workload';
import { ALL_PROTOCOLS, PortSet } from '../../sets/ports';
import { Blast } from '../blast/blast';
import { BlastOptions, blastOf } from '../blast/blast-of';
import { explain } from '../explain/explain';
import { explanationText } from '../explain/text';
import { listOf } from '../list/answer';
import { listEndText } from '../list/end';
import { reachText } from '../words/text';

/** One connection of a list, as texts. */
export interface ConnectionRow {
  readonly source: string;
  readonly destination: string;
  /** The ports that are open, and those that perhaps are. */
  readonly ports: string;
}

/** What a question comes to, in words. */
export interface ExplainedAnswer extends ReachAnswer {
  readonly text: string;
}

/** Manifests as somebody asks about them: who reaches whom, why, and who reaches anybody at all. */
export class ReachModel {
  private readonly answers: Answers;

  public constructor(private readonly meaning: Meaning, asked: Asked) {
    this.answers = new Answers(meaning.snapshot, meaning.rules, asked);
  }

  /** The answer to a question, with the explanation of one flow that decides it; nothing where one of its ends is nobody. */
  public answer(question: Question): ExplainedAnswer | undefined {
    const answer = this.answers.answer(question);
    if (answer === undefined) return undefined;
    const view = this.answers.viewOf([...question.source, ...question.target]);
    const explanations = tellingFlows(answer).map((flow) => explanationText(explain(view.world.snapshot, this.meaning.rules, flow)).trimEnd());
    return { ...answer, text: explanations.join('\n') };
  }

  /** Every connection among workloads and addresses, sorted. */
  public connections(): ConnectionRow[] {
    return listOf({ ...this.meaning, connect: connectivityOf }).connections.map((row) => ({
      source: listEndText(row.source), destination: listEndText(row.destination), ports: reachText(row),
    }));
  }

  /** What is within reach if a workload is taken, or from where it can be taken; nothing where it is not among the manifests. */
  public blast({ kind, namespace, name }: WorkloadId, options: BlastOptions): Blast | undefined {
    const workload = this.meaning.snapshot.workloads.find((one) => one.kind === kind && one.namespace === namespace && one.name === name);
    return workload === undefined ? undefined : blastOf(this.meaning, workload, options);
  }

  /** The workloads that bear a name such as `shop/web`, or `shop/web[StatefulSet]`. */
  public named(text: string): WorkloadId[] {
    return this.meaning.snapshot.workloads
      .filter((workload) => text === workloadText(workload) || text === `${workload.namespace}/${workload.name}`)
      .map(({ kind, namespace, name }) => ({ kind, namespace, name }));
  }
}

/** One flow for each thing that becomes of the ports of a question: one where all fare alike. */
function tellingFlows({ pairs }: ReachAnswer): Flow[] {
  return (['allowed', 'denied', 'unknown'] as const).flatMap((kind) => {
    const pair = pairs.find((one) => !one[kind].isEmpty());
    return pair === undefined ? [] : [flowOf(pair, pair[kind])];
  });
}

function flowOf({ source, destination }: PairAnswer, ports: PortSet): Flow {
  const [first = { protocol: 'TCP', port: 1 } as const] = ALL_PROTOCOLS.flatMap((protocol) => (
    ports.ranges(protocol).map((range) => ({ protocol, port: range.first }))
  ));
  return { source, destination, ...first };
}
