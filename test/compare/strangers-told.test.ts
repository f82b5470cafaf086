import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import { linesOf, lockOfLines, said } from './lock/locked';
import { listOf } from '../../src/compare/list/answer';
import { listJson } from '../../src/compare/list/json';
import { listText } from '../../src/compare/list/text';
import { lockOf } from '../../src/compare/lock/build';
import { readLock } from '../../src/compare/lock/read';
import { lockNews } from '../../src/compare/lock/sentences';
import { readManifests } from '../../src/dialects/read-manifests';
import { connectivityOf } from '../../src/reachability/engine/connectivity-of';
import { Meaning, meaningOf } from '../../src/reachability/meaning';
import { flattened } from '../../src/reachability/objects';
import { cnp, ports } from '../dialects/cilium/policies';
import { app, pod } from '../reachability/world';

const toPorts = (http?: readonly object[], port = '8080') => [{ ...ports(port)[0], ...(http === undefined ? {} : { rules: { http } }) }];

/** Anybody of the cluster may call `shop/web` for some requests, `shop/api` for others, and pods of `jobs` for yet others; `shop/api` may call anybody. */
function meaning({ any, api, jobs, sent }: Readonly<Record<'any' | 'api' | 'jobs' | 'sent', readonly object[] | undefined>>, ...more: readonly object[]): Meaning {
  const rules = [
    ...(any === undefined ? [] : [{ fromEntities: ['cluster'], toPorts: toPorts(any) }]),
    ...(api === undefined ? [] : [{ fromEndpoints: [app('api')], toPorts: toPorts(api) }]),
    ...(jobs === undefined ? [] : [{ fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'jobs' } }], toPorts: toPorts(jobs) }]),
  ];
  return meaningOf(flattened([
    pod('shop/web'), pod('shop/api'),
    cnp('shop/web', { endpointSelector: app('web'), ingress: rules, egress: [{}] }),
    cnp('shop/api', { endpointSelector: app('api'), ingress: [{}], egress: [{ toEntities: ['cluster'], ...(sent === undefined ? {} : { toPorts: toPorts(sent) }) }] }),
    ...more,
  ]), {}, readManifests);
}

const NOBODY = { any: undefined, api: undefined, jobs: undefined, sent: undefined };
const CHARGE = [{ method: 'POST', path: '/charge' }];
const RATES = [{ method: 'GET', path: '/rates' }];
const CHARGES = { ...NOBODY, any: CHARGE };
const given = { podCidrs: [], nodeCidrs: [], unenforced: [], system: [] };
const linesOfWeb = (some: Meaning) => linesOf(lockOf(some, given)).filter((line) => / -> shop\/web\[Pod\] /.test(line) && !/^[0-9:]/.test(line));

