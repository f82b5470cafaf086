import { join } from 'path';
import { IValidationContext, NetworkingValidation, NetworkingValidationProps, FindingSeverity, Violation } from '../../src';
import { Contents, folder, invoke, podYaml, policyYaml } from '../cli/invoke';

const WEB = podYaml('shop/web');
const DB = podYaml('shop/db');
const CLOSED = policyYaml('shop/all', 'podSelector: {}', 'policyTypes: [Ingress, Egress]');
const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: {name: svc, namespace: shop}\nspec: {selector: {app: nobody}, ports: [{port: 80}]}\n';

/** What a plug-in says to whoever calls it. */
class Recorded implements IValidationContext {
  public readonly violations: Violation[] = [];
  public readonly lines: string[] = [];
  public readonly submitted: unknown[][] = [];
  public readonly logger = { log: (message: string) => void this.lines.push(message) };
  public readonly report = {
    addViolation: (violation: Violation) => void this.violations.push(violation),
    submit: (status: string, metadata?: Record<string, string>) => void this.submitted.push([status, metadata]),
  };

  public constructor(public readonly manifests: string[]) {}

  /** The rules that are violated, each with where. */
  public get rules(): string[] {
    return this.violations.map(({ ruleName, violatingResources }) => `${ruleName} ${violatingResources.map((one) => `${one.resourceName} ${one.locations.join()}`).join(', ')}`);
  }
}

async function validated(files: Readonly<Record<string, Contents>>, props: NetworkingValidationProps = {}, manifests: readonly string[] = ['a.yaml']): Promise<Recorded> {
  const root = folder(files);
  const cwd = jest.spyOn(process, 'cwd').mockReturnValue(root);
  const recorded = new Recorded(manifests.map((name) => join(root, name)));
  try {
    await new NetworkingValidation(props).validate(recorded);
  } finally {
    cwd.mockRestore();
  }
  return recorded;
}

test('a report is submitted once, with what fails and what does not', async () => {
  const recorded = await validated({ 'a.yaml': [WEB, DB, CLOSED].join('---\n') });
  expect([recorded.submitted, recorded.violations]).toEqual([[['success', { Failures: '0', Warnings: '0' }]], []]);
});

test('an App without objects is in order, and so is one without files', async () => {
  expect((await validated({ 'a.yaml': '' })).submitted).toEqual([['success', { Failures: '0', Warnings: '0' }]]);
  expect((await validated({}, {}, [])).submitted).toEqual([['success', { Failures: '0', Warnings: '0' }]]);
});

test('what no API server takes is a violation of its file, and nothing else is looked at', async () => {
  const unsound = policyYaml('shop/p', 'podSelector: {}', 'ingres: []');
  const { rules, submitted } = await validated({ 'a.yaml': [WEB, SERVICE, unsound].join('---\n') }, { lockFile: 'no.lock' });
  expect(rules).toEqual([expect.stringMatching(/^FIELD_UNKNOWN .*a\.yaml .*a\.yaml:\d+$/)]);
  expect(submitted).toEqual([['failure', { Failures: '1', Warnings: '0' }]]);
});

test('a file that is not YAML, and one that is gone, are violations as well', async () => {
  expect((await validated({ 'a.yaml': 'a: [' })).rules).toEqual([expect.stringMatching(/^NOT_YAML /)]);
  expect((await validated({}, {}, ['gone.yaml'])).rules).toEqual([expect.stringMatching(/^PATH_MISSING /)]);
});

test('findings of lint have the object, the field and its line', async () => {
  const { violations } = await validated({ 'a.yaml': [WEB, SERVICE].join('---\n') });
  expect(violations).toEqual([{
    ruleName: 'SERVICE_SELECTS_NOTHING',
    recommendation: expect.stringMatching(/^error: /) as unknown,
    fix: expect.stringMatching(/./) as unknown,
    violatingResources: [{ resourceName: 'svc', locations: ['spec.selector (line 13)'], manifestPath: expect.stringMatching(/a\.yaml$/) as unknown }],
  }]);
  expect((await validated({ 'a.yaml': [WEB, SERVICE].join('---\n'), 'e.yaml': 'rows: [{src: shop/web, dst: 1.2.3.4, port: 1, allowed: true}]' }, { lint: false, expectFile: 'e.yaml' })).violations).toEqual([]);
});

