import { groupedBy, listIn } from '../../src/sets/groups';
import { order } from '../../src/sets/order';

describe('the order of texts and numbers', () => {
  test('is that of code units, whatever a language would say', () => {
    expect(['ä', 'z', 'Z', 'a', '', 'a1', 'a-'].sort(order)).toEqual(['', 'Z', 'a', 'a-', 'a1', 'z', 'ä']);
  });

  test('is that of size, of addresses, too', () => {
    expect([10, 9, 100].sort(order)).toEqual([9, 10, 100]);
    expect([2n ** 127n, 1n, 2n ** 64n].sort(order)).toEqual([1n, 2n ** 64n, 2n ** 127n]);
    expect([order(1, 1), order('a', 'a'), order(1n, 1n)]).toEqual([0, 0, 0]);
  });
});

describe('groups', () => {
  test('and what is in them are in the order in which they come', () => {
    expect([...groupedBy(['web', 'api', 'worker', 'agent'], ([first]) => first)]).toEqual([['w', ['web', 'worker']], ['a', ['api', 'agent']]]);
    expect([...groupedBy([], () => 'x')]).toEqual([]);
  });

  test('may have any key, and are empty at first', () => {
    const lists = new Map<string | undefined, number[]>();
    listIn(lists, undefined).push(1);
    listIn(lists, '__proto__').push(2);
    listIn(lists, undefined).push(3);
    expect([...lists, listIn(lists, 'new')]).toEqual([[undefined, [1, 3]], ['__proto__', [2]], []]);
  });
});
