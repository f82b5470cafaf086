import { tcpOf } from './read-tcp';
import { readEach, SnapshotProblem } from '../../reachability/objects';
import { Entry, EntryOmission } from '../../reachability/rules/entries';
import { IngressEntry, IngressReading, ServiceAnnotation } from '../../reachability/rules/ingresses';

/** What stands before the names of its annotations: all three are the same. */
const PREFIXES = ['haproxy.org', 'haproxy.com', 'ingress.kubernetes.io'];

/**
 * What the controller of HAProxy Technologies makes of its Ingresses: rules on Services that take a part of the requests, redirects and TLS that goes
 * through.
 *
 * @see https://github.com/haproxytech/kubernetes-ingress/blob/v3.2.11/documentation/annotations.md
 */
export const HAPROXY_READING: IngressReading = {
  controller: 'haproxy.org/ingress-controller',
  isClass: (className) => className?.includes('haproxy') === true,
  read: (entries, ofService) => {
    const found = entries.map((one): Found => ({ ...one, rule: ruleOf(one.entry, ofService) }));
    return found.map((one) => (said(one.annotation, 'request-redirect') === undefined ? leadingTo(one, found) : []));
  },
};

/** The entries that TCPs make, and what could not be read of them. */
export interface TcpsRead {
  readonly entries: readonly Entry[];
  /** What the API server would refuse. */
  readonly problems: readonly SnapshotProblem[];
  /** None: every service of a TCP brings somebody in. */
  readonly omissions: readonly EntryOmission[];
}

/** Reads the streams among objects that the controller's own resource makes. */
export function readTcps(objects: readonly unknown[]): TcpsRead {
  const { found, problems } = readEach(objects, tcpOf);
  return { entries: found, problems, omissions: [] };
}

/** An entry, and what the rule on its Service asks of a request. */
interface Found extends IngressEntry {
  readonly rule: Pick<Entry, 'conditions' | 'share'> | undefined;
}

/** A path without a rule gets what the rule of the same path leaves. */
function leadingTo({ entry, rule, annotation }: Found, all: readonly Found[]): Entry[] {
  const through: Entry = said(annotation, 'ssl-passthrough') === 'true' ? passed(entry) : entry;
  if (rule !== undefined) return [{ ...through, ...rule }];
  const share = all.find((one) => one.rule?.share !== undefined && placeOf(one.entry) === placeOf(entry))?.rule?.share;
  return [share === undefined ? through : { ...through, share: { weight: share.of - share.weight, of: share.of } }];
}

function placeOf({ host, path, pathMatch }: Entry): string {
  return JSON.stringify([host, path, pathMatch]);
}

/** TLS that goes through is told by its host alone. */
function passed({ path, pathMatch, ...entry }: Entry): Entry {
  return { ...entry, ...(path === undefined || path === '/' ? {} : { path, pathMatch }), tls: 'passthrough' };
}

/** @see https://github.com/haproxytech/kubernetes-ingress/blob/v3.2.11/documentation/annotations.md#route-acl */
function ruleOf({ backend }: Entry, ofService: ServiceAnnotation): Found['rule'] {
  const acl = said((name) => ofService(backend, name), 'route-acl')?.trim();
  if (acl === undefined) return undefined;
  const [, range, part] = /^rand\((\d{1,9})\) lt (\d{1,9})$/.exec(acl) ?? [];
  if (range !== undefined && part !== undefined) return { share: { weight: Math.min(Number(part), Number(range)), of: Number(range) } };
  return { conditions: [conditionOf(acl)] };
}

/** A rule in the words of a request, where it is one that these have. */
function conditionOf(acl: string): string {
  const [, method] = /^method ([A-Z]+)$/.exec(acl) ?? [];
  if (method !== undefined) return `method ${method}`;
  const [, what, name, how, value] = /^(?:req\.)?(f?hdr|url_param|urlp)\(([^)]+)\) -m (str|reg) (\S+)$/.exec(acl) ?? [];
  if (what === undefined || name === undefined || value === undefined) return `rule ${acl}`;
  const whole = /^\^\(\?:(.*)\)\$$/.exec(value)?.[1] ?? value;
  return `${what.endsWith('hdr') ? 'header' : 'query'} ${name} ${how === 'str' ? `= ${value}` : `~ ${whole}`}`;
}

function said(annotation: IngressEntry['annotation'], name: string): string | undefined {
  return PREFIXES.map((prefix) => annotation(`${prefix}/${name}`)).find((value) => value !== undefined);
}
