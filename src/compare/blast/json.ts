import { Blast, BlastEnd, BlastRow, StepPorts, wayOf } from './blast';
import { outsidersText } from '../list/words';
import { addressesJson, nameJson, namedPortsJson, portsJson, workloadJson } from '../words/json';
import { symbolicNarrowedJson } from '../words/requests';

/** The value of `schema` in a blast radius as JSON; docs/schema/blast-v1.json is its schema. */
export const BLAST_SCHEMA = 'cdk8s-reach/blast/v1';

/** A blast radius as JSON, with sorted, stable contents. */
export function blastJson(blast: Blast): object {
  const { workload, isReverse, rows, others } = blast;
  return {
    schema: BLAST_SCHEMA,
    workload: workloadJson(workload),
    direction: isReverse ? 'reverse' : 'forward',
    others,
    reached: rows.map((row) => rowJson(row, blast)),
  };
}

function rowJson(row: BlastRow, blast: Blast): object {
  const { steps: way, omitted } = wayOf(row, blast);
  return {
    end: endJson(row.end),
    certainty: row.isCertain ? 'open' : 'perhaps',
    steps: row.steps,
    ...stepPortsJson(row),
    way: way.map(({ end, ...ports }) => ({ end: endJson(end), ...stepPortsJson(ports) })),
    ...(omitted === 0 ? {} : { omitted }),
  };
}

function stepPortsJson({ allowed, unknown, narrowed }: StepPorts): object {
  const told = symbolicNarrowedJson(narrowed);
  return { allowed: portsJson(allowed.numbers), namedPorts: allowed.isAll() ? [] : namedPortsJson(allowed), unknown: portsJson(unknown), ...told };
}

function endJson(end: BlastEnd): object {
  switch (end.kind) {
    case 'workload': return workloadJson(end.workload);
    case 'addresses': return addressesJson(end.addresses);
    case 'name': return nameJson(end.name);
    case 'pods': return { pods: outsidersText(end.outsiders) };
    case 'entry': return { entry: end.name };
  }
}
