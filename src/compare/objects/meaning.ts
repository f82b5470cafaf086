import { Meaning } from '../../reachability/meaning';
import { flattened } from '../../reachability/objects';
import { Read, ReadProblem } from '../../reachability/rules/readings';
import { snapshotOf } from '../../reachability/snapshot';
import { factsOf } from '../verify/knowledge';

/** Where the pods and the nodes of a cluster are; none means that nobody has said. */
export interface ClusterBlocks {
  readonly podCidrs: readonly string[];
  readonly nodeCidrs: readonly string[];
}

/** What objects mean, and what the API server would refuse of them. */
export interface ObjectsMeaning extends Meaning {
  readonly problems: readonly ReadProblem[];
}

/** Reads objects as they are written. */
export function meaningOf(objects: readonly unknown[], blocks: ClusterBlocks, read: Read): ObjectsMeaning {
  const whole = flattened(objects);
  const snapshot = snapshotOf(whole, factsOf(blocks));
  const { problems, ...readings } = read(whole, snapshot.namespaces);
  return { ...readings, snapshot, problems: [...snapshot.problems.map((problem) => ({ code: 'FIELD_INVALID', ...problem })), ...problems] };
}
