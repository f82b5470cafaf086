import Ajv from 'ajv';
import schema from '../../../docs/schema/blast-v1.json';
import { Blast } from '../../../src/compare/blast/blast';
import { blastOf } from '../../../src/compare/blast/blast-of';
import { blastJson } from '../../../src/compare/blast/json';
import { blastTable } from '../../../src/compare/blast/text';
import { readManifests } from '../../../src/dialects/read-manifests';
import { meaningOf } from '../../../src/reachability/meaning';
import { flattened } from '../../../src/reachability/objects';
import { findWorkload } from '../../../src/reachability/snapshot';
import { cnp, ports } from '../../dialects/cilium/policies';
import { app, pod } from '../../reachability/world';

const conforms = new Ajv({ strict: true }).compile(schema);
const toPorts = (http: readonly object[]) => [{ ...ports('8080')[0], rules: { http } }];

/** `shop/web` may ask `shop/api` for some requests, and that one `shop/db`; pods of any kind may ask `shop/web` for others. */
function blast(name: string, reverse: boolean, http: readonly object[], sent: readonly object[] = [{}]): Blast {
  const meaning = meaningOf(flattened([
    pod('shop/web'), pod('shop/api'), pod('shop/db'),
    cnp('shop/web', {
      endpointSelector: app('web'), ingress: [{ fromEntities: ['cluster'], toPorts: toPorts([{ path: '/v1' }]) }], egress: [{ toEndpoints: [app('api')], toPorts: toPorts(sent) }],
    }),
    cnp('shop/api', { endpointSelector: app('api'), ingress: [{ fromEndpoints: [app('web')], toPorts: toPorts(http) }], egress: [{ toEndpoints: [app('db')] }] }),
    cnp('shop/db', { endpointSelector: app('db'), ingress: [{ fromEndpoints: [app('api')] }], egress: [{ toCIDR: ['192.0.2.1/32'] }] }),
  ]), {}, readManifests);
  const workload = findWorkload(meaning.snapshot, name);
  if (workload === undefined) throw new Error(`no ${name}`);
  const found = blastOf(meaning, workload, { reverse });
  conforms(JSON.parse(JSON.stringify(blastJson(found))));
  expect(conforms.errors).toBeNull();
  return found;
}

const lines = (...asked: Parameters<typeof blast>) => (
  blastTable(blast(...asked)).trimEnd().split('\n').slice(2, -1).map((line) => line.replace(/ {2,}/g, ' | ')).filter((line) => /^[^|]+ \| (shop\/|any pod)/.test(line))
);
const CHARGE = [{ method: 'POST', path: '/charge' }];

test('a step that some requests alone take is one, and says which', () => {
  expect(lines('shop/web', false, CHARGE)).toEqual([
    '1 | shop/api[Pod] | TCP 8080 (TCP 8080 for POST /charge only)',
    '2 | shop/db[Pod] | all | shop/web[Pod] -> shop/api[Pod] on TCP 8080 (TCP 8080 for POST /charge only) -> shop/db[Pod] on all',
  ]);
});

test('a step that no request takes is none, and one of which nobody can tell is perhaps one', () => {
  expect(lines('shop/web', false, CHARGE, [{ method: 'GET' }])).toEqual([]);
  expect(lines('shop/web', false, [{ method: '(?i)post' }])).toEqual([
    'perhaps 1 | shop/api[Pod] | perhaps TCP 8080 (TCP 8080 for some requests only)',
    expect.stringMatching(/^perhaps 2 \| shop\/db\[Pod\] \| all/),
  ]);
});

test('so it is backwards, of pods that are not among the manifests, and in JSON', () => {
  expect(lines('shop/web', true, CHARGE)).toContain('1 | any pod | TCP 8080 (TCP 8080 for /v1 only)');
  const { reached } = blastJson(blast('shop/db', true, CHARGE)) as { reached: object[] }; // its schema
  expect(reached).toContainEqual(expect.objectContaining({
    end: { kind: 'Pod', namespace: 'shop', name: 'web' },
    steps: 2,
    requests: [{ ports: [{ protocol: 'TCP', first: 8080, last: 8080 }], namedPorts: [], http: [[{ method: 'POST', path: '/charge' }]] }],
  }));
});