describe('the lock, of pods that are not among the manifests', () => {
  test('has the requests that get through, and no line for two workloads that may do just that', () => {
    expect(linesOfWeb(meaning(CHARGES))).toEqual(['any pod -> shop/web[Pod] TCP/8080 for [[{"method":"POST","path":"/charge"}]]']);
    expect(linesOfWeb(meaning({ ...CHARGES, sent: [{ path: '/c.*' }] }))).toEqual(['any pod -> shop/web[Pod] TCP/8080 for [[{"method":"POST","path":"/charge"}]]']);
  });

  test('has a line for two workloads that may do more, or less, and for other pods of which it is so', () => {
    expect(linesOfWeb(meaning({ ...CHARGES, api: RATES, jobs: RATES }))).toEqual([
      'any pod -> shop/web[Pod] TCP/8080 for [[{"method":"POST","path":"/charge"}]]',
      'any pod of jobs -> shop/web[Pod] TCP/8080 for [[{"method":"GET","path":"/rates"},{"method":"POST","path":"/charge"}]]',
      'pods app=api of shop -> shop/web[Pod] TCP/8080 for [[{"method":"GET","path":"/rates"},{"method":"POST","path":"/charge"}]]',
      'shop/api[Pod] -> shop/web[Pod] TCP/8080 for [[{"method":"GET","path":"/rates"},{"method":"POST","path":"/charge"}]]',
    ]);
    expect(linesOfWeb(meaning({ ...CHARGES, api: [{}] }))).toContain('shop/api[Pod] -> shop/web[Pod] TCP/8080');
    expect(linesOfWeb(meaning(CHARGES, cnp('shop/no', { endpointSelector: app('api'), egressDeny: [{ toEndpoints: [app('web')] }] })))).toContain('shop/api[Pod] -> shop/web[Pod] none');
  });

  test('is read again as it is, and refuses requests where no port is open', () => {
    const lines = linesOf(lockOf(meaning({ ...CHARGES, api: RATES, jobs: RATES }), given));
    expect(linesOf(lockOfLines(...lines))).toEqual([...lines].sort());
    expect(readLock('# cdk8s-reach lock v1\nany pod of jobs -> shop/web[Pod] none for [[{"path":"/a"}]]\n')).toMatchObject({
      problems: [{ line: 2, text: '`any pod of jobs -> shop/web[Pod] none for [[{"path":"/a"}]]` has requests and opens no port for them: leave them out' }],
    });
  });

  const news = (old: Meaning, current: Meaning) => {
    const { sentences } = lockNews(lockOfLines(...linesOf(lockOf(old, given))), lockOf(current, given));
    return [...sentences.opened.map((one) => `opened: ${one}`), ...sentences.closed.map((one) => `closed: ${one}`)];
  };

  test('is widened by more requests, which are told once, and narrowed by fewer', () => {
    const both = meaning({ ...NOBODY, any: [...CHARGE, ...RATES] });
    expect(news(meaning(CHARGES), meaning(CHARGES))).toEqual([]);
    expect(news(meaning(CHARGES), both)).toEqual(['opened: any pod of the cluster may now call `shop/web` on TCP 8080 for GET /rates or POST /charge as well']);
    expect(news(both, meaning(CHARGES))).toEqual(['closed: any pod of the cluster may no longer call `shop/web` on TCP 8080 for GET /rates or POST /charge']);
    expect(news(meaning(CHARGES), meaning({ ...NOBODY, any: [{}] }))).toEqual(['opened: any pod of the cluster may now call `shop/web` on TCP 8080 as well']);
    expect(news(meaning({ ...NOBODY, any: [{ method: 'GET|PUT' }] }), meaning({ ...NOBODY, any: [{ method: 'GET' }, { method: 'PUT' }] }))).toEqual([]);
  });

  test('tells of a pair that had less than any pod, and of what it gets beyond what any pod does', () => {
    const accepted = ['any pod -> shop/web[Pod] TCP/8080 for [[{"path":"/a"}]]', 'shop/api[Pod] -> any pod all', 'shop/api[Pod] -> shop/web[Pod] none'];
    const current = ['any pod -> shop/web[Pod] TCP/8080 for [[{"path":"/a"},{"path":"/b"}]]', 'shop/api[Pod] -> any pod all'];
    // of the pair the request /b is told with any pod, and /a is not
    expect(said(accepted, current).opened).toEqual([
      'any pod of the cluster may now call `shop/web` on TCP 8080 for /a or /b as well',
      '`shop/api` may now call `shop/web` on TCP 8080 for /a or /b',
    ]);
    expect(said([...current, 'shop/api[Pod] -> shop/web[Pod] TCP/8080'], current)).toEqual({ opened: [], closed: ['`shop/api` may no longer call `shop/web` on TCP 8080'] });
  });

  test('tells of pods of a namespace what any pod may not do, and nothing where they fare as these do', () => {
    const any = 'any pod -> shop/web[Pod] TCP/8080 for [[{"path":"/a"}]]';
    expect(said([any], [any, 'any pod of jobs -> shop/web[Pod] TCP/8080 for [[{"path":"/[ab]"}]]']).opened).toEqual(['any pod of jobs, outside these manifests, may now call `shop/web` on TCP 8080 for /[ab] as well']);
    expect(said([any], [any, 'any pod of jobs -> shop/web[Pod] TCP/8080 for [[{"path":"/(a)"}]]'])).toEqual({ opened: [], closed: [] });
    expect(said([any], [any, 'any pod of jobs -> shop/web[Pod] none']).closed).toEqual(['any pod of jobs, outside these manifests, may no longer call `shop/web` on TCP 8080 for /a']);
    expect(said([any, 'any pod of jobs -> shop/web[Pod] TCP/http'], [any, 'any pod of jobs -> shop/web[Pod] TCP/http for [[{"path":"/a"}]]'])).toMatchObject({ opened: [] });
  });
});

describe('the list, of pods that are not among the manifests', () => {
  const list = (some: Meaning) => ({ ...some, connect: connectivityOf });

  test('says which requests of them get through', () => {
    const some = list(meaning({ ...CHARGES, jobs: RATES }));
    const text = listText(some, 'table', { exposure: true });
    expect(text).toMatch(/\nany pod +shop\/web\[Pod\] +TCP 8080 \(TCP 8080 for POST \/charge only\)\n/);
    expect(text).toMatch(/\nany pod of namespaces kubernetes\.io\/metadata\.name=jobs +shop\/web\[Pod\] +TCP 8080 \(TCP 8080 for GET \/rates or POST \/charge only\)\n/);
    expect(listText(some, 'csv', { exposure: true })).toContain('exposure,any pod,shop/web[Pod],TCP 8080 (TCP 8080 for POST /charge only),,,');
    expect(listText(some, 'md', { exposure: true })).toContain('| any pod | shop/web[Pod] | TCP 8080 (TCP 8080 for POST /charge only) |');
  });

  test('has them in its JSON, by its schema', () => {
    const schema = JSON.parse(readFileSync(join(__dirname, '..', '..', 'docs', 'schema', 'list-v1.json'), 'utf8')) as object;
    const validate = new Ajv({ strict: true, allErrors: true }).compile(schema);
    const printed: unknown = JSON.parse(JSON.stringify(listJson(listOf(list(meaning({ ...CHARGES, jobs: RATES })), { exposure: true }))));
    expect([validate(printed), validate.errors]).toEqual([true, null]);
    const answer = printed as { exposure: { connections: { requests?: object }[] } }; // its schema
    const TCP = [{ protocol: 'TCP', first: 8080, last: 8080 }];
    expect(answer.exposure.connections.flatMap(({ requests }) => requests ?? [])).toEqual([
      { ports: TCP, namedPorts: [], http: [[{ method: 'POST', path: '/charge' }]] },
      { ports: TCP, namedPorts: [], http: [[{ method: 'GET', path: '/rates' }, { method: 'POST', path: '/charge' }]] },
    ]);
  });
});
