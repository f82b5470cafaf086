import { linesOf, lockOfLines } from './locked';
import { readLock } from '../../../src/compare/lock/read';

/** The problems of some lines behind a sound header, as `line: text`. */
function problems(...lines: readonly string[]): string[] {
  const read = readLock(['# cdk8s-reach lock v1', ...lines].join('\n'));
  return read.kind === 'lock' ? [] : read.problems.map(({ line, text }) => `${line}: ${text}`);
}

test('every kind of line is read and written again as it was', () => {
  const lines = [
    'given hidden -> 169.254.20.10/32 TCP/53,UDP/53',
    'given hidden -> any pod of openshift-dns TCP/53',
    'given hidden -> pods app=a,b=c of namespaces team=t UDP/53',
    'given names of one label',
    'given nodes in 10.0.0.0/16',
    'given pods in 2001:db8::/32',
    'given unenforced NetworkPolicy',
    '0.0.0.0/0 except 10.0.0.0/8 192.168.0.0/16, ::/0 -> a/x[Pod] all',
    '? a/x[CronJob] -> 10.0.0.0/8 TCP/80,443',
    'HTTPRoute a/x b.example/c (method GET; at Gateway d/e:f) -> a/x[Pod] TCP/80',
    'Service a/x -> a/x[Pod] TCP/80',
    'Service a/y:http from 10.0.0.0/8 2001:db8::/32 -> a/x[Pod] TCP/80'.replace('10.0.0.0/8 2001', '10.0.0.0/8, 2001'),
    'a/x[Pod] -> a/agent[DaemonSet,host] SCTP/1',
    'a/x[Pod] -> any pod TCP/80,http,any/dns',
    'a/x[Pod] -> any pod of b none',
    'a/x[Pod] -> pods !c,app in (a,b) of any namespace UDP/5000-6000',
    'a/x[Pod] -> pods app=a of namespaces team=t all',
  ];
  expect(linesOf(lockOfLines(...lines))).toEqual([...lines].sort((a, b) => (a.startsWith('given') === b.startsWith('given') ? (a < b ? -1 : 1) : a.startsWith('given') ? -1 : 1)));
});

test('comments, blank lines, lines of Windows and a byte order mark do no harm', () => {
  const read = readLock('\ufeff# cdk8s-reach lock v1\r\n\r\n# a comment -> of ours\r\na/x[Pod] -> a/y[Pod] all\r\n');
  expect(read.kind === 'lock' ? linesOf(read.lock) : read.problems).toEqual(['a/x[Pod] -> a/y[Pod] all']);
});

