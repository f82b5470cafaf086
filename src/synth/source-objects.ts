import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { emitClusterWide } from './emit';
import { PolicyFrame } from './policy-object';
import { endpointsOf } from './resolve';
import { sourceGaps } from './source-gaps';
import { matchesNames, PluginModel } from '../clusters/plugins';
import { EgressGatewayDialect, egressGatewayDialect } from '../dialects/render-egress-gateways';
import { isSupported } from '../model/capability';
import { isWithin, sharedBlock, writtenDestinations, WrittenDestinations } from '../model/egress-destinations';
import { EgressGatewayModel } from '../model/egress-gateway';
import { AddressBlock } from '../model/endpoint';
import { familyOf, IpFamilyName } from '../model/families';
import { Finding } from '../model/finding';
import { fingerprint } from '../model/fingerprint';
import { Party } from '../model/party';
import { REASONS_ANNOTATION } from '../model/reasons';
import { AskedSource, LedFlow, SourceIntents } from '../model/source-intents';

const FAMILIES: readonly IpFamilyName[] = ['IPv4', 'IPv6'];

/** The longest name of an object. @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names (v1.35) */
const NAME_MAX = 253;

/** Why a connection cannot be led through a gateway. */
export type Unled =
  | { readonly kind: 'inside' }
  | { readonly kind: 'shared'; readonly block: string; readonly gateway: string };

/** The objects that lead connections of one workload through gateways: each is created with the first connection that needs it. */
export class SourceObjects {
  private readonly intents = new SourceIntents();
  private readonly gateways = new Map<string, EgressGatewayModel>();
  private readonly written = new Map<string, ApiObject>();

  public constructor(private readonly scope: Construct, private readonly frame: PolicyFrame) {}

  /** All of them, in the order of their creation. */
  public get objects(): ApiObject[] {
    return [...this.written.values()];
  }

  /** The addresses that a connection to a party may have, as far as its cluster has them. */
  public blocksOf(party: Party): readonly AddressBlock[] {
    return endpointsOf(party, this.frame.cluster.profile).flatMap((peer) => {
      if (peer.kind === 'dnsName') return peer.addresses;
      return peer.kind === 'addresses' ? peer.blocks : [];
    });
  }

  /** Why some addresses cannot be led through a gateway, whatever the plugin; nothing where they can. */
  public unled(gateway: string, blocks: readonly AddressBlock[]): Unled | undefined {
    const { podCidrs, nodeCidrs, serviceCidrs } = this.frame.cluster.profile;
    if (isWithin(blocks, [...podCidrs, ...nodeCidrs, ...serviceCidrs])) return { kind: 'inside' };
    const shared = sharedBlock(this.intents.flows(), { gateway, blocks });
    return shared === undefined ? undefined : { kind: 'shared', ...shared };
  }

  /** Leads a connection through a gateway. */
  public lead(gateway: EgressGatewayModel, flow: LedFlow): void {
    this.intents.add(flow);
    this.gateways.set(gateway.name, gateway);
    const dialect = this.dialect();
    if (dialect === undefined) return;
    for (const family of this.familiesOf(gateway, dialect)) {
      const key = `${gateway.name}|${family}`;
      if (!this.written.has(key)) this.written.set(key, this.emit(gateway, family, dialect));
    }
  }

  /** What is not carried, or not as it was asked. */
  public gaps(): readonly Finding[] {
    const { plugin } = this.frame.cluster.profile;
    return [...this.gateways.values()].sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((gateway) => sourceGaps({
      workload: `${this.frame.namespace}/${this.frame.name}`,
      plugin,
      gateway,
      flows: this.flowsOf(gateway),
      whyNot: (flow) => this.whyNot(flow, gateway),
      opensNames: matchesNames(plugin),
    }));
  }

  /** What the proof holds what is written against: all that is not a gap. */
  public asked(): readonly AskedSource[] {
    const dialect = this.dialect();
    if (dialect === undefined) return [];
    return [...this.gateways.values()].map((gateway) => ({ gateway, flows: this.flowsOf(gateway), families: this.familiesOf(gateway, dialect) }));
  }

  /** Nothing where the plugin does not lead connections through gateways, or nobody here knows how to tell it to. */
  private dialect(): EgressGatewayDialect | undefined {
    const { plugin } = this.frame.cluster.profile;
    return isSupported(plugin.enforces.egressGateway) ? egressGatewayDialect(plugin.egressGateways) : undefined;
  }

  private flowsOf({ name }: EgressGatewayModel): LedFlow[] {
    return this.intents.flows().filter(({ gateway }) => gateway === name);
  }

  /** The families of which something goes through a gateway. */
  private familiesOf(gateway: EgressGatewayModel, dialect: EgressGatewayDialect): IpFamilyName[] {
    const isLed = (flow: LedFlow, family: IpFamilyName) => dialect.whyNot(flow, gateway, family, versionOf(this.plugin)) === undefined;
    const flows = this.flowsOf(gateway);
    return FAMILIES.filter((family) => flows.some((flow) => hasFamily(flow, family) && isLed(flow, family)));
  }

  private whyNot(flow: LedFlow, gateway: EgressGatewayModel): string[] {
    const dialect = this.dialect();
    if (dialect === undefined) return [];
    const families = FAMILIES.filter((family) => hasFamily(flow, family));
    return families.flatMap((family) => dialect.whyNot(flow, gateway, family, versionOf(this.plugin)) ?? []);
  }

  private get plugin(): PluginModel {
    return this.frame.cluster.profile.plugin;
  }

  private emit(gateway: EgressGatewayModel, family: IpFamilyName, { head, render }: EgressGatewayDialect): ApiObject {
    const { namespace, labels, podLabels } = this.frame;
    const reasons = () => this.flowsOf(gateway).flatMap((flow) => flow.reasons.map((reason) => `to ${flow.key}: ${reason}`));
    const annotations = { [REASONS_ANNOTATION]: Lazy.any({ produce: () => (reasons().length === 0 ? undefined : reasons().join('\n')) }) };
    const metadata = { name: this.nameOf(gateway, family), labels: { ...labels }, annotations };
    return emitClusterWide(this.scope, `EgressGateway-${gateway.name}${family === 'IPv6' ? '-IPv6' : ''}`, { ...head, metadata }, {
      spec: () => render({ namespace, podLabels: podLabels(), gateway, family, written: this.destinationsOf(gateway, family) }),
    });
  }

  private destinationsOf({ name }: EgressGatewayModel, family: IpFamilyName): WrittenDestinations {
    const led = this.intents.flows().map((flow) => ({ ...flow, blocks: flow.blocks.filter(({ cidr }) => familyOf(cidr) === family) }));
    return writtenDestinations(led).get(name) ?? { destinations: [], excluded: [] };
  }

  /** Neither a namespace nor a gateway has a dot in its name, so that no two workloads have one. */
  private nameOf(gateway: EgressGatewayModel, family: IpFamilyName): string {
    const { namespace, name } = this.frame;
    const end = `.${gateway.name}${family === 'IPv6' ? '.ipv6' : ''}`;
    const whole = `${namespace}.${name}${end}`;
    return whole.length <= NAME_MAX ? whole : `${namespace}.${fingerprint(name)}${end}`;
  }
}

function hasFamily({ blocks }: LedFlow, family: IpFamilyName): boolean {
  return blocks.some(({ cidr }) => familyOf(cidr) === family);
}

function versionOf({ version }: PluginModel): string {
  return version ?? '0';
}
