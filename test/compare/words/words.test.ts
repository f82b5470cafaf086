import { linesText } from '../../../src/compare/words/lines';
import { alignedLines, markdownTable } from '../../../src/compare/words/table';
import { addressesText, reachText } from '../../../src/compare/words/text';
import { CidrSet } from '../../../src/sets/cidr-set';
import { PortSet } from '../../../src/sets/ports';
import { block } from '../../reachability/world';

test('lines are as many as were given, whatever they hold', () => {
  expect(linesText(['a', 'b\nc', ''])).toBe('a\nb\\u000ac\n\n');
  expect(linesText([])).toBe('');
});

test('columns are as wide as their widest cell, and no line ends in spaces', () => {
  expect(alignedLines([['a', 'b', 'c'], ['long', '', 'x'], ['y', 'wide']])).toEqual(['a     b     c', 'long        x', 'y     wide']);
  expect(alignedLines([])).toEqual([]);
});

test('a table in Markdown has its cells as they are', () => {
  expect(markdownTable(['a', 'b'], [['x|y', '*<_`\\']])).toEqual(['| a | b |', '| --- | --- |', '| x\\|y | \\*\\<\\_\\`\\\\ |']);
});

test('addresses are blocks where one will do, else ranges, of both families', () => {
  const set = CidrSet.of([block('10.0.0.0/8'), block('11.0.0.0/9'), block('203.0.113.7/32'), block('2001:db8::/32'), block('2001:db9::/48')]);
  expect(addressesText(set)).toBe('10.0.0.0-11.127.255.255, 203.0.113.7/32, 2001:db8::-2001:db9:0:ffff:ffff:ffff:ffff:ffff');
  expect([addressesText(CidrSet.all), addressesText(CidrSet.none)]).toEqual(['0.0.0.0/0, ::/0', '']);
});

test('ports that are perhaps open are told behind those that are', () => {
  const [http, dns] = [PortSet.of('TCP', 80), PortSet.of('UDP', 53)];
  expect([[http, dns], [http, PortSet.none], [PortSet.none, dns]].map(([allowed = http, unknown = dns]) => reachText({ allowed, unknown })))
    .toEqual(['TCP 80, perhaps UDP 53', 'TCP 80', 'perhaps UDP 53']);
});
