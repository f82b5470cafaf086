import * as fc from '../property';
import { Case, cases, ENDS, expected, factsOf, isOpen, PARTIES, PORTS, VERSIONS } from './cilium';
import { CILIUM_POLICIES } from '../../src/dialects/cilium/render';
import { renderPolicies } from '../../src/dialects/render-policies';
import { FlowDirection } from '../../src/model/endpoint';
import { block, World } from '../reachability/world';
import { expectValid } from '../schemas/validate';

const DIRECTIONS: readonly FlowDirection[] = ['ingress', 'egress'];
const RUNS = 400;

/** Whatever is written for a policy: its objects, and those that it shares with others. */
function written(one: Case): object[] {
  const { subject } = one;
  const facts = factsOf(one);
  const { core, own } = renderPolicies(subject, CILIUM_POLICIES, facts);
  const flows = [...subject.ingress, ...subject.egress];
  const groups = flows.flatMap((flow) => CILIUM_POLICIES.shared?.(subject.namespace, flow, facts) ?? []);
  const shared = new Map(groups.map((object) => [object.metadata.name, object]));
  return [...core?.objects ?? [], ...own?.objects ?? [], ...shared.values()].map((object) => JSON.parse(JSON.stringify(object)) as object); // as it is applied
}

/** What a case has something of. */
function featuresOf({ subject, version, isAlone, nodesInBlocks }: Case): string[] {
  const flows = DIRECTIONS.flatMap((direction) => subject[direction].map((flow) => ({ direction, flow })));
  return [
    `Cilium ${version} ${isAlone ? 'alone' : 'beside core'}`, ...(nodesInBlocks ? ['nodes in blocks'] : []),
    ...flows.flatMap(({ direction, flow: { peers } }) => (peers.length === 0 ? [`${direction}: nobody`] : peers.map((peer) => `${direction}: ${peer.kind === 'addresses' && peer.group !== undefined ? 'group' : peer.kind}`))),
    ...flows.flatMap(({ flow }) => (flow.requests === undefined ? [] : [isOpen(flow) ? 'requests' : 'requests without a word'])),
    ...flows.flatMap(({ flow: { ports } }) => (ports.length === 0 ? ['every port'] : ports.map(({ port, endPort }) => (port === undefined ? 'a protocol' : endPort === undefined ? 'a port' : 'a range')))),
  ];
}

test('what is read from the policies of Cilium allows exactly what was asked for, whoever it is, in every version, alone and beside core NetworkPolicy', () => {
  const seen = new Map<string, number>();
  const verdicts = new Map<string, number>();
  fc.assert(fc.property(cases, (one) => {
    const objects = written(one);
    expectValid(objects);
    const facts = { podCidrs: [block('10.244.0.0/16')], nodeCidrs: [block('10.0.0.0/16')], blocks: { pods: false, nodes: one.nodesInBlocks } };
    const world = new World([...PARTIES, ...objects], facts);
    for (const direction of DIRECTIONS) {
      for (const end of ENDS.filter(({ kind }) => direction === 'egress' || kind !== 'name')) {
        for (const on of PORTS) {
          const [source, destination] = direction === 'ingress' ? [end.text, 'shop/web'] : ['shop/web', end.text];
          const wanted = expected(one, direction, end, on);
          if (world.verdict(source, destination, ...on) !== wanted) throw new Error(`${source} to ${destination} on ${on.join('/')} is not ${wanted}`);
          verdicts.set(`${direction} ${wanted}`, (verdicts.get(`${direction} ${wanted}`) ?? 0) + 1);
        }
      }
    }
    for (const feature of new Set(featuresOf(one))) seen.set(feature, (seen.get(feature) ?? 0) + 1);
  }), { numRuns: RUNS });
  const kinds = ['pods', 'account', 'addresses', 'group', 'apiServer', 'nodes', 'dnsName', 'unnameable', 'anyone', 'nobody'];
  const all = [
    ...VERSIONS.flatMap((version) => [`Cilium ${version} alone`, `Cilium ${version} beside core`]), 'nodes in blocks',
    ...DIRECTIONS.flatMap((direction) => kinds.map((kind) => `${direction}: ${kind}`)),
    'requests', 'requests without a word', 'every port', 'a protocol', 'a port', 'a range',
  ];
  console.info([
    `${RUNS} policies: the share that has something of each feature`,
    ...all.map((feature) => `${feature} | ${Math.round(((seen.get(feature) ?? 0) / RUNS) * 100)} %`),
    ...[...verdicts].sort().map(([verdict, count]) => `${verdict} | ${count}`),
  ].join('\n'));
  expect(all.filter((feature) => !seen.has(feature))).toEqual([]);
  expect([...seen.keys()].filter((feature) => !all.includes(feature))).toEqual([]);
  expect([...verdicts.keys()].sort()).toEqual(DIRECTIONS.flatMap((direction) => ['allowed', 'denied', 'unknown'].map((verdict) => `${direction} ${verdict}`)).sort());
});
