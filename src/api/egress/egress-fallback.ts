import { addressBlock } from '../../model/address-block';
import { AddressBlock } from '../../model/endpoint';
import { refuse } from '../../model/finding';
import { Relay } from '../connections/binding';

/** Whatever can carry connections to a name: an EgressProxy. Only the classes of this library implement it. */
export interface IEgressProxy {
  /** How it is named in sentences. */
  readonly name: string;

  /**
   * What carries the connections of peers.
   * @internal
   */
  _relay(): Relay;
}

/**
 * What becomes of a connection to a DNS name where the network plugin cannot match names. Where it can, the name itself is opened, whatever is said here.
 *
 * ```ts
 * declare const chart: Chart;
 * declare const payments: SecureMicroservice;
 * const proxy = new EgressProxy(chart, 'egress');
 * payments.connections.allowTo(Peer.dnsName('api.stripe.com', { fallback: EgressFallback.proxy(proxy) }).on(Port.https()));
 * ```
 */
export class EgressFallback {
  /** The connection is refused, with `CANNOT_EXPRESS`: what happens where nothing is said. */
  public static refuse(): EgressFallback {
    return new EgressFallback([]);
  }

  /**
   * The blocks of addresses, v4 and v6, that the name resolves to are opened in its place, and a warning says so.
   *
   * Throws `CIDR_INVALID`, and `EGRESS_INVALID` where there is none.
   */
  public static addresses(cidrs: string[]): EgressFallback {
    if (cidrs.length === 0) {
      refuse('EGRESS_INVALID', 'the addresses of an EgressFallback are empty: give at least one block, as in `[\'203.0.113.0/24\']`, or say `EgressFallback.refuse()`');
    }
    return new EgressFallback(cidrs.map((cidr) => addressBlock(cidr, [])));
  }

  /** The connection goes through a proxy, which lets the caller reach this name and port and nothing else. */
  public static proxy(proxy: IEgressProxy): EgressFallback {
    return new EgressFallback([], proxy);
  }

  private constructor(private readonly blocks: readonly AddressBlock[], private readonly through?: IEgressProxy) {}

  /**
   * The addresses that are opened in the place of the name.
   * @internal
   */
  public _addresses(): readonly AddressBlock[] {
    return this.blocks;
  }

  /**
   * Who carries the connections, if anybody does.
   * @internal
   */
  public _relay(): Relay | undefined {
    return this.through?._relay();
  }
}