test('a warning of lint is reported and does not fail, unless it is told to', async () => {
  const files = { 'a.yaml': [WEB, policyYaml('shop/p', 'podSelector: {matchLabels: {app: nobody}}')].join('---\n') };
  expect((await validated(files)).submitted).toEqual([['success', { Failures: '0', Warnings: '1' }]]);
  expect((await validated(files, { severity: FindingSeverity.WARNING })).submitted).toEqual([['failure', { Failures: '1', Warnings: '0' }]]);
});

test('a file of expectations is refused where it is malformed, gone, or asks about nobody', async () => {
  const files = { 'a.yaml': WEB, 'bad.yaml': 'rows: [{src: shop/web}]', 'nobody.yaml': 'rows: [{src: shop/wep, dst: 1.2.3.4, port: 1, allowed: true}]' };
  expect((await validated(files, { expectFile: 'bad.yaml' })).rules[0]).toMatch(/^EXPECTATION_INVALID bad\.yaml bad\.yaml:1$/);
  expect((await validated(files, { expectFile: 'gone.yaml' })).rules).toEqual(['PATH_MISSING gone.yaml gone.yaml']);
  expect((await validated(files, { expectFile: 'nobody.yaml' })).rules).toEqual(['WORKLOAD_UNKNOWN nobody.yaml nobody.yaml:1']);
});

test('an expectation about addresses alone names its ends', async () => {
  const { violations } = await validated({ 'a.yaml': [WEB, CLOSED].join('---\n'), 'e.yaml': 'rows: [{src: 1.2.3.4, dst: shop/web, port: 80, allowed: true}]' }, { expectFile: 'e.yaml' });
  expect(violations).toMatchObject([{
    ruleName: 'EXPECTATION_FAILED',
    recommendation: '1.2.3.4 to shop/web on 80/TCP: expected allowed, is denied',
    fix: expect.stringMatching(/^change what decides \(egress of 1\.2\.3\.4: .*; ingress of shop\/web\[Pod\]: .*\), or the expectation$/) as unknown,
    violatingResources: [{ resourceName: 'web', locations: ['e.yaml:1'] }],
  }]);
});

describe('a lock', () => {
  const LOCK = '# cdk8s-reach lock v1\n';

  test('that is malformed is refused line by line', async () => {
    expect((await validated({ 'a.yaml': WEB, 'a.lock': `${LOCK}x\ny\n` }, { lockFile: 'a.lock' })).rules).toEqual(['LOCK_MALFORMED a.lock a.lock:2', 'LOCK_MALFORMED a.lock a.lock:3']);
  });

  test('that is widened names the workloads; what they are not, is told of with the lock', async () => {
    const { rules, violations } = await validated({ 'a.yaml': WEB, 'a.lock': LOCK }, { lockFile: 'a.lock' });
    expect(rules).toEqual([
      'LOCK_WIDENED web 0.0.0.0/0, ::/0 -> shop/web[Pod] all', 'LOCK_WIDENED web any pod -> shop/web[Pod] all',
      'LOCK_WIDENED web shop/web[Pod] -> 0.0.0.0/0, ::/0 all', 'LOCK_WIDENED web shop/web[Pod] -> any pod all',
    ]);
    expect(violations[0]).toMatchObject({ recommendation: 'anybody on the internet may now call `shop/web` on every port', fix: expect.stringMatching(/CDK8S_REACH_LOCK=accept/) as unknown });
  });

  test('of which connections are gone is no failure, and says so', async () => {
    const { lines, submitted } = await validated({ 'a.yaml': [WEB, CLOSED].join('---\n'), 'a.lock': `${LOCK}any pod -> shop/web[Pod] TCP/80\n` }, { lockFile: 'a.lock' });
    expect(lines).toEqual([
      'cdk8s-reach: a.lock: 1 of its connections are gone; a synth with CDK8S_REACH_LOCK=accept tightens it',
      'cdk8s-reach: any pod of the cluster may no longer call `shop/web` on TCP 80',
    ]);
    expect(submitted).toEqual([['success', { Failures: '0', Warnings: '0' }]]);
  });

  test('keeps its facts, and takes those of the properties before them', async () => {
    const pod = 'rows: [{src: shop/web, dst: shop/db, port: 80, allowed: true}]';
    const open = policyYaml('shop/web', 'podSelector: {matchLabels: {app: web}}', 'policyTypes: [Egress]', 'egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}]');
    const files = { 'a.yaml': [WEB, DB, open].join('---\n'), 'e.yaml': pod, 'a.lock': `${LOCK}given pods in 10.1.0.0/16\n` };
    const failing = async (props: NetworkingValidationProps) => (await validated(files, { lint: false, expectFile: 'e.yaml', ...props })).rules.filter((rule) => rule.startsWith('EXPECTATION'));
    expect(await failing({})).toHaveLength(1);
    expect(await failing({ lockFile: 'a.lock' })).toEqual([]);
    expect(await failing({ lockFile: 'a.lock', podCidrs: ['192.168.0.0/16'] })).toHaveLength(1);
  });
});

