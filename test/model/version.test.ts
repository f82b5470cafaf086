import { compareVersions } from '../../src/model/version';

test.each([['1.9', '1.10', -1], ['1.18', 'v1.18.0', 0], ['1.18.2', '1.18', 1], ['1.16.0-rc.1', '1.16', 0]])('%s and %s compare by numbers', (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
  expect(Math.sign(compareVersions(b, a))).toBe(sign === 0 ? 0 : -sign);
});
