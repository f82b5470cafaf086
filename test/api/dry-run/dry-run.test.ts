import { ApiObject, JsonPatch } from 'cdk8s';
import { DryRun, NetworkPlugin, Peer, Proof, ProofMode } from '../../../src';
import { printedBy, Shop, thrownBy, yamlOf } from '../shop';

const CALICO = NetworkPlugin.calico({ version: '3.31' });

/** A shop whose chart is in a dry run, and whose neighbour is live: web calls payments, and the neighbour calls web. */
function shop(props: { readonly dry?: boolean; readonly reason?: string; readonly plugin?: NetworkPlugin } = {}): Shop {
  const made = new Shop({ plugin: props.plugin ?? CALICO });
  if (props.dry !== false) DryRun.of(made.chart, props.reason === undefined ? {} : { reason: props.reason });
  const [web, payments, neighbour] = [made.service('web'), made.service('payments'), made.service('neighbour', {}, 'blog')];
  web.connections.allowTo(payments, { reason: 'charges cards' });
  neighbour.connections.allowTo(web);
  return made;
}

/** The NetworkPolicy of a service, or what stands in its place. */
const policyOf = (made: Shop, path: string): ApiObject => {
  const found = made.app.node.findChild(path.split('/')[0] ?? '').node.findChild(path.split('/')[1] ?? '').node.findChild('NetworkPolicy');
  if (!ApiObject.isApiObject(found)) throw new Error(`${path} has no policy`);
  return found;
};

const policies = (made: Shop) => made.manifests().filter(({ kind }) => kind.endsWith('NetworkPolicy'));
const printed = (made: Shop) => printedBy(() => thrownBy(() => made.app.synthYaml()));
const errorsOf = (made: Shop) => printed(made).returned.split('\n').slice(1);

describe('a dry run', () => {
  test.each([
    ['Calico', CALICO], ['Calico 3.30', NetworkPlugin.calico({ version: '3.30' })], ['Calico of no version', NetworkPlugin.calico()], ['Canal', NetworkPlugin.canal({ version: '3.30.2' })],
  ])('has the policies of its scope staged on %s, and no others', (_, plugin) => {
    expect(policies(shop({ plugin })).map(({ apiVersion, kind, metadata: { name } }) => `${apiVersion} ${kind} ${name}`)).toEqual([
      'projectcalico.org/v3 StagedKubernetesNetworkPolicy web',
      'projectcalico.org/v3 StagedKubernetesNetworkPolicy payments',
      'networking.k8s.io/v1 NetworkPolicy neighbour',
    ]);
  });

  test('of a whole App takes in every chart', () => {
    const made = new Shop({ plugin: CALICO });
    expect(DryRun.of(made.app).scope).toBe(made.app);
    made.service('web');
    made.service('api', {}, 'blog');
    expect(policies(made).map(({ kind }) => kind)).toEqual(['StagedKubernetesNetworkPolicy', 'StagedKubernetesNetworkPolicy']);
    expect(printed(made).lines[0]).toBe('cdk8s-reach: warning: the policies of `blog/api`, `shop/web` are in a dry run: they show what they would do, and shut nothing (DRY_RUN)');
  });

  test('reads like what it stages', () => {
    expect(yamlOf(...policies(shop()).filter(({ metadata }) => metadata.name === 'payments'))).toMatchSnapshot();
  });

  test('ends with other kinds, and nothing else', () => {
    const plain = ({ kind, metadata, spec }: ReturnType<typeof policies>[number]) => {
      const { stagedAction: _, ...rest } = spec;
      return { kind: kind.replace(/^StagedKubernetes/, ''), metadata, spec: rest };
    };
    const [dry, live] = [shop(), shop({ dry: false })];
    expect(policies(dry).map(plain)).toEqual(policies(live).map(plain));
    const isPolicy = ({ kind }: { readonly kind: string }) => kind.endsWith('NetworkPolicy');
    expect(dry.manifests().filter((one) => !isPolicy(one))).toEqual(live.manifests().filter((one) => !isPolicy(one)));
  });

  test('keeps the ids of constructs and patches of them, and says which objects are policies', () => {
    const made = shop();
    const web = policyOf(made, 'shop/web');
    web.metadata.addAnnotation('example.com/own', 'yes');
    expect(made.named('StagedKubernetesNetworkPolicy', 'web').metadata.annotations).toMatchObject({ 'example.com/own': 'yes' });
    expect(web.kind).toBe('StagedKubernetesNetworkPolicy');
  });
});

