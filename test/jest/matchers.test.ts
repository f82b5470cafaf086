import * as Globals from '@jest/globals';
import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { ExternalService, FindingSeverity, Peer, Port, Reachability, SecureMicroservice } from '../../src';
import '../../src/jest';
import { Shop, thrownBy } from '../api/shop';
import { folder, podYaml, policyYaml } from '../cli/invoke';

const HTTPS = Port.https();

function connected(shop: Shop = new Shop()): { readonly shop: Shop; readonly web: SecureMicroservice; readonly payments: SecureMicroservice } {
  const [web, payments] = [shop.service('web'), shop.service('payments', { ports: [Port.http(8080), Port.metrics(9100)] })];
  web.connections.allowTo(payments);
  web.connections.allowTo(Peer.cidr('203.0.113.0/24').on(HTTPS));
  return { shop, web, payments };
}

/** What an assertion fails with, without the colours of a terminal. */
function failure(assertion: () => unknown): string {
  return thrownBy(assertion).replace(/\u001b\[\d+m/g, ''); // eslint-disable-line no-control-regex -- what colours are made of
}

describe('toReach', () => {
  it('passes where all of it is allowed, and behind .not where all of it is denied', () => {
    const { web, payments } = connected();
    expect(web).toReach(payments);
    expect(web).toReach(payments.port('http'));
    expect(web).toReach(Peer.cidr('203.0.113.128/25').on(HTTPS));
    expect(Peer.dns()).not.toReach(payments);
    expect(web).toReach(Peer.dns());
    expect(payments).not.toReach(web);
    expect(web).not.toReach(payments.port('metrics'));
    expect(payments).not.toReach(Peer.cidr('0.0.0.0/0').onEveryPort());
    expect(Peer.internet()).not.toReach(web);
  });

  it('fails with the explanation, and the smallest change that would allow it', () => {
    const { web, payments } = connected();
    const text = failure(() => { expect(payments).toReach(web); });
    expect(text.split('\n').slice(0, 6)).toEqual([
      'expect(payments).toReach(web)',
      '',
      'Expected: allowed, all of it',
      'Received: denied, all of it',
      '',
      'shop/payments[Deployment] to shop/web[Deployment] on 8080/TCP: denied',
    ]);
    expect(text).toContain('  egress of shop/payments[Deployment]: denied\n    NetworkPolicy shop/payments isolates it, and no rule matches\n');
    expect(text).toContain('the smallest change that allows it:\n  one more rule of `spec.egress` in NetworkPolicy shop/payments:\n');
    expect(text).toContain('note: NetworkPolicy shop/web is written by `shop/web/NetworkPolicy`');
  });

  it('fails behind .not with the rules that allow it', () => {
    const { web, payments } = connected();
    const text = failure(() => { expect(web).not.toReach(payments); });
    expect(text.split('\n').slice(0, 4)).toEqual(['expect(web).not.toReach(payments)', '', 'Expected: denied, all of it', 'Received: allowed, all of it']);
    expect(text).toMatch(/network policies: egress\[\d\] of NetworkPolicy shop\/web allows it/);
  });

  it('fails either way for what is open in part, and says which part', () => {
    const { web } = connected();
    const everybody = Peer.cidr('0.0.0.0/0').on(HTTPS);
    for (const assertion of [() => { expect(web).toReach(everybody); }, () => { expect(web).not.toReach(everybody); }]) {
      const text = failure(assertion);
      expect(text).toContain('Received: mixed, since its parts do not fare alike\n');
      expect(text).toContain('  allowed: shop/web[Deployment] to 203.0.113.0/24 on TCP 443\n  denied: shop/web[Deployment] to 0.0.0.0-203.0.112.255, 203.0.114.0-255.255.255.255 on TCP 443\n');
    }
  });

  it('fails either way for what nobody knows', () => {
    const { web } = connected(new Shop({ podCidrs: [] }));
    const elsewhere = Peer.namespaceNamed('jobs').on(HTTPS);
    for (const assertion of [() => { expect(web).toReach(elsewhere); }, () => { expect(web).not.toReach(elsewhere); }]) {
      expect(failure(assertion)).toContain('Received: unknown, since the manifests and the cluster profile do not say enough\n');
    }
  });

  it('reads the App anew for every assertion', () => {
    const { web, payments } = connected();
    expect(payments).not.toReach(web);
    payments.connections.allowTo(web);
    expect(payments).toReach(web);
    web.networkPolicy.addJsonPatch(JsonPatch.remove('/spec/ingress'));
    expect(payments).not.toReach(web);
  });

  it('asks the Reachability that has named an end, be it of an App or of a folder', () => {
    const { shop, web, payments } = connected();
    const before = Reachability.of(shop.app);
    payments.connections.allowTo(web);
    expect(before.workloadNamed('shop/payments')).not.toReach(web);
    expect(Reachability.of(shop.app).workloadNamed('shop/payments')).toReach(web);
    const rules = ['podSelector: {matchLabels: {app: db}}', 'ingress:', '- from: [{podSelector: {matchLabels: {app: web}}}]'];
    const dist = Reachability.ofFolder(folder({ 'all.yaml': [podYaml('shop/web'), podYaml('shop/db'), policyYaml('shop/db', ...rules)].join('---\n') }));
    expect(dist.workloadNamed('shop/web')).toReach(dist.workloadNamed('shop/db').on(Port.tcp(5432)));
    expect(Peer.internet()).not.toReach(dist.workloadNamed('shop/db').on(Port.tcp(5432)));
    expect(failure(() => { expect(Peer.internet()).toReach(dist.workloadNamed('shop/db').on(Port.tcp(5432))); })).toMatch(/NetworkPolicy shop\/db \(\S+all\.yaml:\d+\) isolates it/);
  });

  it('finds the App by whichever end is one of its constructs', () => {
    const { shop, payments } = connected();
    const warehouse = new ExternalService(shop.chart, 'warehouse', { externalName: 'db.example.com', ports: [Port.tcp(5432)], addresses: ['198.51.100.7/32'] });
    expect(payments).not.toReach(warehouse);
    payments.connections.allowTo(warehouse);
    expect(payments).toReach(warehouse);
  });

  it('refuses what cannot be asked, either way', () => {
    const { web } = connected();
    const nobody: Peer = {} as Peer; // as a program without types may
    expect(thrownBy(() => { expect(Peer.internet()).toReach(Peer.internet().on(HTTPS)); })).toMatch(/neither `the internet` nor `the internet` belongs to an App.*PEER_INVALID/);
    expect(thrownBy(() => { expect(web).toReach(nobody); })).toMatch(/is not a peer.*PEER_INVALID/);
    expect(thrownBy(() => { expect(nobody).not.toReach(web); })).toMatch(/is not a peer.*PEER_INVALID/);
    expect(thrownBy(() => { expect(web).not.toReach(Peer.internet()); })).toMatch(/names no port.*PEER_WITHOUT_PORT/);
  });
});

describe('toHaveNoFindings', () => {
  const open = (chart: Chart) => new ApiObject(chart, 'open', {
    apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'open' }, spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] },
  });

  it('passes for what the synth finds nothing wrong with: an App, a part of it, a Reachability', () => {
    const { shop, web } = connected();
    expect(shop.app).toHaveNoFindings();
    expect(web).toHaveNoFindings();
    expect(Reachability.of(shop.chart)).toHaveNoFindings();
  });

  it('fails with every finding, the construct that reports it, and the evidence', () => {
    const { shop, web } = connected();
    open(shop.chart);
    expect(shop.app).not.toHaveNoFindings();
    const text = failure(() => { expect(web).toHaveNoFindings(); });
    expect(text).toMatch(/^expect\(reachability\)\.toHaveNoFindings\(\)\n\nExpected: no finding\nReceived: 1\n\nerror: \[shop\/web\] `shop\/web` may be called by .* \(FLOW_EXCESS\)\n {4}witness: /);
    expect(text).toContain('\n    object: NetworkPolicy shop/open is written by `shop/open`');
  });

  it('counts warnings, unless errors alone are asked for', () => {
    const { shop } = connected(new Shop({ podCidrs: [] }));
    expect(failure(() => { expect(shop.app).toHaveNoFindings(); })).toMatch(/\n\nwarning: the cluster profile does not say where pods are.*\(POD_CIDRS_MISSING\)/);
    expect(shop.app).toHaveNoFindings({ severity: FindingSeverity.ERROR });
    expect(failure(() => { expect(shop.app).not.toHaveNoFindings({ severity: FindingSeverity.ERROR }); })).toContain('Expected: at least one error\nReceived: 0');
  });

  it('is about what lint finds in a folder, each with its place', () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: shop}\nspec: {selector: {app: gone}, ports: [{port: 80}]}\n';
    const root = folder({ 'all.yaml': `${podYaml('shop/web')}---\n${service}` });
    expect(Reachability.ofFolder(folder({ 'web.yaml': podYaml('shop/web') }))).toHaveNoFindings();
    expect(failure(() => { expect(Reachability.ofFolder(root)).toHaveNoFindings(); }))
      .toContain(`error: ${root}/all.yaml:13: Service shop/s spec.selector: `);
  });

  it('refuses what is neither a Reachability nor a construct', () => {
    const text: Chart = 'shop' as unknown as Chart; // as a program without types may
    expect(thrownBy(() => { expect(text).toHaveNoFindings(); })).toMatch(/`shop` is neither a Reachability nor a construct.*PEER_INVALID/);
  });
});

