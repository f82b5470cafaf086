import { everything, LabelSelector, matches, selectorOf, selectorText } from '../../src/sets/selector';

describe('a label selector', () => {
  it('that is empty matches everything, objects without labels too', () => {
    expect(matches(everything, {})).toBe(true);
    expect(matches(everything, { app: 'web' })).toBe(true);
  });

  it('asks for all of its conditions', () => {
    const selector: LabelSelector = { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'tier', operator: 'Exists' }] };
    expect(matches(selector, { app: 'web', tier: '' })).toBe(true);
    expect(matches(selector, { app: 'web' })).toBe(false);
    expect(matches(selector, { tier: '' })).toBe(false);
  });

  it('with NotIn or DoesNotExist matches where the key is absent', () => {
    expect(matches({ matchLabels: {}, matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['db'] }] }, {})).toBe(true);
    expect(matches({ matchLabels: {}, matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] }, {})).toBe(true);
    expect(matches({ matchLabels: {}, matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['db'] }] }, { tier: 'db' })).toBe(false);
  });

  it('does not take what every JavaScript object inherits for a label', () => {
    expect(matches({ matchLabels: {}, matchExpressions: [{ key: 'constructor', operator: 'Exists' }] }, {})).toBe(false);
    expect(matches({ matchLabels: {}, matchExpressions: [{ key: 'toString', operator: 'NotIn', values: ['x'] }] }, {})).toBe(true);
  });

  it('has one text for all ways of writing it', () => {
    const selector: LabelSelector = {
      matchLabels: { b: '2', a: '1' },
      matchExpressions: [
        { key: 'e', operator: 'NotIn', values: ['y', 'x', 'y'] },
        { key: 'd', operator: 'Exists' },
        { key: 'c', operator: 'DoesNotExist' },
        { key: 'f', operator: 'In', values: ['z', 'w'] },
        { key: 'a', operator: 'In', values: ['1'] },
        { key: 'g', operator: 'NotIn', values: ['v'] },
      ],
    };
    expect(selectorText(selector)).toBe('!c,a=1,b=2,d,e notin (x,y),f in (w,z),g!=v');
    expect(selectorText(selectorOf({ a: '' }))).toBe('a=');
    expect(selectorText(everything)).toBe('*');
  });
});
