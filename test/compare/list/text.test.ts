import Ajv from 'ajv';
import { listInput, SHOP } from './shop';
import schema from '../../../docs/schema/list-v1.json';
import { listOf } from '../../../src/compare/list/answer';
import { ListRow, listEndText } from '../../../src/compare/list/end';
import { listJson } from '../../../src/compare/list/json';
import { includes } from '../../../src/compare/list/narrowing';
import { LIST_FORMATS, listText } from '../../../src/compare/list/text';
import { block } from '../../reachability/world';

const facts = { podCidrs: [block('10.244.0.0/16')] };

describe('a list', () => {
  test.each(LIST_FORMATS)('is printed as %s', (format) => {
    expect(listText(listInput(SHOP, facts), format, { exposure: true })).toMatchSnapshot();
  });

  test('as JSON is what its published schema says', () => {
    const validate = new Ajv({ strict: true, strictTypes: false, allowUnionTypes: true }).compile(schema);
    for (const exposure of [true, false]) {
      expect(validate(JSON.parse(JSON.stringify(listJson(listOf(listInput(SHOP, facts), { exposure })))))).toBe(true);
    }
    expect(validate({ schema: 'cdk8s-reach/list/v2', connections: [], entries: [] })).toBe(false);
  });

  test('as JSON is printed connection by connection as it would be as a whole', () => {
    for (const text of [SHOP, '']) {
      const [input, options] = [listInput(text, facts), { exposure: true }];
      expect(listText(input, 'json', options)).toBe(`${JSON.stringify(listJson(listOf(input, options)), undefined, 2)}\n`);
    }
  });

  test('of more connections than are made into text at once is one table', () => {
    const pods = Array.from({ length: 40 }, (_, i) => `apiVersion: v1\nkind: Pod\nmetadata: {name: p${i}}\n`).join('---\n');
    const rowsOf = (format: 'table' | 'csv' | 'md') => listText(listInput(pods), format).trimEnd().split('\n');
    const connections = 40 * 39 + 2 * 40;
    expect([rowsOf('table').length, rowsOf('csv').length, rowsOf('md').length]).toEqual([1 + connections, 1 + connections, 4 + connections]);
    expect(new Set(rowsOf('table').map((row) => row.lastIndexOf('  ')))).toHaveProperty('size', 1);
  });

  test.each([
    [{ from: ['shop/payments'] }], [{ to: ['db'] }], [{ from: ['203.0.113.0/24'], to: ['shop/*'] }], [{ from: ['ingress-controller'] }], [{ to: ['10.0.0.0/8'] }],
  ])('narrowed to %j has the connections of the whole list that are wanted', (narrowing) => {
    const input = listInput(SHOP, facts);
    const wanted = listOf(input).connections.filter(({ source, destination }) => includes(narrowing, source, destination));
    // addresses are joined before they are narrowed, or behind it
    const pairs = (rows: readonly ListRow[]) => rows.map(({ source, destination }) => [source, destination].map((end) => (end.kind === 'workload' ? listEndText(end) : '')).join());
    expect([...new Set(pairs(listOf(input, { narrowing }).connections))]).toEqual([...new Set(pairs(wanted))]);
  });

  test('is narrowed to a pod by its address, or by a block that holds it', () => {
    const pods = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nstatus: {podIPs: [{ip: 10.0.0.7}, {ip: "fd00::7"}]}\n---\n'
      + 'apiVersion: v1\nkind: Pod\nmetadata: {name: b}\n---\n'
      + 'apiVersion: v1\nkind: Pod\nmetadata: {name: n}\nspec: {hostNetwork: true}\nstatus: {podIP: 10.0.0.9}\n';
    const csv = (from: string) => listText(listInput(pods), 'csv', { narrowing: { from: [from], to: ['b'] } }).split('\n').slice(1, -1);
    for (const name of ['10.0.0.7', 'fd00::7', 'FD00:0::0007']) expect(csv(name)).toEqual(['connection,default/a[Pod],default/b[Pod],all,']);
    expect(csv('10.0.0.0/29')).toEqual(['connection,default/a[Pod],default/b[Pod],all,', expect.stringMatching(/^connection,"0\.0\.0\.0-10\.0\.0\.6, /)]);
    expect(csv('10.0.0.9')).toEqual([expect.stringMatching(/^connection,10\.0\.0\.9\/32,|^connection,"0\.0\.0\.0-10\.0\.0\.6, /)]);
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
    expect(listText(listInput(''), 'csv')).toBe('section,source,destination,ports,entry\n');
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