describe('the entry point', () => {
  it('adds the matchers to the expect of @jest/globals, too', () => {
    const { web, payments } = connected();
    Globals.expect(web).toReach(payments);
    Globals.expect(payments).not.toReach(web);
    Globals.expect(web).toHaveNoFindings();
    expect(failure(() => { Globals.expect(payments).toReach(web); })).toContain('Received: denied, all of it');
  });

  /** Loads it where another `expect` is global, or none. */
  const loadedBeside = (expectation: unknown) => {
    const known = Object.getOwnPropertyDescriptor(globalThis, 'expect') ?? {};
    try {
      Object.defineProperty(globalThis, 'expect', { ...known, value: expectation });
      jest.isolateModules(() => {
        require('../../src/jest'); // eslint-disable-line @typescript-eslint/no-require-imports -- loaded for what it does
      });
    } finally {
      Object.defineProperty(globalThis, 'expect', known);
    }
  };

  it('takes the expect that is global', () => {
    const extended: object[] = [];
    loadedBeside(Object.assign(() => undefined, { extend: (matchers: object) => { extended.push(matchers); } }));
    expect(extended.map((matchers) => Object.keys(matchers))).toEqual([['toReach', 'toHaveNoFindings']]);
  });

  it('takes that of @jest/globals where none is global', () => {
    expect(thrownBy(() => { loadedBeside(undefined); })).toBe('nothing was thrown');
    expect(thrownBy(() => { loadedBeside('no function'); })).toBe('nothing was thrown');
  });
});
