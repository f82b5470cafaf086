import { Address, Cidr, compareCidrs, contains, containsAddress, isProblem, mergeCidrs, overlaps, parseAddress, parseCidr, subtract } from '../../src/sets/cidr';
import { CidrSet } from '../../src/sets/cidr-set';

function cidr(text: string): Cidr {
  const parsed = parseCidr(text);
  if (isProblem(parsed)) throw new Error(`${text}: ${parsed.detail}`);
  return parsed;
}

function address(text: string): Address {
  const parsed = parseAddress(text);
  if (isProblem(parsed)) throw new Error(`${text}: ${parsed.detail}`);
  return parsed;
}

const texts = (blocks: readonly Cidr[]) => blocks.map((block) => block.text);

describe('a CIDR', () => {
  it.each([
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['::/0', '::/0'],
    ['2001:DB8:0:0::/32', '2001:db8::/32'],
    ['::102:304/128', '::102:304/128'],
    ['::1.2.3.4/128', '::102:304/128'],
    ['64:ff9b::192.0.2.1/128', '64:ff9b::c000:201/128'],
    ['0:0:1:0:0:0:1:0/128', '0:0:1::1:0/128'],
  ])('%s is read, and is canonically %s', (text, canonical) => {
    expect(cidr(text).text).toBe(canonical);
  });

  it('spans from its network address to its last one', () => {
    expect(cidr('10.9.8.0/24')).toEqual({ family: 4, text: '10.9.8.0/24', prefix: 24, first: 168364032n, last: 168364287n });
    expect(cidr('::/64').last).toBe(2n ** 64n - 1n);
  });

  it.each([
    ['10.0.0.1/8', 'hostBits'],
    ['2001:db8::1/64', 'hostBits'],
    ['0.0.0.1/0', 'hostBits'],
    ['010.0.0.0/8', 'syntax'],
    ['10.0.00.0/8', 'syntax'],
    ['256.0.0.0/8', 'syntax'],
    ['10.0.0/8', 'syntax'],
    ['0x0a.0.0.0/8', 'syntax'],
    ['64:ff9b::0x1.2.3.4/128', 'syntax'],
    ['::ffff:10.0.0.0/104', 'syntax'],
    ['::ffff:a00:0/104', 'syntax'],
    ['fe80::%eth0/64', 'syntax'],
    ['1::2::/64', 'syntax'],
    ['1:2:3:4::5:6:7:8/128', 'syntax'],
    ['12345::/16', 'syntax'],
    [' 10.0.0.0/8', 'syntax'],
    ['', 'syntax'],
    ['internet', 'syntax'],
    ['10.0.0.0', 'prefix'],
    ['10.0.0.0/', 'prefix'],
    ['10.0.0.0/08', 'prefix'],
    ['10.0.0.0/33', 'prefix'],
    ['10.0.0.0/-1', 'prefix'],
    ['10.0.0.0/8/8', 'prefix'],
    ['10.0.0.0/255.0.0.0', 'prefix'],
    ['::/129', 'prefix'],
  ])('%s is refused: %s', (text, problem) => {
    expect(parseCidr(text)).toMatchObject({ problem, text });
  });

  it('with bits behind the prefix is refused with the network that was probably meant', () => {
    expect(parseCidr('10.1.2.3/8')).toMatchObject({ network: '10.0.0.0/8', detail: 'has bits set behind the prefix; the network is 10.0.0.0/8' });
    expect(parseCidr('2001:DB8::1/64')).toMatchObject({ network: '2001:db8::/64' });
  });

  it('without a prefix is refused with the block of the one address', () => {
    expect(parseCidr('192.0.2.7')).toMatchObject({ detail: 'has no prefix length; one address alone is 192.0.2.7/32' });
  });
});

describe('an address', () => {
  it.each([['192.0.2.7', '192.0.2.7'], ['2001:DB8::0:1', '2001:db8::1'], ['::', '::']])('%s is read, and is canonically %s', (text, canonical) => {
    expect(address(text).text).toBe(canonical);
  });

  it.each(['192.0.2.07', '::ffff:192.0.2.7', 'fe80::1%eth0', '192.0.2.7/32', '3232235777', '192.0.2', ''])('%s is refused', (text) => {
    expect(parseAddress(text)).toMatchObject({ problem: 'syntax', text });
  });
});

