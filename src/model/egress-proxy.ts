import { WorkloadId } from './asked';
import { Labels } from './endpoint';
import { IpFamilyName } from './families';
import { fingerprint } from './fingerprint';
import { Site } from './site';

/** What one caller may reach through an egress proxy: a name, perhaps one that begins with `*.`, on one port over TCP. */
export interface ProxyOpening {
  readonly dnsName: string;
  readonly port: number;
  /** Whether requests of plain HTTP are carried as well as tunnels. */
  readonly isPlain: boolean;
}

/** A caller of an egress proxy: it has a port of the proxy for itself, so that its list of names is nobody else's. */
export interface ProxyCaller {
  readonly id: WorkloadId;
  /** The port on which the proxy listens for it. */
  readonly port: number;
  /** Sorted by name and port. */
  readonly openings: readonly ProxyOpening[];
  /** Every place that declared one of them. */
  readonly sites: readonly Site[];
}

/** An egress proxy to write. */
export interface EgressProxyModel {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly selector: Labels;
  /** Sorted by port. */
  readonly callers: readonly ProxyCaller[];
  /** The families of the cluster; none means unknown. */
  readonly ipFamilies: readonly IpFamilyName[];
}

/** An egress proxy as it was asked: what its configuration must come to, and nothing else. */
export interface AskedProxy {
  readonly id: WorkloadId;
  readonly site: Site;
  readonly callers: readonly ProxyCaller[];
}

/** The ports on which egress proxies listen for their callers: none that needs a privilege, none that kernels give to outgoing connections. */
export const CALLER_PORTS = { first: 20_000, last: 29_999 } as const;

/** The port of a caller that nobody has given one: it follows from the caller alone, so that no other caller and no order moves it. */
export function callerPort(id: WorkloadId): number {
  const { first, last } = CALLER_PORTS;
  return first + Number.parseInt(fingerprint([id.namespace, id.kind, id.name]), 16) % (last - first + 1);
}

interface Collected {
  readonly id: WorkloadId;
  readonly openings: Map<string, ProxyOpening>;
  readonly sites: Site[];
}

/** What was declared of one egress proxy. It is only ever added. */
export class ProxyIntents {
  private readonly byPort = new Map<number, Collected>();

  /** Whose port it is; nothing where it is nobody's yet. */
  public ownerOf(port: number): WorkloadId | undefined {
    return this.byPort.get(port)?.id;
  }

  /** Adds a name to what a caller may reach. */
  public allow(id: WorkloadId, port: number, opening: ProxyOpening, site: Site): void {
    const caller = this.byPort.get(port) ?? { id, openings: new Map<string, ProxyOpening>(), sites: [] };
    this.byPort.set(port, caller);
    const key = openingText(opening);
    caller.openings.set(key, { ...opening, isPlain: opening.isPlain || caller.openings.get(key)?.isPlain === true });
    caller.sites.push(site);
  }

  /** The callers by their ports, so that the order of the declarations never shows. */
  public callers(): ProxyCaller[] {
    return [...this.byPort].sort(([a], [b]) => a - b).map(([port, { id, openings, sites }]) => ({
      id, port, openings: [...openings].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, opening]) => opening), sites,
    }));
  }
}

/** A name and its port in a sentence. */
export function openingText({ dnsName, port }: Pick<ProxyOpening, 'dnsName' | 'port'>): string {
  return `${dnsName}:${port}`;
}
