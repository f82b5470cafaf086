import Ajv from 'ajv';
import { publishedSchema, strictSchema } from './schema';
import { listInput, SHOP } from './shop';
import { listOf } from '../../../src/compare/list/answer';
import { listJson } from '../../../src/compare/list/json';
import { LIST_FORMATS, listText } from '../../../src/compare/list/text';
import { block } from '../../reachability/world';

const facts = { podCidrs: [block('10.244.0.0/16')] };

describe('a list', () => {
  test.each(LIST_FORMATS)('is printed as %s', (format) => {
    expect(listText(listInput(SHOP, facts), format, { exposure: true })).toMatchSnapshot();
  });

  test('as JSON is what its published schema says', () => {
    const validate = new Ajv({ strict: true, strictTypes: false, allowUnionTypes: true }).compile(publishedSchema);
    for (const exposure of [true, false]) {
      const json: unknown = JSON.parse(JSON.stringify(listJson(listOf(listInput(SHOP, facts), { exposure, services: exposure }))));
      expect(validate(json)).toBe(true);
      expect(strictSchema(json)).toEqual([]);
    }
    expect(validate({ schema: 'cdk8s-reach/list/v2', connections: [], entries: [] })).toBe(false);
  });

  test.each([
    ['from one workload', { from: ['shop/payments'] }],
    ['to a workload, on a named port', { to: ['db'], port: { port: 'sql' } }],
    ['to an address', { to: ['203.0.113.7'], from: ['shop/payments[Deployment]'] }],
    ['of an address that an exception holds', { to: ['203.0.113.200'], from: ['payments'] }],
    ['on a port that nobody speaks of', { from: ['payments'], port: { port: 444, protocol: 'TCP' as const } }],
    ['of the controller', { from: ['ingress-controller'] }],
  ])('is narrowed %s', (_, narrowing) => {
    expect(listText(listInput(SHOP, facts), 'table', { narrowing })).toMatchSnapshot();
  });

  test('of nothing says so', () => {
    expect(listText(listInput(''), 'table')).toBe('no connections\n');
    expect(listText(listInput(''), 'npguard')).toBe('');
    expect(listText(listInput(''), 'csv')).toBe('section,source,destination,ports,entry,requests,via\n');
  });

  test('does not depend on the order of the documents', () => {
    const turned = SHOP.split('\n---\n').reverse().join('\n---\n');
    const sorted = (text: string) => text.split('\n').sort();
    for (const format of LIST_FORMATS) {
      expect(sorted(listText(listInput(turned), format, { exposure: true }))).toEqual(sorted(listText(listInput(SHOP), format, { exposure: true })));
    }
  });

  test('quotes what CSV and Markdown would take for their own', () => {
    const object = SHOP.replace('/pay,', "'/p|a,y',");
    expect(listText(listInput(object), 'csv')).toContain('"Ingress shop/web shop.example.com/p|a,y"');
    expect(listText(listInput(object), 'md')).toContain('shop.example.com/p\\|a,y');
  });
});
