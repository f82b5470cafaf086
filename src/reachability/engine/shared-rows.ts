import { Engine } from './engine';
import { Row } from './row';
import { Side } from './side';
import { DirectionRows, SharedRows } from '../connectivity';

/** The rows of an engine, for whoever compares two of them. */
export function sharedRows(engine: Engine): SharedRows {
  const { ends: { classes }, outcomes, ownNode } = engine;
  return {
    egress: rowsOf(engine, engine.egress),
    ingress: rowsOf(engine, engine.ingress),
    ruleClassOf: (end) => classes.of(end),
    members: (ruleClass) => classes.members[ruleClass] ?? [],
    ports: (outcome) => ({ allowed: outcomes.allowedPorts(outcome), unknown: outcomes.unknownPorts(outcome) }),
    tellsRequests: engine.tellsRequests,
    isNode: (end) => ownNode.isNode(end),
    readsConnections: engine.readsConnections,
  };
}

function rowsOf({ ends: { classes } }: Engine, { rows, rowOf }: Side): DirectionRows {
  const rowAt = (number: number): Row => {
    const row = rows[number];
    if (row === undefined) throw new RangeError(`there is no row ${number}; there are ${rows.length}`);
    return row;
  };
  return {
    rowOf: (end) => rowOf[classes.of(end)] ?? 0,
    outcomes: (row) => rowAt(row).all(),
    outcome: (row, ruleClass) => rowAt(row).outcome(ruleClass),
    reached: (row) => rowAt(row).notDenied(),
    narrowed: (row, ruleClass) => rowAt(row).narrowed(ruleClass),
    queried: (row, ruleClass) => rowAt(row).queried(ruleClass),
  };
}
