import { ReachError } from '../../src/model/finding';
import { hostProblem, requireHost, requireTlsHosts } from '../../src/model/host';

const NAME = 'give a DNS name such as `shop.example.com`';

describe('hosts', () => {
  test.each(['shop.example.com', '*.example.com', 'localhost', 'a.b', '1password.com', 'xn--bcher-kva.example', `${'a'.repeat(63)}.example.com`])('%s is sound', (host) => {
    expect(requireHost(host)).toBe(host);
  });

  test.each([
    ['', `is empty: ${NAME}`],
    ['https://shop.example.com', `has a scheme: ${NAME}; HTTPS is asked for with \`tls\``],
    ['HTTP://shop.example.com/x', `has a scheme: ${NAME}; HTTPS is asked for with \`tls\``],
    ['shop.example.com:443', `has a port: ${NAME}; the edge decides on which ports it listens`],
    ['shop.example.com/cart', `has a path: ${NAME}, and put the path into \`paths\``],
    ['shop.example.com?x', `has a path: ${NAME}, and put the path into \`paths\``],
    ['shop example.com', `has a space or a control character: ${NAME}`],
    ['shop.example.com\n', `has a space or a control character: ${NAME}`],
    ['192.0.2.7', `is an IP address, which no Ingress can match: ${NAME}`],
    ['192.0.02.7', `is an IP address, which no Ingress can match: ${NAME}`],
    ['2001:db8::1', `is an IP address, which no Ingress can match: ${NAME}`],
    ['[2001:db8::1]', `is an IP address, which no Ingress can match: ${NAME}`],
    ['Shop.example.com', 'has upper-case letters: write `shop.example.com`'],
    ['my_shop.example.com', 'has an underscore: use letters, digits and hyphens'],
    ['bücher.example', 'has letters beyond ASCII: write them as Punycode, as in `xn--bcher-kva.example`'],
    ['shop.example.com.', 'ends with a dot: leave it out'],
    ['*', 'has a wildcard that is not its whole first label: write `*.example.com`'],
    ['*shop.example.com', 'has a wildcard that is not its whole first label: write `*.example.com`'],
    ['shop.*.com', 'has a wildcard that is not its whole first label: write `*.example.com`'],
    ['*.*.example.com', 'has a wildcard that is not its whole first label: write `*.example.com`'],
    ['*.', 'has an empty label: put one dot, and no more, between two labels'],
    ['shop..example.com', 'has an empty label: put one dot, and no more, between two labels'],
    ['.example.com', 'has an empty label: put one dot, and no more, between two labels'],
    ['-shop.example.com', 'has a label that is not lower-case letters, digits and hyphens with a letter or digit at both ends'],
    ['sh$op.example.com', 'has a label that is not lower-case letters, digits and hyphens with a letter or digit at both ends'],
    [`${'a'.repeat(64)}.com`, 'has a label of 64 characters: at most 63 are allowed'],
    [`${'a.'.repeat(126)}com`, 'has 255 characters: at most 253 are allowed'],
  ])('%j is refused', (host, problem) => {
    expect(hostProblem(host)).toBe(problem);
    expect(() => requireHost(host)).toThrow(new ReachError('HOST_INVALID', `host \`${host}\` ${problem}`));
  });

  test('of a certificate are those of the exposure, word for word', () => {
    requireTlsHosts(['*.example.com'], ['a.example.com', '*.example.com']);
    expect(() => requireTlsHosts(['*.example.com'], ['a.example.com'])).toThrow('TLS_HOST_OUTSIDE_RULES');
  });
});
