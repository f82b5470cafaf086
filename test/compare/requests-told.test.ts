import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import { diffOf } from '../../src/compare/diff/diff';
import { diffJson } from '../../src/compare/diff/json';
import { diffTable } from '../../src/compare/diff/text';
import { explain } from '../../src/compare/explain/explain';
import { explanationJson } from '../../src/compare/explain/json';
import { explanationText } from '../../src/compare/explain/text';
import { listOf } from '../../src/compare/list/answer';
import { listJson } from '../../src/compare/list/json';
import { listText } from '../../src/compare/list/text';
import { lockOf } from '../../src/compare/lock/build';
import { lockChangesJson, lockJson } from '../../src/compare/lock/json';
import { readLock } from '../../src/compare/lock/read';
import { lockNews } from '../../src/compare/lock/sentences';
import { lockText } from '../../src/compare/lock/write';
import { readManifests } from '../../src/dialects/read-manifests';
import { addressEnd, workloadEnd } from '../../src/reachability/decide';
import { connectivityOf } from '../../src/reachability/engine/connectivity-of';
import { Meaning, meaningOf } from '../../src/reachability/meaning';
import { flattened } from '../../src/reachability/objects';
import { findWorkload } from '../../src/reachability/snapshot';
import { cnp, ports } from '../dialects/cilium/policies';
import { app, pod } from '../reachability/world';

/** What `shop/api` may ask of `shop/web`, and `shop/web` of the internet. */
function meaning(http?: readonly object[], sent?: readonly object[]): Meaning {
  const toPorts = (rules?: readonly object[]) => [{ ...ports('8080')[0], ...(rules === undefined ? {} : { rules: { http: rules } }) }];
  return meaningOf(flattened([
    pod('shop/web'), pod('shop/api'),
    cnp('shop/web', { endpointSelector: app('web'), ingress: [{ fromEndpoints: [app('api')], toPorts: toPorts(http) }], egress: [{}] }),
    cnp('shop/api', {
      endpointSelector: app('api'), ingress: [{}], egress: [{ toEndpoints: [app('web')], toPorts: toPorts(sent) }, { toCIDR: ['203.0.113.0/24'], toPorts: toPorts(sent) }],
    }),
  ]), {}, readManifests);
}

const CHARGE = [{ method: 'POST', path: '/charge' }];
const MORE = [...CHARGE, { method: 'GET', path: '/rates.*', headers: ['X-Team: shop'] }];

/** Holds an answer against its published schema. */
function sound(schema: 'diff' | 'explain' | 'list' | 'lock', answer: object): object {
  const text = readFileSync(join(__dirname, '..', '..', 'docs', 'schema', `${schema}-v1.json`), 'utf8');
  const validate = new Ajv({ strict: true, allErrors: true }).compile(JSON.parse(text) as object);
  const printed = JSON.parse(JSON.stringify(answer)) as object; // as it is printed
  expect([validate(printed), validate.errors]).toEqual([true, null]);
  return printed;
}

describe('explain', () => {
  const told = (some: Meaning, to = 'web') => {
    const [source, destination] = ['shop/api', `shop/${to}`].map((name) => findWorkload(some.snapshot, name));
    if (source === undefined || destination === undefined) throw new Error('both are there');
    return explain(some.snapshot, some.rules, { source: workloadEnd(source), destination: to === 'web' ? workloadEnd(destination) : addressEnd('203.0.113.7'), protocol: 'TCP', port: 8080 });
  };

  test('says which requests get through', () => {
    expect(explanationText(told(meaning(MORE)))).toContain('\n  requests: GET /rates.* with x-team = shop or POST /charge only\n');
    expect(sound('explain', explanationJson(told(meaning(MORE))))).toMatchObject({
      requests: { http: [[{ method: 'GET', path: '/rates.*', headers: { 'x-team': 'shop' } }, { method: 'POST', path: '/charge' }]] },
    });
    expect(explanationText(told(meaning(CHARGE, [{ path: '/c.*' }])))).toContain('  requests: /c.* that are also POST /charge only\n');
    expect(explanationText(told(meaning([{ method: '(?i)get' }])))).toContain('  requests: some requests only\n');
  });

  test('says nothing of requests where all of them do', () => {
    expect(explanationText(told(meaning()))).not.toContain('requests');
    expect(sound('explain', explanationJson(told(meaning())))).not.toHaveProperty('requests');
  });
});