describe('what a synth says of a dry run', () => {
  test('is one warning for a scope, with the reason and a flow that is open', () => {
    expect(printed(shop({ reason: 'until the logs of March have been read' }))).toEqual({
      returned: 'nothing was thrown',
      lines: [
        'cdk8s-reach: warning: [shop] the policies of `shop/payments`, `shop/web` are in a dry run: they show what they would do, and shut nothing; '
          + 'until the logs of March have been read (DRY_RUN)',
        '      witness: blog/every pod[Pod] to shop/web[Deployment] on 443/TCP: allowed',
        '      egress of blog/every pod[Pod]: no policy isolates it',
        '      ingress of shop/web[Deployment]: no policy isolates it',
      ],
    });
  });

  test('names five workloads, and counts the others; each scope has a warning of its own', () => {
    const made = new Shop({ plugin: CALICO });
    DryRun.of(made.chart);
    DryRun.of(made.chartOf('blog'));
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) made.service(name);
    made.service('h', {}, 'blog');
    const lines = printed(made).lines.filter((line) => line.includes('(DRY_RUN)'));
    expect(lines.map((line) => /policies of (.*) are in/.exec(line)?.[1])).toEqual([
      '`blog/h`', '`shop/a`, `shop/b`, `shop/c`, `shop/d`, `shop/e` and 2 more',
    ]);
  });

  test('has no flow where other policies leave nothing else open', () => {
    const made = shop();
    for (const { apiVersion, kind, metadata: { name, namespace }, spec } of policies(shop({ dry: false })).filter(({ metadata }) => metadata.namespace === 'shop')) {
      new ApiObject(made.chart, `theirs-${name}`, { apiVersion, kind, metadata: { name: `theirs-${name}`, namespace }, ...{ spec } });
    }
    expect(printed(made)).toEqual({
      returned: 'nothing was thrown',
      lines: ['cdk8s-reach: warning: [shop] the policies of `shop/payments`, `shop/web` are in a dry run: they show what they would do, and shut nothing (DRY_RUN)'],
    });
  });

  test('is still an error where an enforced policy shuts what is declared', () => {
    const made = shop();
    new ApiObject(made.chart, 'shut', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'shut', namespace: 'shop' },
      spec: { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'payments' } }, policyTypes: ['Ingress'] },
    });
    const found = errorsOf(made);
    expect(found.filter((line) => line.includes('FLOW_'))).toEqual([
      '  [shop/web] `shop/payments` is declared to be called by `shop/web` on TCP 8080, and its own policies keep it shut (FLOW_MISSING)',
    ]);
  });

  test('judges a live workload as ever, whomever it calls', () => {
    const made = shop();
    policyOf(made, 'blog/neighbour').addJsonPatch(JsonPatch.add('/spec/egress/-', { to: [{ namespaceSelector: {}, podSelector: {} }] }));
    expect(errorsOf(made).filter((line) => line.includes('FLOW_'))).toEqual([
      expect.stringMatching(/^ {2}\[blog\/neighbour\] `blog\/neighbour` may call .*, and nobody declared it \(FLOW_EXCESS\)$/),
    ]);
  });
});

