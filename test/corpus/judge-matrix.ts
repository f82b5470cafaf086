import { expectedText, inputOf } from './cases';
import { differences, Judge, linesOf } from './judge';
import { judgedRows, Row } from './judge-rows';
import { ConnectivityMap } from '../../src/reachability/connectivity';
import { PortSet } from '../../src/sets/ports';

/** What the cells of a matrix say of the ports of a pair. */
const MEANINGS: Readonly<Record<string, (allowed: PortSet) => string>> = {
  'all allowed connections per pod pair': connectionsText,
  'bool per pod pair with empty protocol and port (CheckIfAllowed(src,dst,"",""))': (allowed) => String(allowed.equals(PortSet.all)),
  'bool per pod pair, TCP 80': (allowed) => String(allowed.has('TCP', 80)),
};

/** All pairs of pods: our command line lists controllers, so the map is asked; where the cells are about one port, `assert` is, too. */
export const judgeMatrix: Judge = async (one) => {
  const meaning = MEANINGS[one.meaning ?? ''];
  if (meaning === undefined) throw new Error(`nobody knows what its cells mean: ${one.meaning ?? 'nothing'}`);
  const { snapshot, rules, connect } = await inputOf(one);
  const map = connect(snapshot, rules, { podsInBlocks: 'outside' });
  const places = podsOf(map);
  const lines = [...places].flatMap(([src, source]) => [...places].map(([dst, destination]) => {
    const allowed = source === destination ? PortSet.all : map.between(source, destination).allowed;
    return `src: ${src}, dest: ${dst}, allowed conns: ${meaning(allowed)}`;
  }));
  const expected = linesOf(expectedText(one, 'txt'));
  const rows = one.meaning?.endsWith('TCP 80') === true ? expected.flatMap(rowOf) : [];
  const asserted = rows.length === 0 ? [] : (await judgedRows(one, rows)).differences;
  return { differences: [...differences('txt', expected, lines), ...asserted], counted: { txt: 1, lines: lines.length, rows: rows.length } };
};

function podsOf(map: ConnectivityMap): Map<string, number> {
  return new Map(map.ends.flatMap((end, place) => (
    end.kind === 'workload' && end.workload.kind === 'Pod' ? [[`${end.workload.namespace}/${end.workload.name}`, place] as const] : []
  )));
}

function connectionsText(ports: PortSet): string {
  if (ports.isEmpty()) return 'No Connections';
  return ports.equals(PortSet.all) ? 'All Connections' : ports.toString();
}

function rowOf(line: string): Row[] {
  const [, src, dst, allowed] = /^src: (\S+), dest: (\S+), allowed conns: (true|false)$/.exec(line) ?? [];
  return src === undefined || dst === undefined ? [] : [{ src, dst, protocol: 'TCP', port: 80, allowed: allowed === 'true' }];
}
