import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import { diffBetween } from './diff/versions';
import { changed, linesOf, lockOfLines, lockOfYaml } from './lock/locked';
import { DENY_ALL, named, shop, TO_ALL } from './names';
import { blastOf } from '../../src/compare/blast/blast-of';
import { blastJson } from '../../src/compare/blast/json';
import { blastTable } from '../../src/compare/blast/text';
import { diffJson } from '../../src/compare/diff/json';
import { diffTable } from '../../src/compare/diff/text';
import { lockJson } from '../../src/compare/lock/json';
import { meaningOn } from '../../src/compare/verify/knowledge';
import { readManifests } from '../../src/dialects/read-manifests';
import { findWorkload } from '../../src/reachability/snapshot';
import { objectsOf } from '../reachability/world';

function conforms(command: string, json: object): void {
  const text = readFileSync(join(__dirname, '..', '..', 'docs', 'schema', `${command}-v1.json`), 'utf8');
  const validate = new Ajv({ strict: true, strictTypes: false }).compile(JSON.parse(text) as object);
  validate(JSON.parse(JSON.stringify(json)));
  expect(validate.errors).toBeNull();
}

describe('hosts outside in a diff', () => {
  const namesOf = (old: string, current: string) => diffBetween(objectsOf(old), objectsOf(current)).changes
    .filter(({ destination }) => destination.kind === 'name');
  const told = (old: string, current: string) => diffTable({ added: [], removed: [], changes: namesOf(old, current) }).split('\n').slice(1, -2).map((line) => line.replace(/ +/g, ' '));

  test('are changes of those who may reach them by their names', () => {
    expect(told(shop(named('api.stripe.com'), DENY_ALL), shop(named('api.stripe.com', 'api.example.com'), DENY_ALL))).toEqual(['added shop/payments[Pod] api.example.com none TCP 443']);
    expect(told(shop(named('*.stripe.com'), DENY_ALL), shop(named('api.stripe.com'), DENY_ALL))).toEqual(['removed shop/payments[Pod] **.stripe.com TCP 443 none']);
    conforms('diff', diffJson({ added: [], removed: [], changes: namesOf(shop(named('*.stripe.com'), DENY_ALL), shop(named('api.stripe.com'), DENY_ALL)) }));
  });

  test('are none where every address is opened, or shut', () => {
    expect(namesOf(shop(named('api.stripe.com'), DENY_ALL), shop(named('api.stripe.com'), TO_ALL))).toEqual([]);
    expect(namesOf(shop(DENY_ALL), shop(TO_ALL))).toEqual([]);
    expect(told(shop(TO_ALL), shop(named('api.stripe.com'), DENY_ALL))).toEqual([]);
  });
});

describe('hosts outside in a lock', () => {
  const names = (yaml: string) => linesOf(lockOfYaml(yaml)).filter((line) => line.includes('-> name '));

  test('are lines by their names, of the widest alone', () => {
    expect(names(shop(named('api.stripe.com', '*.example.com', 'api.example.com'), DENY_ALL))).toEqual([
      'shop/payments[Pod] -> name **.example.com TCP/443', 'shop/payments[Pod] -> name api.stripe.com TCP/443',
    ]);
    expect(names(shop(named('api.stripe.com')))).toEqual([]);
    conforms('lock', lockJson(lockOfYaml(shop(named('api.stripe.com', '*.example.com'), DENY_ALL))));
  });

  test('are read again, and refused where they are no names', () => {
    const lock = lockOfYaml(shop(named('api.stripe.com', '*.example.com'), DENY_ALL));
    expect(linesOf(lockOfLines(...linesOf(lock)))).toEqual(linesOf(lock));
    expect(() => lockOfLines('shop/a[Pod] -> name a..b TCP/443')).toThrow(/`name a\.\.b` is no end of a connection/);
    expect(() => lockOfLines('name api.stripe.com -> shop/a[Pod] TCP/443')).toThrow(/joins two ends that no line joins/);
  });

  test('are told where a name is opened that none covers, and not where a wider one was accepted', () => {
    const wide = lockOfYaml(shop(named('*.stripe.com'), DENY_ALL));
    const narrow = lockOfYaml(shop(named('api.stripe.com'), DENY_ALL));
    expect(changed(wide, narrow)).toEqual({ opened: [], closed: ['`shop/payments` may no longer call `**.stripe.com` on TCP 443'] });
    expect(changed(narrow, wide).opened).toEqual(['`shop/payments` may now call `**.stripe.com` on TCP 443']);
  });

  test('are no news where every address was open before', () => {
    const all = lockOfYaml(shop(TO_ALL));
    expect(changed(all, lockOfYaml(shop(named('api.stripe.com'), DENY_ALL))).opened.filter((text) => text.includes('stripe'))).toEqual([]);
  });
});

test('hosts outside are within reach of whoever a rule by names lets out, and of others by way of it', () => {
  const meaning = meaningOn({ podCidrs: [], nodeCidrs: [], enforces: { networkPolicy: true, tiers: true } }, objectsOf(shop(named('api.stripe.com'), DENY_ALL)), readManifests);
  const [payments, web] = ['shop/payments', 'shop/web'].map((name) => findWorkload(meaning.snapshot, name));
  if (payments === undefined || web === undefined) throw new Error('no shop');
  const blast = blastOf(meaning, payments);
  expect(blastTable(blast)).toContain('1          api.stripe.com');
  conforms('blast', blastJson(blast));
  expect(blastOf(meaning, web).rows.filter(({ end }) => end.kind === 'name')).toMatchObject([{ steps: 2, by: { end: { kind: 'workload', workload: payments } } }]);
  expect(blastOf(meaning, payments, { reverse: true }).rows.filter(({ end }) => end.kind === 'name')).toEqual([]);
});