describe('what is no lock is refused, with the line', () => {
  test.each<[sentence: string, text: string, line: number, says: RegExp]>([
    ['an empty file', '', 1, /^the file is no lock: its first line is not `# cdk8s-reach lock v1`; name another file/],
    ['a manifest', 'apiVersion: v1\nkind: Pod\n', 1, /no lock/],
    ['another version', '# cdk8s-reach lock v2\n', 1, /^the lock is of version `2`, and this program knows 1: /],
    ['a merge that nobody has finished', '# cdk8s-reach lock v1\n<<<<<<< HEAD\na/x[Pod] -> a/y[Pod] all\n=======\n>>>>>>> b\n', 2, /^the lock holds the marks of a merge .* take either side/],
    ['a merge of the header', '<<<<<<< HEAD\n# cdk8s-reach lock v1\n=======\n', 1, /marks of a merge/],
    ['a merge in the style of diff3', '# cdk8s-reach lock v1\n||||||| base\n', 2, /marks of a merge/],
  ])('%s', (_sentence, text, line, says) => {
    const read = readLock(text);
    expect(read).toEqual({ kind: 'problems', problems: [{ line, text: expect.stringMatching(says) as unknown }] });
  });

  test.each<[line: string, says: RegExp]>([
    ['a/x[Pod]', /^2: `a\/x\[Pod\]` is no line of a lock, which is `SOURCE -> DESTINATION PORTS`/],
    ['a/x[Pod] -> a/y[Pod] -> a/z[Pod] all', /is no line of a lock/],
    ['a/x[Pod] -> a/y[Pod]', /`a\/y\[Pod\]` is not known as ports; write them like `TCP\/80,8000-8999,UDP\/53`, or `all`/],
    ['a/x[Pod] -> a/y[Pod] TCP/0', /`TCP\/0` is not known as ports/],
    ['a/x[Pod] -> a/y[Pod] TCP/65536', /`TCP\/65536`/],
    ['a/x[Pod] -> a/y[Pod] TCP/90-80', /`TCP\/90-80`/],
    ['a/x[Pod] -> a/y[Pod] tcp/80', /`tcp\/80`/],
    ['a/x[Pod] -> a/y[Pod] TCP/080', /`TCP\/080`/],
    ['a/x[Pod] -> a/y[Pod] 80', /`80`/],
    ['a/x[Pod] -> a/y[Pod] any/80', /`any\/80`/],
    ['a/x[Pod] -> a/y[Pod] TCP/80,,', /`TCP\/80,,`/],
    ['a/x[Pod] -> a/y[Pod] TCP/http', /has ports by their names, and those of a workload have numbers/],
    ['x[Pod] -> a/y[Pod] all', /`x\[Pod\]` is no end of a connection/],
    ['a/x -> a/y[Pod] all', /`a\/x` is no end/],
    ['10.0.0.1 -> a/y[Pod] all', /`10\.0\.0\.1` is no end/],
    ['10.0.0.1/8 -> a/y[Pod] all', /`10\.0\.0\.1\/8` is no end/],
    ['10.0.0.0/8 except -> a/y[Pod] all', /is no end/],
    ['0.0.0.0/0 except 0.0.0.0/0 -> a/y[Pod] all', /is no end/],
    ['pods app=a -> a/y[Pod] all', /`pods app=a` is no end/],
    ['Service a/x from b -> a/y[Pod] all', /is no end/],
    ['10.0.0.0/8 -> 10.0.0.0/8 all', /joins two ends that no line joins/],
    ['any pod -> 10.0.0.0/8 all', /joins two ends/],
    ['a/x[Pod] -> Ingress a/x b.example/ all', /joins two ends/],
    ['a/x[Pod] -> 10.0.0.0/8 none', /opens no port: leave the line out/],
    ['? a/x[Pod] -> a/y[Pod] none', /opens no port/],
    ['? any pod -> a/y[Pod] all', /leave out the `\?`/],
    ['given pods in 10.0.0.1/8', /^2: `10\.0\.0\.1\/8` has bits set behind the prefix/],
    ['given blocks without services', /`given blocks without services` is not known; known are/],
    ['given names of two labels', /`given names of two labels` is not known; known are/],
    ['given requests apart', /`given requests apart` is not known; known are/],
    ['given API server in 10.0.0.1', /`10\.0\.0\.1` has no prefix length|needs a prefix/],
    ['given pods 10.0.0.0/8', /`given pods 10\.0\.0\.0\/8` is not known; known are/],
    ['given hidden -> a/x[Pod] TCP/53', /is nobody whom a lock can hide/],
    ['given hidden -> pods app in (a,b) of c TCP/53', /is nobody whom a lock can hide/],
    ['given hidden -> any pod of c TCP/dns', /hides ports that have no number/],
    ['given hidden -> any pod of c none', /hides ports that have no number/],
    ['given hidden -> any pod of c', /is not known as ports/],
  ])('the line %s', (line, says) => {
    expect(problems(line)).toEqual([expect.stringMatching(says)]);
  });

  test('every line that is wrong, and not only the first', () => {
    expect(problems('a/x[Pod] -> a/y[Pod] all', 'a', 'b').map((text) => text.slice(0, 2))).toEqual(['3:', '4:']);
  });
});
