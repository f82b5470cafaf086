import { refuse } from './read-field';
import { Field } from '../../fields/field';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const HOSTNAME = new RegExp(`^(?=.{1,253}$)(\\*\\.)?${LABEL}(\\.${LABEL})*$`);

/** A host, or all hosts below one: `*.shop.example`. Nothing where there is none, or where it has been refused. */
export function readHostname(field: Field): string | undefined {
  const text = field.text();
  if (text === undefined || HOSTNAME.test(text)) return text;
  refuse(field, `\`${text}\` is not a host such as shop.example or *.shop.example, in lower case and without a port`);
  return undefined;
}

/**
 * The hosts that a listener and a route have in common; none at all where they have none. An undefined host is every host.
 *
 * A wildcard stands for one label or more: `*.example` covers `a.b.example`, and not `example`.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/ (v1.6.1, `HTTPRouteSpec.hostnames`, `Listener.hostname`)
 */
export function hostsInCommon(listener: string | undefined, route: readonly string[]): (string | undefined)[] {
  if (route.length === 0) return [listener];
  if (listener === undefined) return sortedOnce(route);
  return sortedOnce(route.flatMap((host) => {
    if (covers(listener, host)) return [host];
    return covers(host, listener) ? [listener] : [];
  }));
}

function sortedOnce(hosts: readonly string[]): string[] {
  return [...new Set(hosts)].sort();
}

function covers(wide: string, narrow: string): boolean {
  return wide === narrow || (wide.startsWith('*.') && narrow.endsWith(wide.slice(1)));
}
