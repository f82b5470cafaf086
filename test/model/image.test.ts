import { ReachError } from '../../src/model/finding';
import { imageReference } from '../../src/model/image';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('an image reference that names its version', () => {
  test.each([
    ['nginx:1.27', { repository: 'nginx', tag: '1.27' }],
    ['ghcr.io/acme/web:1.2.3', { repository: 'ghcr.io/acme/web', tag: '1.2.3' }],
    ['localhost:5000/web:1', { repository: 'localhost:5000/web', tag: '1' }],
    ['Registry.Example.com:5000/a/b/c:v1', { repository: 'Registry.Example.com:5000/a/b/c', tag: 'v1' }],
    ['[2001:db8::1]:5000/web:1', { repository: '[2001:db8::1]:5000/web', tag: '1' }],
    ['a/b__c/d.e/f--g:X_1.-', { repository: 'a/b__c/d.e/f--g', tag: 'X_1.-' }],
    [`nginx@${DIGEST}`, { repository: 'nginx', digest: DIGEST }],
    [`nginx:latest@${DIGEST}`, { repository: 'nginx', tag: 'latest', digest: DIGEST }],
    [`ghcr.io/acme/web:1@${DIGEST}`, { repository: 'ghcr.io/acme/web', tag: '1', digest: DIGEST }],
    ['nginx:latest-alpine', { repository: 'nginx', tag: 'latest-alpine' }],
  ])('%s', (image, parts) => {
    expect(imageReference('the image', image)).toEqual({ tag: undefined, digest: undefined, ...parts });
  });
});

describe('what is refused', () => {
  test.each([
    ['nginx', 'IMAGE_UNTAGGED', 'names no version'],
    ['localhost:5000/web', 'IMAGE_UNTAGGED', 'names no version'],
    ['nginx:latest', 'IMAGE_UNTAGGED', 'is tagged `latest`'],
    ['', 'IMAGE_INVALID', 'it is empty'],
    ['nginx: 1', 'IMAGE_INVALID', 'a space'],
    [' nginx:1', 'IMAGE_INVALID', 'a space'],
    ['https://ghcr.io/acme/web:1', 'IMAGE_INVALID', 'a scheme'],
    ['docker://nginx:1', 'IMAGE_INVALID', 'a scheme'],
    ['Nginx:1', 'IMAGE_INVALID', 'capital letters'],
    ['ghcr.io/Acme/web:1', 'IMAGE_INVALID', 'capital letters'],
    ['nginx@sha256:12', 'IMAGE_INVALID', 'no digest'],
    ['nginx@1.2', 'IMAGE_INVALID', 'no digest'],
    [`nginx@sha256:${'0'.repeat(63)}`, 'IMAGE_INVALID', 'has 64 lower-case hexadecimal digits, this one has 63'],
    [`nginx@sha256:${'A'.repeat(64)}`, 'IMAGE_INVALID', 'lower-case'],
    ['nginx:', 'IMAGE_INVALID', 'a repository is made of'],
    ['nginx:-1', 'IMAGE_INVALID', 'a repository is made of'],
    [`nginx:${'1'.repeat(129)}`, 'IMAGE_INVALID', 'at most 128'],
    ['a//b:1', 'IMAGE_INVALID', 'a repository is made of'],
    ['/nginx:1', 'IMAGE_INVALID', 'a repository is made of'],
    ['nginx/:1', 'IMAGE_INVALID', 'a repository is made of'],
    ['a..b:1', 'IMAGE_INVALID', 'a repository is made of'],
    [`${'a/'.repeat(130)}a:1`, 'IMAGE_INVALID', 'longer than 255'],
  ])('%j: %s', (image, code, text) => {
    const parse = (): unknown => imageReference('the image', image);
    expect(parse).toThrow(ReachError);
    expect(parse).toThrow(`(${code})`);
    expect(parse).toThrow(text);
  });

  test('a hostile reference is refused as quickly as any other', () => {
    const begun = process.hrtime.bigint();
    expect(() => imageReference('the image', `${'a-'.repeat(5000)}!`)).toThrow('IMAGE_INVALID');
    expect(Number(process.hrtime.bigint() - begun) / 1e6).toBeLessThan(1000);
  });
});
