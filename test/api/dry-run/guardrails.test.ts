import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { DryRun, GuardrailCallers, NetworkPlugin, PlatformGuardrails, Port, SystemPath, Tenants, TierApi } from '../../../src';
import { expectValid } from '../../schemas/validate';
import { printedBy, Shop, thrownBy, yamlOf } from '../shop';

const CALICO = NetworkPlugin.calico({ version: '3.32' });

interface Props {
  readonly plugin?: NetworkPlugin;
  readonly dry?: boolean;
  readonly tierApi?: TierApi;
  readonly callers?: GuardrailCallers;
}

/** Two tenants, of which the one calls a service of its own, and guardrails whose chart is in a dry run. */
function guarded({ plugin = CALICO, dry = true, tierApi, callers = GuardrailCallers.EVERYBODY }: Props = {}): Shop {
  const made = new Shop({ plugin, podCidrs: ['10.244.0.0/16'], nodeCidrs: ['10.0.0.0/16'] });
  const platform = new Chart(made.app, 'platform');
  if (dry) DryRun.of(platform, { reason: 'until the logs have been read' });
  new PlatformGuardrails(platform, 'rails', {
    tenants: Tenants.byNamespaces({ shop: ['shop'], blog: ['blog'] }),
    neverOpen: [Port.tcp(22)],
    systemPaths: [SystemPath.dns(), SystemPath.metrics(Port.metrics(9100))],
    callers,
    ...(tierApi === undefined ? {} : { tierApi }),
  });
  const [web, payments] = [made.service('web'), made.service('payments')];
  web.connections.allowTo(payments);
  return made;
}

const ofGuardrails = (made: Shop) => made.manifests().filter(({ metadata }) => metadata.name.startsWith('rails'));
const printed = (made: Shop) => printedBy(() => thrownBy(() => made.app.synthYaml()));
const errorsOf = (made: Shop) => printed(made).returned.split('\n').slice(1);

const objectOf = (made: Shop, name: string): ApiObject => {
  const found = made.app.node.findAll().find((one) => ApiObject.isApiObject(one) && one.name === name);
  if (found === undefined || !ApiObject.isApiObject(found)) throw new Error(`there is no ${name}`);
  return found;
};