describe('what would be enforced is proved as well', () => {
  test('a declared connection that going live would shut is an error now', () => {
    const made = shop();
    policyOf(made, 'shop/payments').addJsonPatch(JsonPatch.replace('/spec/ingress', []));
    expect(errorsOf(made).slice(0, 7)).toEqual([
      '  [shop/web] once the dry run is over, `shop/payments` is declared to be called by `shop/web` on TCP 8080, and its own policies keep it shut (FLOW_MISSING)',
      '      witness: shop/web[Deployment] to shop/payments[Deployment] on 8080/TCP: denied',
      '      egress of shop/web[Deployment]: allowed by egress[0] of NetworkPolicy shop/web',
      '      ingress of shop/payments[Deployment]: isolated by NetworkPolicy shop/payments, and no rule matches',
      expect.stringMatching(/^ {6}declared by: `shop\/web` \(.*\): charges cards$/),
      expect.stringMatching(/^ {6}mend: write the policy of `shop\/payments` as this library makes it/),
      '      object: NetworkPolicy shop/web is written by `shop/web/NetworkPolicy`',
    ]);
  });

  test('a connection that nobody declared, and that going live would leave open, is one too', () => {
    const made = shop();
    policyOf(made, 'shop/payments').addJsonPatch(JsonPatch.add('/spec/ingress/-', { from: [{ ipBlock: { cidr: '203.0.113.0/24' } }], ports: [{ port: 22 }] }));
    expect(errorsOf(made)[0]).toBe(
      '  [shop/payments] once the dry run is over, `shop/payments` may be called by 203.0.113.0/24 on TCP 22, and nobody declared it (FLOW_EXCESS)',
    );
  });

  test('so is what a live workload would lose', () => {
    const made = shop();
    new ApiObject(made.chart, 'theirs', {
      apiVersion: 'projectcalico.org/v3',
      kind: 'StagedNetworkPolicy',
      metadata: { name: 'theirs', namespace: 'shop' },
      spec: { order: 1, selector: 'app.kubernetes.io/name == "web"', types: ['Ingress'], ingress: [{ action: 'Deny' }] },
    });
    expect(errorsOf(made).filter((line) => line.includes('FLOW_'))).toEqual([
      '  [blog/neighbour] once the dry run is over, `shop/web` is declared to be called by `blog/neighbour` on TCP 8080, and its own policies keep it shut (FLOW_MISSING)',
    ]);
  });

  test('a policy whose deletion is staged counts for nothing then', () => {
    const made = shop();
    new ApiObject(made.chart, 'gone', {
      apiVersion: 'projectcalico.org/v3', kind: 'StagedKubernetesNetworkPolicy', metadata: { name: 'neighbour', namespace: 'blog' }, spec: { stagedAction: 'Delete' },
    });
    expect(errorsOf(made).filter((line) => line.includes('FLOW_'))).toEqual([
      expect.stringMatching(/^ {2}\[blog\/neighbour\] once the dry run is over, `blog\/neighbour` may be called by .*, and nobody declared it \(FLOW_EXCESS\)$/),
      expect.stringMatching(/^ {2}\[blog\/neighbour\] once the dry run is over, `blog\/neighbour` may call .*, and nobody declared it \(FLOW_EXCESS\)$/),
    ]);
  });

  test('what no API server would take once it is enforced is refused', () => {
    const made = shop();
    policyOf(made, 'shop/payments').addJsonPatch(JsonPatch.replace('/spec/policyTypes', ['Sideways']));
    expect(errorsOf(made).filter((line) => line.includes('OBJECT_INVALID'))).toEqual([
      expect.stringMatching(/^ {2}\[shop\/payments\] NetworkPolicy shop\/payments, written by `shop\/payments\/NetworkPolicy`, is not what an API server takes/),
    ]);
  });

  test('what is wrong now and then is told once, and not of then', () => {
    const made = shop();
    policyOf(made, 'blog/neighbour').addJsonPatch(JsonPatch.replace('/spec/egress', []));
    const found = errorsOf(made).filter((line) => line.includes('FLOW_'));
    expect(found).toHaveLength(2);
    expect(found.join('\n')).not.toContain('once the dry run is over');
  });

  test('an exception is of use where it would be after the dry run', () => {
    const made = shop();
    const accept = { target: Peer.cidr('203.0.113.0/24').onEveryPort(), owner: 'team', reason: 'the old backup' };
    Proof.accept(made.chart, { ...accept, source: Peer.pods({ namespaceName: 'shop', labels: { 'app.kubernetes.io/name': 'web' } }) });
    expect(printed(made).lines.filter((line) => line.includes('EXCEPTION_'))).toEqual([expect.stringContaining('(EXCEPTION_UNUSED)')]);
    policyOf(made, 'shop/web').addJsonPatch(JsonPatch.add('/spec/egress/-', { to: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }));
    expect(printed(made).lines.filter((line) => line.includes('EXCEPTION_'))).toEqual([expect.stringContaining('(EXCEPTION_ACCEPTED)')]);
    expect(printed(made).returned).toBe('nothing was thrown');
  });

  test('the mode of the proof is that of the scope', () => {
    const [warned, silent] = [shop(), shop()];
    Proof.setMode(warned.chart, ProofMode.WARN);
    Proof.setMode(silent.app, ProofMode.OFF);
    for (const made of [warned, silent]) policyOf(made, 'shop/payments').addJsonPatch(JsonPatch.replace('/spec/ingress', []));
    expect(printed(warned)).toMatchObject({ returned: 'nothing was thrown', lines: expect.arrayContaining([expect.stringContaining('once the dry run is over')]) });
    expect(printed(silent)).toEqual({ returned: 'nothing was thrown', lines: [] });
  });
});
