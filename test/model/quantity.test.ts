import { quantity, requestWithinLimit, resourceQuantity } from '../../src/model/quantity';
import * as fc from '../property';

const ONE = 1_000_000_000n;

describe('a quantity', () => {
  test.each([
    ['1', ONE], ['0.5', ONE / 2n], ['.5', ONE / 2n], ['5.', 5n * ONE], ['250m', ONE / 4n], ['100u', 100_000n], ['7n', 7n], ['1k', 1000n * ONE],
    ['1Ki', 1024n * ONE], ['128Mi', 128n * 1024n * 1024n * ONE], ['1.5Gi', 3n * 512n * 1024n * 1024n * ONE], ['1e3', 1000n * ONE], ['1E3', 1000n * ONE],
    ['12e-1', 1_200_000_000n], ['1E', 10n ** 18n * ONE], ['0', 0n], ['0.1n', 1n], ['1M', 1_000_000n * ONE],
  ])('%s', (text, value) => {
    expect(quantity('it', text)).toBe(value);
  });

  test.each(['', '.', 'm', 'Gi', '1 Gi', '1GB', '1KI', '-1', '+1', '1.2.3', '1e', '1e99', '1mi', '0x1', '1,5', '9'.repeat(25), '１'])('is not %j', (text) => {
    expect(() => quantity('the request', text)).toThrow(`the request \`${text}\` is not a quantity`);
  });

  test('of a number of bytes in any unit is that number', () => {
    const unit = fc.constantFrom<[string, bigint]>(['', 1n], ['k', 10n ** 3n], ['Mi', 2n ** 20n], ['G', 10n ** 9n], ['Ti', 2n ** 40n]);
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 9n }), unit, (count, [suffix, size]) => {
      expect(quantity('it', `${count}${suffix}`)).toBe(count * size * ONE);
    }));
  });
});

describe('a quantity of a resource', () => {
  test.each([['cpu', '0'], ['cpu', '0.5m'], ['memory', '400m'], ['memory', '0Mi'], ['ephemeral-storage', '1.5'], ['cpu', '1u']] as const)('%s cannot be %s', (resource, text) => {
    expect(() => resourceQuantity('it', resource, text)).toThrow('QUANTITY_INVALID');
  });

  test.each([['cpu', '0.001'], ['cpu', '2'], ['memory', '1'], ['memory', '1.5Gi'], ['memory', '1000m']] as const)('%s can be %s', (resource, text) => {
    expect(() => resourceQuantity('it', resource, text)).not.toThrow();
  });
});

test('a request keeps within its limit, whatever the units', () => {
  expect(() => requestWithinLimit('memory', '1Gi', '1024Mi')).not.toThrow();
  expect(() => requestWithinLimit('memory', '1G', '1Gi')).not.toThrow();
  expect(() => requestWithinLimit('memory', '1Gi', '1G')).toThrow('memory: the request `1Gi` is above the limit `1G`; raise the limit or lower the request (QUANTITY_INVALID)');
  expect(() => requestWithinLimit('cpu', '1', '999m')).toThrow('QUANTITY_INVALID');
});
