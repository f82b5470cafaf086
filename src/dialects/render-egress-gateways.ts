import { whyNotLed } from './cilium/egress-gateway-gaps';
import { LedConnections, renderEgressGateway } from './cilium/render-egress-gateway';
import { EgressGatewayModel } from '../model/egress-gateway';
import { IpFamilyName } from '../model/families';
import { PolicyDialectName } from '../model/policy-api';
import { LedFlow } from '../model/source-intents';

/** How a network plugin is told to lead connections through gateways. */
export interface EgressGatewayDialect {
  /** What identifies its objects, which have no namespace. */
  readonly head: { readonly apiVersion: string; readonly kind: string };
  /** Why it does not lead a connection of a family through a gateway, and what a user can do; nothing where it does. */
  readonly whyNot: (flow: LedFlow, gateway: EgressGatewayModel, family: IpFamilyName, version: string) => string | undefined;
  /** The specification of an object. */
  readonly render: (connections: LedConnections) => unknown;
}

const DIALECTS: Readonly<Partial<Record<PolicyDialectName, EgressGatewayDialect>>> = {
  cilium: { head: { apiVersion: 'cilium.io/v2', kind: 'CiliumEgressGatewayPolicy' }, whyNot: whyNotLed, render: renderEgressGateway },
};

/** The dialect of a plugin's gateways; nothing where none is written here. */
export function egressGatewayDialect(name: PolicyDialectName | undefined): EgressGatewayDialect | undefined {
  return name === undefined ? undefined : DIALECTS[name];
}
