import { PortSet } from '../../src/sets/ports';

describe('a set of ports', () => {
  it('is written by protocol, sorted and joined', () => {
    const set = PortSet.of('UDP', 53).union(PortSet.of('TCP', 8000, 8998)).union(PortSet.of('TCP', 443)).union(PortSet.of('TCP', 80))
      .union(PortSet.of('TCP', 8999));
    expect(set.toString()).toBe('TCP 80,443,8000-8999, UDP 53');
    expect(set.ranges('TCP')).toEqual([{ first: 80, last: 80 }, { first: 443, last: 443 }, { first: 8000, last: 8999 }]);
    expect(set.ranges('SCTP')).toEqual([]);
  });

  it('keeps the protocols apart', () => {
    expect(PortSet.of('TCP', 53).has('UDP', 53)).toBe(false);
    expect(PortSet.of('SCTP').has('SCTP', 65535)).toBe(true);
    expect(PortSet.of('SCTP').toString()).toBe('SCTP 1-65535');
  });

  it('knows all and none', () => {
    expect(PortSet.all.toString()).toBe('all');
    expect(PortSet.none.toString()).toBe('none');
    expect(PortSet.all.difference(PortSet.of('UDP', 53)).toString()).toBe('TCP 1-65535, UDP 1-52,54-65535, SCTP 1-65535');
    expect(PortSet.all.difference(PortSet.all).isEmpty()).toBe(true);
  });

  it.each([[0, undefined], [65536, undefined], [1.5, undefined], [80, 79], [80, 65536], [Number.NaN, undefined]])(
    'from %p to %p is a mistake of the caller', (first, last) => {
      expect(() => PortSet.of('TCP', first, last)).toThrow(RangeError);
    },
  );
});
