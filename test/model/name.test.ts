import { ReachError } from '../../src/model/finding';
import {
  annotationKey, annotationSet, dnsLabel1035, dnsLabel1123, dnsSubdomain, envName, hostName, isConfigKey, labelKey, labelSet, labelValue, portName,
} from '../../src/model/name';

type Check = (what: string, value: string) => unknown;

/** For each check what it takes, what it refuses, and with which code. */
const TABLE: readonly (readonly [string, Check, string, readonly string[], readonly string[]])[] = [
  ['a DNS-1123 label', dnsLabel1123, 'NAME_INVALID', ['a', '0', 'a-b', '1a', 'x'.repeat(63)], ['', 'A', '-a', 'a-', 'a.b', 'a_b', 'x'.repeat(64), 'a\n']],
  ['the name of a Service', dnsLabel1035, 'NAME_INVALID', ['a', 'a-1', 'x'.repeat(63)], ['', '1a', 'a.b', 'A', 'a-', 'x'.repeat(64)]],
  ['a DNS subdomain', dnsSubdomain, 'NAME_INVALID', ['a', 'a.b', '1.2', 'a-b.c', 'x'.repeat(253)], ['', 'a..b', '.a', 'a.', 'A.b', 'a_b', 'x'.repeat(254)]],
  ['the name of a host', hostName, 'NAME_INVALID', ['a', 'a.b', '*.a.b', `*.${'x.'.repeat(125)}y`], ['', '*', '*.', '*.com', '*a.b.c', 'a.*.b', '**.a.b', '*.*.a.b', '*.A.b', 'A.b', `*.${'x.'.repeat(126)}y`]],
  ['the key of a label', labelKey, 'LABEL_INVALID', ['a', 'A_b.C', 'example.com/a', 'x'.repeat(63)], ['', '/a', 'a/', 'a/b/c', 'A.b/c', '-a', 'x'.repeat(64)]],
  ['the value of a label', labelValue, 'LABEL_INVALID', ['', 'a', 'A.b_c-1', 'x'.repeat(63)], ['-', 'a-', 'a b', 'a/b', 'x'.repeat(64)]],
  ['the key of an annotation', annotationKey, 'ANNOTATION_INVALID', ['a', 'Example.com/A'], ['', 'a b', 'a/b/c', '_a']],
  ['the name of a variable', envName, 'ENV_NAME_INVALID', ['A', '_a', 'a.b-c', '.a'], ['', '1A', 'A B', 'A=B', '.', '..', '..a']],
  ['the name of a port', portName, 'PORT_NAME_INVALID', ['http', 'a1', '1a', 'a-b', 'x'.repeat(15)], ['', '1', 'a--b', '-a', 'a-', 'HTTP', 'a.b', 'x'.repeat(16)]],
];

describe.each(TABLE)('%s', (_, check, code, good, bad) => {
  test.each(good)('can be %j', (value) => {
    expect(() => check('the value', value)).not.toThrow();
  });

  test.each(bad)('cannot be %j', (value) => {
    expect(() => check('the value', value)).toThrow(ReachError);
    expect(() => check('the value', value)).toThrow(new RegExp(`^the value \`[^]*\` is not [^]* \\(${code}\\)$`));
  });
});

test('sets of labels and annotations are checked key by key and value by value', () => {
  expect(labelSet('labels', { a: 'b' })).toEqual({ a: 'b' });
  expect(() => labelSet('labels', { 'a b': '' })).toThrow(/the key of labels `a b`/);
  expect(() => labelSet('labels', { a: 'b c' })).toThrow(/the value of labels, key `a`, `b c`/);
  expect(annotationSet('annotations', { a: 'anything at all' })).toEqual({ a: 'anything at all' });
  expect(() => annotationSet('annotations', { 'a b': '' })).toThrow(/the key of annotations `a b`/);
});

test('keys of ConfigMaps are file names that stay in their folder', () => {
  expect(['a', 'A.b_c-1', '.hidden'].map(isConfigKey)).toEqual([true, true, true]);
  expect(['', 'a/b', '.', '..', '..a', 'a b', 'x'.repeat(254)].map(isConfigKey)).toEqual(Array(7).fill(false));
});