describe('blocks', () => {
  it('contain themselves and what is narrower, within their family', () => {
    expect(contains(cidr('10.0.0.0/8'), cidr('10.0.0.0/8'))).toBe(true);
    expect(contains(cidr('10.0.0.0/8'), cidr('10.255.0.0/16'))).toBe(true);
    expect(contains(cidr('10.255.0.0/16'), cidr('10.0.0.0/8'))).toBe(false);
    expect(contains(cidr('::/0'), cidr('10.0.0.0/8'))).toBe(false);
    expect(containsAddress(cidr('0.0.0.0/0'), address('::1'))).toBe(false);
    expect(containsAddress(cidr('10.0.0.0/31'), address('10.0.0.1'))).toBe(true);
    expect(containsAddress(cidr('10.0.0.0/31'), address('10.0.0.2'))).toBe(false);
  });

  it('overlap if they share an address', () => {
    expect(overlaps(cidr('10.0.0.0/8'), cidr('10.1.0.0/16'))).toBe(true);
    expect(overlaps(cidr('10.0.0.0/9'), cidr('10.128.0.0/9'))).toBe(false);
    expect(overlaps(cidr('::/0'), cidr('0.0.0.0/0'))).toBe(false);
  });

  it('are cut to the fewest blocks, whatever the order of the exceptions', () => {
    const internet = subtract(cidr('0.0.0.0/0'), [cidr('10.0.0.0/8'), cidr('192.168.0.0/16'), cidr('10.1.0.0/16'), cidr('::/0')]);
    expect(texts(internet)).toEqual([
      '0.0.0.0/5', '8.0.0.0/7', '11.0.0.0/8', '12.0.0.0/6', '16.0.0.0/4', '32.0.0.0/3', '64.0.0.0/2', '128.0.0.0/2',
      '192.0.0.0/9', '192.128.0.0/11', '192.160.0.0/13', '192.169.0.0/16', '192.170.0.0/15', '192.172.0.0/14', '192.176.0.0/12',
      '192.192.0.0/10', '193.0.0.0/8', '194.0.0.0/7', '196.0.0.0/6', '200.0.0.0/5', '208.0.0.0/4', '224.0.0.0/3',
    ]);
    expect(texts(subtract(cidr('2001:db8::/126'), [cidr('2001:db8::1/128')]))).toEqual(['2001:db8::/128', '2001:db8::2/127']);
    expect(subtract(cidr('10.0.0.0/8'), [cidr('0.0.0.0/0')])).toEqual([]);
    expect(texts(subtract(cidr('10.0.0.0/8'), []))).toEqual(['10.0.0.0/8']);
  });

  it('are merged to the fewest blocks, IPv4 first', () => {
    const merged = mergeCidrs(['2001:db8::/33', '10.1.0.0/16', '2001:db8:8000::/33', '10.0.0.0/16', '10.0.7.0/24'].map(cidr));
    expect(texts(merged)).toEqual(['10.0.0.0/15', '2001:db8::/32']);
  });

  it('are written by family, address and width', () => {
    expect(texts(['::/0', '10.0.0.0/16', '9.0.0.0/8', '10.0.0.0/8'].map(cidr).sort(compareCidrs))).toEqual(
      ['9.0.0.0/8', '10.0.0.0/8', '10.0.0.0/16', '::/0'],
    );
  });
});

describe('a set of addresses', () => {
  it('has one text however it was made', () => {
    const set = CidrSet.of([cidr('10.0.0.0/9'), cidr('::/1')]).union(CidrSet.of([cidr('8000::/1'), cidr('10.128.0.0/9')]));
    expect(set.toString()).toBe('10.0.0.0/8, ::/0');
    expect(set.equals(CidrSet.of([cidr('::/0'), cidr('10.0.0.0/8')]))).toBe(true);
  });

  it('knows all and none', () => {
    expect(CidrSet.none.isEmpty()).toBe(true);
    expect(CidrSet.all.toString()).toBe('0.0.0.0/0, ::/0');
    expect(CidrSet.all.difference(CidrSet.all).equals(CidrSet.none)).toBe(true);
    expect(CidrSet.all.has(address('::1'))).toBe(true);
  });
});