describe('list', () => {
  const list = (some: Meaning) => ({ ...some, connect: connectivityOf });

  test('says on which ports some requests alone get through', () => {
    expect(listText(list(meaning(CHARGE)), 'table')).toMatch(/shop\/api\[Pod\] +shop\/web\[Pod\] +TCP 8080 \(TCP 8080 for POST \/charge only\)/);
    const { connections } = sound('list', listJson(listOf(list(meaning(CHARGE))))) as { connections: { requests?: object }[] }; // its schema
    expect(connections.flatMap(({ requests }) => requests ?? [])).toEqual([
      { ports: [{ protocol: 'TCP', first: 8080, last: 8080 }], http: [[{ method: 'POST', path: '/charge' }]] },
    ]);
    expect(listText(list(meaning(undefined, CHARGE)), 'csv')).toContain('203.0.113.0/24,TCP 8080 (TCP 8080 for POST /charge only)');
  });

  test('is what it was where no rule is about requests', () => {
    expect(listText(list(meaning()), 'table')).not.toContain('only');
    expect(JSON.stringify(listJson(listOf(list(meaning()))))).not.toContain('requests');
  });
});

describe('diff', () => {
  const mapOf = ({ snapshot, rules }: Meaning) => connectivityOf(snapshot, rules);
  const diff = (old: Meaning, current: Meaning) => diffOf(mapOf(old), mapOf(current));
  const kinds = (old: Meaning, current: Meaning) => diff(old, current).changes.map(({ kind, gained, lost }) => `${kind}: ${gained.toString()} | ${lost.toString()}`);

  test('tells of more requests, of fewer, and of others', () => {
    expect(kinds(meaning(CHARGE), meaning(MORE))).toEqual(['widened: TCP 8080 | none']);
    expect(kinds(meaning(CHARGE), meaning())).toEqual(['widened: TCP 8080 | none']);
    expect(kinds(meaning(MORE), meaning(CHARGE))).toEqual(['narrowed: none | TCP 8080']);
    expect(kinds(meaning(CHARGE), meaning([{ method: 'POST', path: '/pay' }]))).toEqual(['changed: TCP 8080 | TCP 8080']);
    expect(kinds(meaning(undefined, CHARGE), meaning(undefined, MORE))).toEqual(['widened: TCP 8080 | none', 'widened: TCP 8080 | none']);
  });

  test('tells of nothing where the same requests are written otherwise', () => {
    expect(kinds(meaning(MORE), meaning([...MORE].reverse()))).toEqual([]);
    expect(kinds(meaning([{ method: 'GET|PUT' }]), meaning([{ method: 'GET' }, { method: 'PUT' }]))).toEqual([]);
    expect(kinds(meaning([{ path: '(?i)/a' }]), meaning([{ path: '(?i)/a' }]))).toEqual([]);
    expect(kinds(meaning([{}]), meaning())).toEqual([]);
  });

  test('has the requests in its cells and in its JSON', () => {
    const widened = diff(meaning(CHARGE), meaning());
    expect(diffTable(widened)).toMatch(/widened +shop\/api\[Pod\] +shop\/web\[Pod\] +TCP 8080 \(TCP 8080 for POST \/charge only\) +TCP 8080\n/);
    expect(sound('diff', diffJson(widened))).toMatchObject({ changes: [{ change: 'widened', before: { requests: [{ http: [[{ method: 'POST', path: '/charge' }]] }] } }] });
  });
});

