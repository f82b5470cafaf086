import { Chart } from 'cdk8s';
import { Captured, captured } from './captured';
import { Manifest } from './manifest';
import { GuardrailCallers, NetworkPlugin, PlatformGuardrails, PlatformGuardrailsProps, Port, SystemPath, Tenants } from '../../src';
import { Shop } from '../api/shop';

const ALL: PlatformGuardrailsProps = {
  tenants: Tenants.byLabel('acme.dev/tenant', ['blue', 'green']),
  neverOpen: [Port.tcp(22)],
  systemPaths: [SystemPath.dns(), SystemPath.metrics(Port.metrics(9100)), SystemPath.apiServer()],
};

/** What is written in each API: everything that it can say. */
export const GUARDED: readonly { readonly name: string; readonly plugin: NetworkPlugin; readonly props: PlatformGuardrailsProps }[] = [
  { name: 'ClusterNetworkPolicy', plugin: NetworkPlugin.calico({ version: '3.32' }), props: { ...ALL, callers: GuardrailCallers.PODS } },
  { name: 'AdminNetworkPolicy', plugin: NetworkPlugin.calico({ version: '3.31' }), props: { ...ALL, callers: GuardrailCallers.PODS } },
  { name: 'GlobalNetworkPolicy', plugin: NetworkPlugin.calico({ version: '3.29' }), props: ALL },
  { name: 'CiliumClusterwideNetworkPolicy', plugin: NetworkPlugin.cilium({ version: '1.18' }), props: { ...ALL, systemPaths: [SystemPath.dns(), SystemPath.metrics(Port.metrics(9100))] } },
  { name: 'NetworkPolicy', plugin: NetworkPlugin.kubeRouter(), props: { namespaces: ['shop'], systemPaths: ALL.systemPaths } },
];

/** A program with guardrails in one of them. */
export function guarded(plugin: NetworkPlugin, props: PlatformGuardrailsProps): Captured {
  const shop = new Shop({ plugin, apiServer: { addresses: ['10.0.0.10/32'] }, nodeCidrs: ['10.0.0.0/16'] });
  shop.service('web').connections.allowTo(shop.service('api'));
  new PlatformGuardrails(new Chart(shop.app, 'platform'), 'platform', props);
  return captured('guarded', shop.app);
}

/** Whether an object is of the guardrails of a program. */
export function isGuardrail({ asked }: Captured, { kind, metadata: { name } }: Manifest): boolean {
  return asked.guardrails.some(({ objects }) => objects.some((one) => one.kind === kind && one.name === name));
}
