import { renderProxyConfig } from '../../../src/dialects/egress-proxy/render';
import { EgressProxyModel, ProxyCaller, ProxyOpening } from '../../../src/model/egress-proxy';

/** A caller of a proxy. */
export function caller(name: string, port: number, ...openings: readonly ProxyOpening[]): ProxyCaller {
  return { id: { kind: 'Deployment', namespace: 'shop', name }, port, openings, sites: [] };
}

/** A name that is reached by tunnels. */
export function tunnelTo(dnsName: string, port = 443): ProxyOpening {
  return { dnsName, port, isPlain: false };
}

/** A proxy with some callers. */
export function proxyOf(callers: readonly ProxyCaller[], ipFamilies: EgressProxyModel['ipFamilies'] = []): EgressProxyModel {
  return { name: 'egress', namespace: 'shop', labels: {}, selector: { app: 'egress' }, callers, ipFamilies };
}

/** The configuration of a proxy as data. */
export function configOf(model: EgressProxyModel): unknown {
  const [text = ''] = Object.values(renderProxyConfig(model).data);
  return JSON.parse(text);
}

/** A value in which the one at a path of keys is another; absent takes it out. */
export function withValue(value: unknown, path: readonly (string | number)[], other: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return other;
  if (Array.isArray(value)) {
    const at = value.map((item: unknown, i) => (i === key ? withValue(item, rest, other) : item));
    return key === value.length ? [...at, other] : at;
  }
  const known = value as Record<string, unknown>; // JSON that is no list on the way is a mapping
  return Object.fromEntries([...Object.entries(known).filter(([name]) => name !== key), [String(key), withValue(known[key], rest, other)]]);
}
