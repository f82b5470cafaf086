import { declaredRequests } from './declared-requests';
import { AskedFlow, AskedWorkload } from '../../../model/asked';
import { NarrowedPorts } from '../../../reachability/connectivity';
import { PortSets } from '../../../reachability/engine/port-sets';
import { Direction } from '../../../reachability/rules';
import { ALL_REQUESTS, differenceOfRequests, Requests } from '../../../sets/requests/request-set';
import { Difference, Keeper, OtherEnd } from '../difference';
import { PortNumbers } from '../port-numbers';

/** A pair, as far as requests of HTTP over its connections go. */
export interface JudgedPair {
  readonly subject: AskedWorkload;
  readonly direction: Direction;
  readonly other: OtherEnd;
  readonly keeper: Keeper;
  /** The number of the ports that are declared, and surely open: the others are told of as connections. */
  readonly ports: number;
  /** What the side says of requests. */
  readonly narrowed: readonly NarrowedPorts[];
  /** The declarations that surely mean the other end, and those that may. */
  readonly flows: readonly AskedFlow[];
  readonly maybeFlows: readonly AskedFlow[];
}

/** Holds the requests that get through against those that were declared, on every port where some are told apart, or where a declaration names some. */
export function* requestDifferences({ narrowed, flows, maybeFlows, ports: open, ...pair }: JudgedPair, ports: PortNumbers): Iterable<Difference> {
  if (open === PortSets.NONE || (narrowed.length === 0 && flows.every(({ requests }) => requests === undefined))) return;
  const { sets } = ports;
  const told = narrowed.map((one) => ({ ...one, number: sets.numberOf(one.ports) }));
  const declared = [...flows, ...maybeFlows].map((flow) => ({ flow, number: ports.ofMatches(flow.ports) }));
  for (const piece of sets.pieces(open, [...told, ...declared].map(({ number }) => number))) {
    const isOn = ({ number }: { readonly number: number }) => sets.intersection(number, piece) !== PortSets.NONE;
    const passing = told.find(isOn)?.requests ?? ALL_REQUESTS;
    const own = declared.filter(isOn).map(({ flow }) => flow);
    const [surely, maybe] = [flows, maybeFlows].map((some) => own.filter((flow) => some.includes(flow)));
    yield* held({ ...pair, ports: sets.set(piece) }, passing, surely ?? [], maybe ?? []);
  }
}

/** What is too much, or too little, on ports of one kind; a side that the subject does not hold is there for what is too little alone. */
function* held(
  pair: Omit<Difference, 'kind' | 'flows' | 'request' | 'isEvery'>,
  passing: Requests, flows: readonly AskedFlow[], maybe: readonly AskedFlow[],
): Iterable<Difference> {
  const sure = declaredRequests(flows);
  const most = declaredRequests([...flows, ...maybe]).most;
  const excess = differenceOfRequests(passing, { least: sure.least, most });
  const missing = flows.map((flow) => ({ flow, lacking: differenceOfRequests(declaredRequests([flow]), passing) }));
  const request = excess.least.example();
  if (request !== undefined && pair.keeper === 'own') {
    const isEvery = differenceOfRequests(ALL_REQUESTS, passing).most.isEmpty();
    yield { ...pair, kind: 'requestExcess', flows, request, isEvery };
  }
  for (const { flow, lacking } of missing) {
    const one = lacking.least.example();
    if (one !== undefined) yield { ...pair, kind: 'requestMissing', flows: [flow], request: one };
  }
  const isDoubtful = (pair.keeper === 'own' && excess.least.isEmpty() && !excess.most.isEmpty())
    || missing.some(({ lacking }) => lacking.least.isEmpty() && !lacking.most.isEmpty());
  if (isDoubtful) yield { ...pair, kind: 'requestUnknown', flows };
}
