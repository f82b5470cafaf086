import { Engine } from './engine';
import { Outcomes } from './outcomes';
import { narrowedBetween } from './pair-requests';
import { Numbering } from './partition';
import { sharedRows } from './shared-rows';
import { Walk } from './walk';
import { Connection, ConnectivityMap, ConnectivityOptions, MapEnd, SharedRows } from '../connectivity';
import { RuleSet } from '../rules';
import { Snapshot } from '../snapshot';

/** A map that knows how many different answers there are. */
export interface ExactMap extends ConnectivityMap {
  readonly classOf: (end: number) => number;
  readonly rows: () => SharedRows;
  /** How much there was to compute: the classes of ends to the rules, the rows of each direction, and the pairs of classes that are not empty. */
  readonly size: () => MapSize;
}

/** How much a map holds; own nodes, which no rule is about, are left out. */
export interface MapSize {
  readonly classes: number;
  readonly egressRows: number;
  readonly ingressRows: number;
  readonly classPairs: number;
  /** How many pairs of ends these stand for. */
  readonly pairs: number;
}

/**
 * Who reaches whom on what, exactly, for all pairs. What it takes grows with the classes of ends that the rules tell apart, and with the answer.
 *
 * It agrees with `decide` on every flow; but what `decide` works out for one flow, this does for sets: of ends, addresses and ports.
 */
export function connectivityOf(snapshot: Snapshot, rules: RuleSet, options: ConnectivityOptions = {}): ExactMap {
  const engine = new Engine(snapshot, rules, options);
  const ends: MapEnd[] = [
    ...engine.workloads.map((workload): MapEnd => ({ kind: 'workload', workload })),
    ...engine.cells.map(({ addresses }): MapEnd => ({ kind: 'cell', addresses })),
    ...engine.names,
  ];
  const endAt = (place: number): MapEnd => {
    const end = ends[place];
    if (end === undefined) throw new RangeError(`there is no end ${place}; there are ${ends.length}`);
    return end;
  };
  const connection = (source: number, destination: number, outcome: number): Connection => {
    const reach = { allowed: engine.outcomes.allowedPorts(outcome), unknown: engine.outcomes.unknownPorts(outcome) };
    const narrowed = narrowedBetween(engine, source, destination, reach);
    return { source: endAt(source), destination: endAt(destination), ...reach, ...(narrowed.length === 0 ? {} : { narrowed }) };
  };
  let classes: Int32Array | undefined;
  return {
    ends,
    between: (source, destination) => connection(source, destination, engine.outcome(source, destination)),
    classOf: (end) => (classes ??= fineClasses(engine))[end] ?? 0,
    isOutside: (end) => isOutside(engine, end),
    rows: () => sharedRows(engine),
    connections: function* () {
      for (const [source, destination, outcome] of pairsOf(engine)) yield connection(source, destination, outcome);
    },
    size: () => sizeOf(engine),
  };
}

function isOutside({ workloads, cells, outside }: Engine, end: number): boolean {
  return cells[end - workloads.length]?.addresses.intersection(outside).isEmpty() === false;
}

/** The classes to the rules, told apart further by the nodes that ends are on, if any end is a node. */
function fineClasses({ count, ends, ownNode, workloads }: Engine): Int32Array {
  const places = Array.from({ length: count }, (_, end) => end);
  if (!places.some((end) => ownNode.isNode(end))) return ends.classes.classOf;
  const numbers = new Numbering();
  return Int32Array.from(places, (end) => (
    numbers.of(`${ends.classes.of(end)}/${workloads[end]?.nodeAddresses.map(({ text }) => text).sort().join()}/${ownNode.sourceText(end)}`)
  ));
}

function sizeOf(engine: Engine): MapSize {
  const walk = new Walk(engine);
  const { classes } = engine.ends;
  const membersOf = (one: number) => classes.members[one]?.length ?? 0;
  let [classPairs, pairs] = [0, 0];
  for (let source = 0; source < classes.count; source++) {
    if (engine.isName(classes.first(source))) continue;
    walk.visit(source, (destination, egress, ingress) => {
      if (engine.outcomes.both(egress, ingress) === Outcomes.DENIED) return;
      classPairs++;
      pairs += membersOf(source) * membersOf(destination);
    });
  }
  return { classes: classes.count, egressRows: engine.egress.rows.length, ingressRows: engine.ingress.rows.length, classPairs, pairs };
}

/** Every pair of ends with something allowed or unknown, and its outcome, in the order of the ends. */
function* pairsOf(engine: Engine): Iterable<[source: number, destination: number, outcome: number]> {
  const { ends: { classes }, ownNode } = engine;
  const walk = new Walk(engine);
  const outcomes = new Int32Array(engine.count);
  for (let source = 0; !engine.isName(source); source++) {
    const isNode = ownNode.isNode(source);
    const reached: number[] = [];
    // a node may reach what lets nobody in
    const visit = (one: number, egress: number, ingress: number) => {
      const shared = engine.outcomes.both(egress, ingress);
      if (shared === Outcomes.DENIED && !isNode) return;
      for (const destination of classes.members[one] ?? []) {
        const outcome = isNode ? engine.outcomes.both(egress, engine.openedToNode(source, destination, ingress)) : shared;
        if (outcome === Outcomes.DENIED || engine.isEmpty(source, destination)) continue;
        outcomes[destination] = outcome;
        reached.push(destination);
      }
    };
    if (isNode) walk.visitAll(classes.of(source), visit);
    else walk.visit(classes.of(source), visit);
    // a few are sorted; of many it is quicker to look at all ends in order
    const inOrder = reached.length < engine.count / 8 ? reached.sort((a, b) => a - b) : outcomes.keys();
    for (const destination of inOrder) {
      const outcome = outcomes[destination] ?? Outcomes.DENIED;
      outcomes[destination] = Outcomes.DENIED;
      if (outcome !== Outcomes.DENIED) yield [source, destination, outcome];
    }
  }
}
