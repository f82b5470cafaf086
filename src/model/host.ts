import { refuse } from './finding';
import { isProblem, parseAddress } from '../sets/cidr';

const EXAMPLE = 'give a DNS name such as `shop.example.com`';

/**
 * What is wrong with a host of an exposure, as the end of a sentence that begins with the host; nothing where it is sound.
 *
 * Stricter than the API server in one thing: a label has at most 63 characters, as DNS has it.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards (v1.35)
 * @see https://github.com/kubernetes/kubernetes/blob/v1.35.0/pkg/apis/networking/validation/validation.go (`validateIngressRules`)
 */
export function hostProblem(host: string): string | undefined {
  return notAName(host) ?? badWildcard(host) ?? badLabels(host.replace(/^\*\./, ''), host);
}

/** A host that the API server takes. Throws `HOST_INVALID`. */
export function requireHost(host: string): string {
  const problem = hostProblem(host);
  return problem === undefined ? host : refuse('HOST_INVALID', `host \`${host}\` ${problem}`);
}

/** The hosts of a certificate are hosts of the exposure, word for word. Throws `TLS_HOST_OUTSIDE_RULES`. */
export function requireTlsHosts(tlsHosts: readonly string[], hosts: readonly string[]): void {
  const outside = tlsHosts.find((host) => !hosts.includes(host));
  if (outside !== undefined) {
    refuse('TLS_HOST_OUTSIDE_RULES', `TLS host \`${outside}\` is none of the hosts ${hosts.map((host) => `\`${host}\``).join(', ')}: `
      + 'a certificate is used for the hosts of its own exposure only; add the host to `hosts`, or take it out of `tls`');
  }
}

/** Something of a URL that is no part of its host, or an address. */
function notAName(host: string): string | undefined {
  if (host === '') return `is empty: ${EXAMPLE}`;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(host)) return `has a scheme: ${EXAMPLE}; HTTPS is asked for with \`tls\``;
  if (/[\s\p{Cc}]/u.test(host)) return `has a space or a control character: ${EXAMPLE}`;
  if (/[/?#]/.test(host)) return `has a path: ${EXAMPLE}, and put the path into \`paths\``;
  if (/^\d+(\.\d+){3}$/.test(host) || !isProblem(parseAddress(host.replace(/^\[(.*)\]$/, '$1')))) {
    return `is an IP address, which no Ingress can match: ${EXAMPLE}`;
  }
  if (host.includes(':')) return `has a port: ${EXAMPLE}; the edge decides on which ports it listens`;
  return undefined;
}

function badWildcard(host: string): string | undefined {
  return host.replace(/^\*\./, '').includes('*') ? 'has a wildcard that is not its whole first label: write `*.example.com`' : undefined;
}

function badLabels(name: string, host: string): string | undefined {
  if (/[A-Z]/.test(name)) return `has upper-case letters: write \`${host.toLowerCase()}\``;
  if (name.includes('_')) return 'has an underscore: use letters, digits and hyphens';
  if (/[^\x20-\x7e]/.test(name)) return 'has letters beyond ASCII: write them as Punycode, as in `xn--bcher-kva.example`';
  if (name.endsWith('.')) return 'ends with a dot: leave it out';
  if (host.length > 253) return `has ${host.length} characters: at most 253 are allowed`;
  const labels = name.split('.');
  if (labels.includes('')) return 'has an empty label: put one dot, and no more, between two labels';
  const long = labels.find((label) => label.length > 63);
  if (long !== undefined) return `has a label of ${long.length} characters: at most 63 are allowed`;
  return labels.every((label) => /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(label))
    ? undefined
    : 'has a label that is not lower-case letters, digits and hyphens with a letter or digit at both ends';
}
