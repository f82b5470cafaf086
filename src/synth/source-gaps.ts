import type { PluginModel } from '../clusters/plugins';
import { isSupported } from '../model/capability';
import { EgressGatewayModel } from '../model/egress-gateway';
import { Finding } from '../model/finding';
import { LedFlow } from '../model/source-intents';

/** The connections of a workload that are to leave through one gateway. */
export interface AskedOfGateway {
  readonly workload: string;
  readonly plugin: PluginModel;
  readonly gateway: EgressGatewayModel;
  readonly flows: readonly LedFlow[];
  /** What of a connection the plugin does not lead, though it leads others. */
  readonly whyNot: (flow: LedFlow) => readonly string[];
  /** Whether the plugin opens names, whatever their addresses. */
  readonly opensNames: boolean;
}

/** What of them does not leave as it was asked. */
export function sourceGaps(asked: AskedOfGateway): Finding[] {
  const { plugin, flows } = asked;
  const refusal = refusalOf(plugin);
  if (refusal !== undefined) return [{ code: 'CANNOT_EXPRESS', text: `${askedText(asked)}: ${refusal}` }];
  return flows.flatMap((flow) => [
    ...asked.whyNot(flow).map((why): Finding => ({ code: 'CANNOT_EXPRESS', text: `${askedText({ ...asked, flows: [flow] })}: ${why}` })),
    ...(flow.dnsName === undefined || !asked.opensNames ? [] : [nameBeyond(asked, flow, flow.dnsName)]),
  ]);
}

/** Why a plugin leads nothing through gateways, and what a user can do; nothing where it does. */
function refusalOf({ name, enforces: { egressGateway }, egressGateways }: PluginModel): string | undefined {
  const without = 'leave `through` out, and have the other side know the addresses of the nodes, or of what translates them';
  if (isSupported(egressGateway) && egressGateways !== undefined) return undefined;
  if (egressGateway.support !== 'no') {
    const how = egressGateway.how === undefined ? '' : ` by ${egressGateway.how}`;
    return `\`${name}\` gives connections a fixed address${how}, of which nothing is written here: write that object yourself and leave \`through\` out`;
  }
  if (egressGateways !== undefined) return `\`${name}\` does not lead connections through gateways as the cluster profile has it: ${egressGateway.instead ?? without}`;
  return `\`${name}\` has no gateways that could be written here${egressGateway.instead === undefined ? '' : ` (${egressGateway.instead})`}: ${without}`;
}

function askedText({ workload, gateway, flows }: AskedOfGateway): string {
  const keys = flows.map(({ key }) => `\`${key}\``).join(', ');
  return `\`${workload}\` asks that ${keys} leave${flows.length === 1 ? 's' : ''} through egress gateway \`${gateway.name}\``;
}

function nameBeyond({ gateway, workload }: AskedOfGateway, { key }: LedFlow, dnsName: string): Finding {
  return {
    code: 'APPROXIMATED',
    text: `\`${key}\` of \`${workload}\` is open to \`${dnsName}\` whatever its address, and leaves through egress gateway \`${gateway.name}\` where the address is a declared one: `
      + 'others that the name may resolve to see the address of a node',
  };
}