test('policies that nobody reads here, and ways in that cannot be followed, are told', async () => {
  const cilium = 'apiVersion: cilium.io/v2\nkind: CiliumLocalRedirectPolicy\nmetadata: {name: c, namespace: shop}\nspec: {}\n';
  const { lines } = await validated({ 'a.yaml': [WEB, CLOSED, cilium].join('---\n') });
  expect(lines).toEqual([expect.stringMatching(/^cdk8s-reach: CiliumLocalRedirectPolicy \(cilium\.io\/v2\) may decide about connections, and is not read: 1, the first at .*a\.yaml:\d+$/)]);
});

test('texts of manifests cannot steer a terminal', async () => {
  const evil = SERVICE.replace('app: nobody', 'app: "x\\u001b[2J"');
  const { violations } = await validated({ 'a.yaml': [WEB, evil].join('---\n') });
  const texts = violations.flatMap(({ recommendation, fix, violatingResources }) => (
    [recommendation, fix, ...violatingResources.flatMap(({ locations }) => locations)]
  ));
  expect(texts.filter((text) => text.includes('\u001b'))).toEqual([]);
  expect(texts.join()).toContain('x\\u001b[2J');
});

test('with a network plugin only what it enforces counts, and a note says what does not', async () => {
  const shut = 'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: db, namespace: shop}\nspec: {endpointSelector: {matchLabels: {app: db}}, ingressDeny: [{fromEndpoints: [{}]}]}\n';
  const files = { 'a.yaml': [WEB, DB, shut].join('---\n'), 'e.yaml': 'rows: [{src: shop/web, dst: shop/db, port: 80, allowed: false}]' };
  const [any, calico] = [await validated(files, { expectFile: 'e.yaml' }), await validated(files, { expectFile: 'e.yaml', plugin: 'calico' })];
  expect([any.rules, calico.rules]).toEqual([[], [expect.stringMatching(/^EXPECTATION_FAILED /)]]);
  expect(calico.lines).toContain('cdk8s-reach: network plugin `Calico` does not enforce, and so does not count, CiliumNetworkPolicy shop/db');
});

test('the lock is made for the plugin that is named, as `cdk8s-reach lock --plugin` makes it, and else for that of the lock', async () => {
  const shut = 'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: db, namespace: shop}\nspec: {endpointSelector: {matchLabels: {app: db}}, ingressDeny: [{fromEndpoints: [{}]}]}\n';
  const manifests = [WEB, DB, shut].join('---\n');
  const root = folder({ 'a.yaml': manifests });
  const { out: lock } = await invoke(root, ['lock', 'a.yaml', '--plugin', 'calico']);
  expect(lock).toMatch(/^given unenforced CiliumNetworkPolicy$/m);
  const rules = async (props: NetworkingValidationProps) => (await validated({ 'a.yaml': manifests, 'a.lock': lock }, { lockFile: 'a.lock', ...props })).rules;
  expect([await rules({}), await rules({ plugin: 'calico' }), await rules({ plugin: 'cilium' })]).toEqual([[], [], []]);
  const tight = (await invoke(root, ['lock', 'a.yaml'])).out;
  expect((await validated({ 'a.yaml': manifests, 'a.lock': tight }, { lockFile: 'a.lock', plugin: 'calico' })).rules).toContainEqual(expect.stringMatching(/^LOCK_WIDENED /));
});

test('a word for the API server means the addresses that are given', async () => {
  const policy = 'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: web, namespace: shop}\nspec: {endpointSelector: {matchLabels: {app: web}}, egress: [{toEntities: [kube-apiserver]}]}\n';
  const files = { 'a.yaml': [WEB, policy].join('---\n'), 'e.yaml': 'rows: [{src: shop/web, dst: 198.51.100.7, port: 443, allowed: true}]' };
  expect((await validated(files, { lint: false, expectFile: 'e.yaml' })).rules).toHaveLength(1);
  expect((await validated(files, { lint: false, expectFile: 'e.yaml', apiServerCidrs: ['198.51.100.7/32'] })).rules).toEqual([]);
});
