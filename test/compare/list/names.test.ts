import Ajv from 'ajv';
import { publishedSchema } from './schema';
import { listInput } from './shop';
import { listOf } from '../../../src/compare/list/answer';
import { listEndText } from '../../../src/compare/list/end';
import { listJson } from '../../../src/compare/list/json';
import { LIST_FORMATS, listText } from '../../../src/compare/list/text';
import { RuleSet } from '../../../src/reachability/rules';
import { Snapshot } from '../../../src/reachability/snapshot';
import { hostNamed } from '../../../src/sets/names';
import { DENY_ALL, named, policy, shop, TO_ALL } from '../names';

function rows(yaml: string, to?: string): string[] {
  const input = listInput(yaml);
  const host = hostNamed(to ?? '');
  const names = host === undefined ? [] : [{ kind: 'name', name: host } as const];
  const connect = (snapshot: Snapshot, rules: RuleSet) => input.connect(snapshot, rules, { names });
  return listOf({ ...input, connect }, to === undefined ? {} : { narrowing: { to: [to] } }).connections
    .filter(({ destination }) => destination.kind === 'name')
    .map(({ source, destination, allowed, unknown }) => `${listEndText(source)} => ${listEndText(destination)}: ${allowed.toString()}; ${unknown.toString()}`);
}

describe('hosts outside in a list', () => {
  test.each(LIST_FORMATS.filter((format) => format !== 'npguard'))('are rows by their names, printed as %s', (format) => {
    expect(listText(listInput(shop(named('api.stripe.com', '*.example.com'), DENY_ALL)), format, { narrowing: { from: ['shop/payments'] } })).toMatchSnapshot();
  });

  test('are told of whoever a rule by names lets out', () => {
    expect(rows(shop(named('api.stripe.com', '*.example.com'), DENY_ALL))).toEqual([
      'shop/payments[Pod] => **.example.com: TCP 443; none', 'shop/payments[Pod] => api.stripe.com: TCP 443; none',
    ]);
  });

  test('are not told of those who reach every address, or some', () => {
    expect(rows(shop(named('api.stripe.com')))).toEqual([]);
    expect(rows(shop(named('api.stripe.com'), TO_ALL, DENY_ALL))).toEqual([]);
    expect(rows(`${shop()}---\n${policy('payments', 'egress: [{to: [{ipBlock: {cidr: 203.0.113.0/24}}]}]')}`)).toEqual([]);
  });

  test('are told of everybody who reaches them, perhaps, too, where they are asked about', () => {
    const some = '{action: Accept, to: [{networks: [203.0.113.0/24]}], protocols: [{tcp: {destinationPort: {number: 80}}}]}';
    expect(rows(shop(named('*.stripe.com'), some, DENY_ALL), 'api.stripe.com')).toEqual([
      'shop/payments[Pod] => api.stripe.com: TCP 443; TCP 80', 'shop/web[Pod] => api.stripe.com: all; none',
    ]);
    expect(rows(shop(named('api.stripe.com'), DENY_ALL), '**.stripe.com')).toEqual([
      'shop/payments[Pod] => api.stripe.com: TCP 443; none', 'shop/web[Pod] => **.stripe.com: all; none', 'shop/web[Pod] => api.stripe.com: all; none',
    ]);
  });

  test('have no word in the format of netpol-analyzer', () => {
    expect(listText(listInput(shop(named('api.stripe.com'), DENY_ALL)), 'npguard')).not.toContain('stripe');
  });

  test('as JSON are what the published schema says', () => {
    const json: unknown = JSON.parse(JSON.stringify(listJson(listOf(listInput(shop(named('api.stripe.com'), DENY_ALL))))));
    expect(new Ajv({ strict: true, strictTypes: false, allowUnionTypes: true }).compile(publishedSchema)(json)).toBe(true);
    expect(json).toMatchObject({ connections: expect.arrayContaining([expect.objectContaining({ destination: { dnsName: 'api.stripe.com' } })]) as unknown });
  });
});