describe('the lock', () => {
  const given = { podCidrs: [], nodeCidrs: [], unenforced: [], system: [] };
  const lock = (some: Meaning) => lockOf(some, given);
  const again = (text: string) => {
    const read = readLock(text);
    if (read.kind !== 'lock') throw new Error(read.problems.map((problem) => problem.text).join());
    return read.lock;
  };
  const news = (old: Meaning, current: Meaning) => {
    const { sentences } = lockNews(again(lockText(lock(old))), lock(current));
    const all = [...sentences.opened.map((one) => `opened: ${one}`), ...sentences.closed.map((one) => `closed: ${one}`)];
    // what pods like these may do is said, too: test/compare/strangers-told.test.ts
    return all.filter((one) => !one.includes('outside these manifests'));
  };

  test('has the requests of a connection in its line, and is read again as it is', () => {
    const text = lockText(lock(meaning(MORE)));
    expect(text).toContain('\nshop/api[Pod] -> shop/web[Pod] TCP/8080 for [[{"method":"GET","path":"/rates.*","headers":{"x-team":"shop"}},{"method":"POST","path":"/charge"}]]\n');
    expect(lockText(again(text))).toBe(text);
    expect(sound('lock', lockJson(lock(meaning(CHARGE))))).toMatchObject({ connections: expect.arrayContaining([expect.objectContaining({ requests: { http: [[{ method: 'POST', path: '/charge' }]] } })]) as unknown });
    const hostile = lockText(lock(meaning([{ host: 'a -> b for \u00e9"[^>]' }])));
    expect(hostile).toMatch(/TCP\/8080 for \[\[\{"host":"a -\\u003e b for \\u00e9\\"\[\^\\u003e\]"\}\]\]/);
    expect(lockText(again(hostile))).toBe(hostile);
  });

  test('is widened by more requests, and narrowed by fewer', () => {
    expect(news(meaning(CHARGE), meaning(CHARGE))).toEqual([]);
    expect(news(meaning(CHARGE), meaning(MORE))).toEqual(['opened: `shop/api` may now call `shop/web` on TCP 8080 for GET /rates.* with x-team = shop or POST /charge as well']);
    expect(news(meaning(CHARGE), meaning())).toEqual(['opened: `shop/api` may now call `shop/web` on TCP 8080 as well']);
    expect(news(meaning(), meaning(CHARGE))).toEqual(['closed: `shop/api` may no longer call `shop/web` on TCP 8080']);
    expect(news(meaning(MORE), meaning(CHARGE))).toEqual(['closed: `shop/api` may no longer call `shop/web` on TCP 8080 for GET /rates.* with x-team = shop or POST /charge']);
    expect(news(meaning([{ method: 'GET|PUT' }]), meaning([{ method: 'GET' }, { method: 'PUT' }]))).toEqual([]);
    expect(news(meaning(undefined, CHARGE), meaning(undefined, MORE))).toHaveLength(2);
  });

  test('tells of requests that nobody can tell as if all of them got through', () => {
    expect(lockText(lock(meaning([{ method: '(?i)get' }])))).toContain('\nshop/api[Pod] -> shop/web[Pod] TCP/8080\n');
    expect(news(meaning(CHARGE), meaning([{ method: '(?i)get' }]))).toHaveLength(1);
  });

  test('leaves out what nobody can tell where the rest takes it in anyway, so that it can be read again', () => {
    const text = lockText(lock(meaning([{ method: 'GET' }, { method: 'GET', path: '(?i)/a' }])));
    expect(text).toContain('\nshop/api[Pod] -> shop/web[Pod] TCP/8080 for [[{"method":"GET"}]]\n');
    expect(readLock(text)).toMatchObject({ kind: 'lock' });
  });

  test('has its changes in its JSON', () => {
    const { changes, sentences } = lockNews(lock(meaning(CHARGE)), lock(meaning(MORE)));
    expect(sound('lock', lockChangesJson('a.lock', 'widened', changes, sentences))).toMatchObject({
      opened: ['pods app=api of shop', '`shop/api` may now call pods', '`shop/api` may now call `shop/web`'].map((text) => (
        { before: 'shut', sentence: expect.stringContaining(text) as unknown, requests: { http: [[{ method: 'GET' }, { method: 'POST' }]] } }
      )),
    });
  });

  test.each([
    ['[]'], ['[[{"path":1}]]'], ['[[{"paths":"/a"}]]'], ['[[{"headers":[]}]]'], ['{"path":"/a"}'], ['[[{"path":"("}]]'], ['POST /a'],
  ])('refuses %s as requests', (text) => {
    const read = readLock(`# cdk8s-reach lock v1\nshop/api[Pod] -> shop/web[Pod] TCP/8080 for ${text}\n`);
    expect(read).toEqual({ kind: 'problems', problems: [{ line: 2, text: `\`${text}\` is not known as requests; write them like \`[[{"method":"GET","path":"/v1"}]]\`, each text an expression of RE2` }] });
  });
});
