import { Chart } from 'cdk8s';
import { EgressFallback, EgressProxy, Health, Peer, Port, SecureMicroservice } from 'cdk8s-reach';
import { Construct } from 'constructs';

/** What differs from one cluster to another. */
export interface BillingProps {
  /** The egress gateway through which the bank is called; absent where the cluster has none, and the bank knows the addresses of the nodes. */
  readonly bankGateway?: string;
}

/** Everything of a shop's billing that calls somebody outside the cluster. */
export class Billing extends Chart {
  /** Charges cards by Stripe, which is known by its name, and settles with a bank, which wants to know by which address it is called. */
  public readonly payments: SecureMicroservice;

  /** Sends mail by a relay that has a name and says which addresses it has. */
  public readonly mailer: SecureMicroservice;

  /** Calls back whoever asked for it, wherever that is: the only workload that may call the whole internet, and it may call nobody else. */
  public readonly webhooks: SecureMicroservice;

  constructor(scope: Construct, id: string, { bankGateway }: BillingProps = {}) {
    super(scope, id, { namespace: 'billing' });
    this.payments = this.service('payments');
    this.mailer = this.service('mailer');
    this.webhooks = this.service('webhooks');
    this.payments.connections.allowTo(this.mailer);
    this.payments.connections.allowTo(this.webhooks);

    // deployed where the network plugin knows no names, and nowhere else
    const stripe = Peer.dnsName('api.stripe.com', { fallback: EgressFallback.proxy(new EgressProxy(this, 'egress')) });
    this.payments.connections.allowTo(stripe.on(Port.https()), { reason: 'charges cards' });

    const bank = Peer.cidrs('203.0.113.0/24', '2001:db8:b::/48');
    this.payments.connections.allowTo(bank.on(Port.https()), { through: bankGateway, reason: 'settles; the bank lets our address in' });

    const relay = Peer.dnsName('smtp.example.net', { addresses: ['198.51.100.0/28', '2001:db8:5::/64'] });
    this.mailer.connections.allowTo(relay.on(Port.tcp(587)), { reason: 'sends receipts' });

    this.webhooks.connections.allowTo(Peer.internet().on(Port.https()), { reason: 'calls back whoever asked for it' });
  }

  private service(name: string): SecureMicroservice {
    return new SecureMicroservice(this, name, {
      image: `ghcr.io/acme/${name}:1.0.0`,
      ports: [Port.http(8080, { servicePort: 80 })],
      health: Health.http({ live: '/livez', ready: '/readyz' }),
    });
  }
}
