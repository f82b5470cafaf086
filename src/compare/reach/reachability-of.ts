import { ReachModel } from './model';
import { Asked } from '../../model/asked';
import { flattened } from '../../reachability/objects';
import { Read } from '../../reachability/rules/readings';
import { snapshotOf } from '../../reachability/snapshot';
import { ClusterKnowledge, enforcedRules, factsOf } from '../verify/knowledge';

/** Nothing was asked: manifests of anybody. */
export const NOTHING_ASKED: Asked = { workloads: [], targets: [], routes: [], controllers: [], exceptions: [] };

/** Objects as somebody asks about them, on a cluster that enforces what it enforces. */
export function reachabilityOf(objects: readonly unknown[], asked: Asked, cluster: ClusterKnowledge, read: Read): ReachModel {
  const whole = flattened(objects);
  const snapshot = snapshotOf(whole, factsOf(cluster));
  const { rules, services, entries } = read(whole, snapshot.namespaces);
  return new ReachModel({ snapshot, services, entries, rules: enforcedRules(rules, cluster) }, asked);
}
