import { canaryOf } from './read-canary';
import { wayOfPattern } from './read-pattern';
import { Entry } from '../../reachability/rules/entries';
import { IngressEntry, IngressReading } from '../../reachability/rules/ingresses';

const PREFIX = 'nginx.ingress.kubernetes.io';

/**
 * What ingress-nginx makes of its Ingresses: patterns, canaries, other names of a host, redirects and TLS that goes through.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/controller/controller.go (`getBackendServers`)
 */
export const INGRESS_NGINX_READING: IngressReading = {
  controller: 'k8s.io/ingress-nginx',
  isClass: (className) => className === undefined || className.includes('nginx'),
  read: (entries) => {
    const names = namesByHost(entries);
    const patterns = new Set(entries.filter(makesPatterns).map(({ entry }) => entry.host));
    const ways = entries.map((one): Found => {
      const entry = patterns.has(one.entry.host) ? withWay(one.entry) : one.entry;
      return { ...one, entry, canary: canaryOf(one.annotation) };
    });
    return ways.map((one) => [one.entry, ...(names.get(one.entry.host) ?? []).map((host) => ({ ...one.entry, host }))]
      .flatMap((entry) => (sendsOn(one) ? [] : leadingTo(entry, one, ways))));
  },
};

/** An entry, with what is asked for it where its Ingress is a canary. */
interface Found extends IngressEntry {
  readonly canary: ReturnType<typeof canaryOf>;
}

/**
 * What an entry becomes. A canary hangs on the port of the Service that serves its path without it: all that this port serves is shared with it,
 * whatever the host and the path. The first canary of a port is the one that counts.
 */
function leadingTo(entry: Entry, { canary, annotation }: Found, all: readonly Found[]): Entry[] {
  if (canary !== undefined) return [{ ...entry, ...canary }];
  const through = annotation(`${PREFIX}/ssl-passthrough`) === 'true' ? passed(entry) : entry;
  const taker = all.find((one) => one.canary !== undefined && mainsOf(one, all).some((main) => portOf(main.entry) === portOf(entry)));
  if (taker?.canary === undefined) return [through];
  const { share } = taker.canary;
  const rest = share === undefined ? through : { ...through, share: { weight: share.of - share.weight, of: share.of } };
  const isOwn = mainsOf(taker, all).some((main) => placeOf(main.entry) === placeOf(entry));
  const isCanaried = all.some((one) => one.canary !== undefined && placeOf(one.entry) === placeOf(entry));
  if (isOwn || isCanaried) return [rest];
  const { origin, at, backend } = taker.entry;
  return [rest, { ...entry, ...taker.canary, origin, at, backend }];
}

/** Who serves the path of a canary without it. */
function mainsOf(canary: Found, all: readonly Found[]): Found[] {
  return all.filter((one) => one.canary === undefined && placeOf(one.entry) === placeOf(canary.entry) && portOf(one.entry) !== portOf(canary.entry));
}

function placeOf({ host, path, pathMatch }: Entry): string {
  return JSON.stringify([host, path, pathMatch === 'implementation' ? 'prefix' : pathMatch]);
}

/** A port is one for nginx only where it is written alike. */
function portOf({ backend: { namespace, service, port } }: Entry): string {
  return JSON.stringify([namespace, service, port]);
}

function withWay({ path, pathMatch, ...entry }: Entry): Entry {
  return { ...entry, ...wayOfPattern({ path, pathMatch }) };
}

/** TLS that goes through is told by its host alone. */
function passed({ path, pathMatch, ...entry }: Entry): Entry {
  return { ...entry, ...(path === undefined || path === '/' ? {} : { path, pathMatch }), tls: 'passthrough' };
}

/** A path with a pattern, or with another path towards the pods, makes patterns of all paths of its host. */
function makesPatterns({ entry, annotation }: IngressEntry): boolean {
  const target = annotation(`${PREFIX}/rewrite-target`);
  return annotation(`${PREFIX}/use-regex`) === 'true' || (target !== undefined && target !== entry.path);
}

/** Whether its paths send clients elsewhere: an address in place of a path does so, too. */
function sendsOn({ annotation }: IngressEntry): boolean {
  return annotation(`${PREFIX}/permanent-redirect`) !== undefined || annotation(`${PREFIX}/temporal-redirect`) !== undefined
    || /^(https?:\/\/|\$scheme)/.test(annotation(`${PREFIX}/rewrite-target`) ?? '');
}

/**
 * Other names of a host: those of the first Ingress that says some. They go to NGINX as they stand, to which a wildcard is one label or more, and not one as that of a
 * host is. Patterns of names are left out, since no request shows what they are for.
 *
 * @see https://nginx.org/en/docs/http/server_names.html#wildcard_names (read in November 2026)
 * @see https://github.com/kubernetes/ingress-nginx/blob/main/rootfs/etc/nginx/template/nginx.tmpl (`server_name`, read in November 2026)
 */
function namesByHost(entries: readonly IngressEntry[]): ReadonlyMap<string | undefined, readonly string[]> {
  const names = new Map<string | undefined, readonly string[]>();
  for (const { entry: { host }, annotation } of entries) {
    const said = annotation(`${PREFIX}/server-alias`)?.split(',').map((name) => name.trim()).filter((name) => /^(\*\.)?[a-z0-9.-]+$/.test(name) && name !== host);
    if (said !== undefined && !names.has(host)) names.set(host, [...new Set(said.map((name) => name.replace(/^\*\./, '**.')))]);
  }
  return names;
}
