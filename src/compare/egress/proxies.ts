import { WorkloadId, workloadIdText } from '../../model/asked';
import { AskedProxy, openingText, ProxyOpening } from '../../model/egress-proxy';
import { Finding } from '../../model/finding';
import { siteText } from '../../model/site';
import { EgressProxy, ProxyGrant } from '../../reachability/rules/egress-proxies';

/** What a proxy lets through that nobody declared, or does not let through that somebody did. */
export function proxyFindings(asked: readonly AskedProxy[], read: readonly EgressProxy[]): Map<AskedProxy, Finding[]> {
  const byName = new Map(read.map((proxy) => [`${proxy.namespace}/${proxy.name}`, proxy]));
  return new Map(asked.map((proxy) => [proxy, findingsOf(proxy, byName.get(`${proxy.id.namespace}/${proxy.id.name}`))]));
}

function findingsOf({ id, callers }: AskedProxy, read: EgressProxy | undefined): Finding[] {
  if (read === undefined) return callers.length === 0 ? [] : [absent(id)];
  const listeners = new Map(read.listeners.map((listener) => [listener.port, listener]));
  const opened = new Set(callers.map(({ port }) => port));
  return [
    ...(read.strange.length === 0 ? [] : [strange(id, read.strange)]),
    ...callers.flatMap(({ id: caller, port, openings, sites }) => {
      const asked = new Map(openings.flatMap(wanted));
      const found = new Map((listeners.get(port)?.grants ?? []).map((grant) => [grantText(grant), grant]));
      const missing = [...asked.keys()].filter((text) => !found.has(text)).sort();
      const excess = [...found.keys()].filter((text) => !asked.has(text)).sort();
      return [
        ...(missing.length === 0 ? [] : [lacking(id, caller, missing, sites.map(siteText))]),
        ...(excess.length === 0 ? [] : [open(id, `\`${workloadIdText(caller)}\` (port ${port})`, excess)]),
      ];
    }),
    // one of the proxy's own, which says that it is there, lets nothing through
    ...read.listeners.filter(({ port, grants }) => !opened.has(port) && grants.length > 0)
      .map(({ port, grants }) => open(id, `whoever reaches port ${port}`, grants.map(grantText).sort())),
  ];
}

/** What an opening comes to: a tunnel, and plain HTTP where it is asked for. */
function wanted({ dnsName, port, isPlain }: ProxyOpening): [string, true][] {
  const kinds: ProxyGrant['kind'][] = isPlain ? ['tunnel', 'plain'] : ['tunnel'];
  return kinds.map((kind) => [grantText({ dnsName, port, kind }), true]);
}

function grantText({ dnsName, port, kind }: ProxyGrant): string {
  const where = dnsName === undefined || port === undefined ? `${dnsName ?? 'every name'}${port === undefined ? ' on every port' : `:${port}`}` : openingText({ dnsName, port });
  return kind === 'plain' ? `${where} by plain HTTP` : where;
}

function absent(id: WorkloadId): Finding {
  return {
    code: 'PROXY_MISSING',
    text: `proxy \`${workloadIdText(id)}\` is not among the objects that are written, so that its callers reach nothing: take back the patch that changes its name, or `
      + 'the annotation of its pods',
  };
}

function lacking(id: WorkloadId, caller: WorkloadId, texts: readonly string[], places: readonly string[]): Finding {
  return {
    code: 'PROXY_MISSING',
    text: `proxy \`${workloadIdText(id)}\` does not let \`${workloadIdText(caller)}\` reach ${quoted(texts)}, which is declared: take back the patch of its configuration`,
    details: [...new Set(places)].sort().map((place) => `declared by ${place}`),
  };
}

function open(id: WorkloadId, who: string, texts: readonly string[]): Finding {
  return {
    code: 'PROXY_EXCESS',
    text: `proxy \`${workloadIdText(id)}\` lets ${who} reach ${quoted(texts)}, and nobody declared that: take back the patch of its configuration, or declare it`,
  };
}

function strange(id: WorkloadId, places: readonly string[]): Finding {
  return {
    code: 'PROXY_EXCESS',
    text: `proxy \`${workloadIdText(id)}\` is told something that is not understood, so that it may let anything through: take back the patch of its workload or configuration`,
    details: places,
  };
}

function quoted(texts: readonly string[]): string {
  return texts.map((text) => `\`${text}\``).join(', ');
}
