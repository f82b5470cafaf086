import { BlastRow, wayOf } from '../../../src/compare/blast/blast';
import { blastOf } from '../../../src/compare/blast/blast-of';
import { blastEndText } from '../../../src/compare/blast/end-text';
import { byNameIn } from '../../../src/compare/names/by-name';
import { connectivityOf, ExactMap } from '../../../src/reachability/engine/connectivity-of';
import { Workload } from '../../../src/reachability/workload';
import { CidrSet } from '../../../src/sets/cidr-set';
import { nameText } from '../../../src/sets/names';
import { PortSet } from '../../../src/sets/ports';
import { Cluster, clusters } from '../../laws/cluster';
import * as fc from '../../property';

/** How far it is from one workload to the others, step by step over all pairs; nothing for what is out of reach. */
function distances(map: ExactMap, start: number, isOpen: (from: number, to: number) => boolean): Map<number, number> {
  const places = map.ends.flatMap((end, place) => (end.kind === 'workload' ? [place] : []));
  const found = new Map([[start, 0]]);
  for (let level = [start], steps = 1; level.length > 0; steps++) {
    level = places.filter((to) => !found.has(to) && level.some((from) => isOpen(from, to)));
    for (const place of level) found.set(place, steps);
  }
  return found;
}

const workloadRows = (rows: readonly BlastRow[]) => rows.flatMap((row) => (row.end.kind === 'workload' ? [{ ...row, workload: row.end.workload }] : []));

function blastIn({ snapshot, rules }: Cluster, workload: Workload, reverse = false) {
  return blastOf({ snapshot, rules, services: [], entries: [], omissions: [] }, workload, { reverse });
}

describe('a blast radius', () => {
  it('is what a search over all pairs finds, at the same distance, certain and perhaps, forwards and backwards', () => {
    fc.assert(fc.property(clusters, fc.nat(4), fc.boolean(), (cluster, index, reverse) => {
      const map = connectivityOf(cluster.snapshot, cluster.rules);
      const { workloads } = cluster.snapshot;
      const start = index % workloads.length;
      const taken = workloads[start];
      if (taken === undefined) return;
      const rows = workloadRows(blastIn(cluster, taken, reverse).rows);
      const between = (from: number, to: number) => (reverse ? map.between(to, from) : map.between(from, to));
      const sure = distances(map, start, (from, to) => !between(from, to).allowed.isEmpty());
      const all = distances(map, start, (from, to) => !between(from, to).allowed.union(between(from, to).unknown).isEmpty());
      for (const [place, workload] of workloads.entries()) {
        const found = rows.filter((row) => row.workload === workload);
        const isSure = sure.has(place) && place !== start;
        const steps = isSure ? sure.get(place) : all.get(place);
        expect(found.map((row) => [row.isCertain, row.steps])).toEqual(place === start || steps === undefined ? [] : [[isSure, steps]]);
      }
    }), { numRuns: 150 });
  });

  it('shows a way whose every step is open, and surely so where it says that', () => {
    fc.assert(fc.property(clusters, fc.boolean(), (cluster, reverse) => {
      const map = connectivityOf(cluster.snapshot, cluster.rules);
      const [taken] = cluster.snapshot.workloads;
      if (taken === undefined) return;
      const blast = blastIn(cluster, taken, reverse);
      for (const row of workloadRows(blast.rows)) {
        const { steps, omitted } = wayOf(row, blast);
        expect([steps.length, omitted]).toEqual([row.steps, 0]);
        const ends = [reverse ? row.workload : taken, ...steps.flatMap(({ end }) => (end.kind === 'workload' ? [end.workload] : []))];
        expect(ends.at(-1)).toBe(reverse ? taken : row.workload);
        steps.forEach(({ allowed, unknown }, i) => {
          const reach = map.between(placeOf(map, ends[i]), placeOf(map, ends[i + 1]));
          expect([allowed.numbers.toString(), unknown.toString()]).toEqual([reach.allowed.toString(), reach.unknown.toString()]);
          if (row.isCertain) expect(reach.allowed.isEmpty()).toBe(false);
        });
      }
    }), { numRuns: 150 });
  });

  it('has every address that any workload within reach may call, on every port', () => {
    fc.assert(fc.property(clusters, (cluster) => {
      const map = connectivityOf(cluster.snapshot, cluster.rules);
      const [taken] = cluster.snapshot.workloads;
      if (taken === undefined) return;
      const { rows } = blastIn(cluster, taken);
      const reached = workloadRows(rows).filter(({ isCertain }) => isCertain).map(({ workload }) => workload);
      const within = [taken, ...reached].map((one) => placeOf(map, one));
      for (const [place, end] of map.ends.entries()) {
        if (end.kind === 'workload') continue;
        if (end.kind === 'name') {
          const open = within.reduce((sum, one) => sum.union(byNameIn(map).of(one, place).allowed), PortSet.none);
          const ofName = rows.filter((row) => row.isCertain && row.end.kind === 'name' && nameText(row.end.name) === nameText(end.name));
          expect(ofName.reduce((sum, row) => sum.union(row.allowed.numbers), PortSet.none).toString()).toBe(open.toString());
          continue;
        }
        const expected = within.reduce((sum, one) => sum.union(map.between(one, place).allowed), PortSet.none);
        const isAbout = (row: BlastRow) => row.end.kind === 'addresses' && !row.end.addresses.intersection(end.addresses).isEmpty();
        const told = rows.filter((row) => row.isCertain && isAbout(row));
        expect(told.reduce((sum, row) => sum.union(row.allowed.numbers), PortSet.none).toString()).toBe(expected.toString());
      }
      const perhaps = rows.filter((row) => !row.isCertain && row.end.kind === 'addresses');
      expect(perhaps.every((row) => row.end.kind === 'addresses' && !row.end.addresses.equals(CidrSet.none))).toBe(true);
    }), { numRuns: 100 });
  });

  it('is the same backwards: who is within reach of whom', () => {
    fc.assert(fc.property(clusters, (cluster) => {
      const names = (rows: readonly BlastRow[]) => workloadRows(rows).map((row) => `${blastEndText(row.end)} ${row.isCertain} ${row.steps}`);
      for (const a of cluster.snapshot.workloads) {
        for (const b of cluster.snapshot.workloads) {
          if (a === b) continue;
          const there = names(blastIn(cluster, a).rows.filter(({ end }) => end.kind === 'workload' && end.workload === b));
          const back = names(blastIn(cluster, b, true).rows.filter(({ end }) => end.kind === 'workload' && end.workload === a));
          expect(back.map((text) => text.replace(/^\S+/, ''))).toEqual(there.map((text) => text.replace(/^\S+/, '')));
        }
      }
    }), { numRuns: 30 });
  });
});

function placeOf(map: ExactMap, workload: Workload | undefined): number {
  return map.ends.findIndex((end) => end.kind === 'workload' && end.workload === workload);
}