describe('guardrails in a dry run', () => {
  test.each([['Calico', CALICO], ['Calico 3.30', NetworkPlugin.calico({ version: '3.30' })], ['Canal', NetworkPlugin.canal({ version: '3.32' })]])('are staged on %s, in the tiers that they will have', (_, plugin) => {
    const kinds = ofGuardrails(guarded({ plugin })).map(({ kind, metadata: { name } }) => `${kind} ${name}`);
    expect(kinds).toEqual([
      'Tier rails', 'StagedGlobalNetworkPolicy rails.system', 'StagedGlobalNetworkPolicy rails.never-open', 'StagedGlobalNetworkPolicy rails.tenant-blog',
      'StagedGlobalNetworkPolicy rails.tenant-shop', 'Tier rails-baseline', 'StagedGlobalNetworkPolicy rails-baseline.baseline',
    ]);
  });

  test('read like what they stage, and schemas allow them', () => {
    const objects = ofGuardrails(guarded());
    expectValid(objects);
    expect(yamlOf(...objects.filter(({ metadata: { name } }) => ['rails', 'rails.never-open'].includes(name)))).toMatchSnapshot();
  });

  test('end with other kinds, and nothing else', () => {
    const plain = ({ kind, metadata, spec }: ReturnType<typeof ofGuardrails>[number]) => {
      const { stagedAction: _, ...rest } = spec;
      return { kind: kind.replace(/^Staged/, ''), metadata, spec: rest };
    };
    expect(ofGuardrails(guarded()).map(plain)).toEqual(ofGuardrails(guarded({ dry: false })).map(plain));
  });

  test('are told of in one warning, and nothing is wrong', () => {
    expect(printed(guarded())).toEqual({
      returned: 'nothing was thrown',
      lines: [
        'cdk8s-reach: warning: [platform] the policies of guardrails `rails` are in a dry run: they show what they would do, and shut nothing; until the logs have been read (DRY_RUN)',
      ],
    });
  });

  test('are told of together with the workloads of the same scope', () => {
    const made = new Shop({ plugin: CALICO });
    DryRun.of(made.app);
    new PlatformGuardrails(new Chart(made.app, 'platform'), 'rails', { neverOpen: [Port.tcp(22)] });
    made.service('web');
    expect(printed(made).lines.filter((line) => line.includes('(DRY_RUN)'))).toEqual([
      'cdk8s-reach: warning: the policies of `shop/web`, and of guardrails `rails`, are in a dry run: they show what they would do, and shut nothing (DRY_RUN)',
    ]);
  });

  test('leave shut for now what they will open, and open what they will shut', () => {
    const now = guarded().named('NetworkPolicy', 'web');
    expect(now).toEqual(guarded({ dry: false }).named('NetworkPolicy', 'web'));
  });

  test('fail the synth now where a declared connection would be shut once they are live', () => {
    const made = guarded();
    made.service('billing', {}, 'blog').connections.allowFrom(made.service('caller'));
    expect(errorsOf(made).filter((line) => line.includes('(FLOW_'))).toEqual([
      '  [blog/billing] once the dry run is over, `blog/billing` is declared to be called by `shop/caller` on TCP 8080, and guardrails `rails` keep it shut, '
        + 'by GlobalNetworkPolicy rails.tenant-blog (FLOW_MISSING)',
      '  [blog/billing] once the dry run is over, `shop/caller` is declared to call `blog/billing` on TCP 8080, and guardrails `rails` keep it shut, '
        + 'by GlobalNetworkPolicy rails.tenant-shop (FLOW_MISSING)',
    ]);
  });

  test('fail the synth now where they would not hold once they are live', () => {
    const made = guarded();
    objectOf(made, 'rails.never-open').addJsonPatch(JsonPatch.replace('/spec/ingress/0/action', 'Pass'));
    const found = errorsOf(made);
    expect(found.filter((line) => line.includes('(GUARDRAIL_BROKEN)'))).toEqual([
      expect.stringMatching(/^ {2}\[platform\/rails\] once the dry run is over, guardrails `rails` ask that no guarded pod is called on 22\/TCP, and .*\(GUARDRAIL_BROKEN\)$/),
      // what passes on leaves the whole tier
      expect.stringMatching(/^ {2}\[platform\/rails\] once the dry run is over, guardrails `rails` ask that tenants `blog`, `shop` are kept apart, and .*\(GUARDRAIL_BROKEN\)$/),
    ]);
    expect(found).toContain('      object: GlobalNetworkPolicy rails.never-open is written by `platform/rails/StagedGlobalNetworkPolicy-rails.never-open`');
  });

  test('that are live hold workloads of which the policies are in a dry run', () => {
    const made = new Shop({ plugin: CALICO, podCidrs: ['10.244.0.0/16'] });
    DryRun.of(made.chart);
    new PlatformGuardrails(new Chart(made.app, 'platform'), 'rails', { neverOpen: [Port.tcp(22)], systemPaths: [SystemPath.dns(), SystemPath.metrics(Port.metrics(9100))] });
    made.service('web');
    expect(errorsOf(made)).toEqual([]);
    expect(printed(made).lines.filter((line) => line.includes('(DRY_RUN)'))).toHaveLength(1);
  });

  test.each([
    ['Cilium', NetworkPlugin.cilium({ version: '1.18' }), {}, 'CiliumClusterwideNetworkPolicy', ''],
    ['Calico, in an API that has no staged kind', NetworkPlugin.calico({ version: '3.32', overrides: { clusterNetworkPolicy: true } }),
      { tierApi: TierApi.CLUSTER_NETWORK_POLICY, callers: GuardrailCallers.PODS }, 'ClusterNetworkPolicy',
      ', or try them out in the API of the plugin, with `tierApi: TierApi.OWN`'],
  ])('are enforced, which is told, on %s', (_, plugin, props, kind, instead) => {
    const made = guarded({ plugin, ...props });
    expect(made.findings()).toEqual([
      `[platform/rails] nothing shows what a ${kind} would do and does it not, so that guardrails \`rails\` are enforced as soon as they are applied: `
        + `make them outside of \`platform\`, which is in a dry run${instead} (CANNOT_EXPRESS)`,
    ]);
    expect(objectOf(made, made.app.node.findAll().flatMap((one) => (ApiObject.isApiObject(one) && one.kind === kind ? [one.name] : []))[0] ?? '').kind).toBe(kind);
  });
});
