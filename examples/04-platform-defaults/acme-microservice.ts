import { Chart } from 'cdk8s';
import { ExposureProps, Health, Peer, Port, Rollout, SecureMicroservice } from 'cdk8s-reach';
import { Construct } from 'constructs';

/** What a team of Acme says of its service. Everything else is the platform's. */
export interface AcmeMicroserviceProps {
  readonly image: string;
  readonly team: string;
}

/** The platform team's own construct: what it publishes, and what the app teams import. */
export class AcmeMicroservice extends SecureMicroservice {
  constructor(scope: Construct, id: string, props: AcmeMicroserviceProps) {
    super(scope, id, {
      image: `registry.acme.example/${Chart.of(scope).node.id}/${props.image}`,
      ports: [Port.http(8080, { servicePort: 80 }), Port.metrics(9100)],
      health: Health.http({ live: '/livez', ready: '/readyz' }),
      resources: { cpuRequest: '50m', memoryRequest: '96Mi', memoryLimit: '192Mi' },
      rollout: Rollout.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 }),
      imagePullSecrets: ['registry-acme'],
      labels: { 'acme.example/team': props.team },
      podSecurity: { user: 10001, group: 10001, fsGroup: 10001 },
    });
    this.connections.allowFrom(Peer.prometheus(), { reason: 'every service of Acme is scraped' });
  }

  /** Exposes it under the company's domain. */
  public publish(name: string, props: Partial<ExposureProps> = {}): void {
    this.expose('public', { hosts: [`${name}.acme.example`], edge: 'public', ...props });
  }
}
