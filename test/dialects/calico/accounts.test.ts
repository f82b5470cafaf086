import { pod, World } from '../../reachability/world';
import { expectValid } from '../../schemas/validate';

const object = (kind: string, name: string, spec: object, labels: object = {}) => ({
  apiVersion: 'projectcalico.org/v3', kind, metadata: { name, namespace: 'shop', labels }, spec,
});
const np = (name: string, spec: object) => object('NetworkPolicy', name, spec);
const allow = (fields: object = {}) => ({ action: 'Allow', ...fields });

describe('policies of Calico about ServiceAccounts', () => {
  const account = (name: string, labels: object, namespace = 'shop') => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace, labels } });
  const podOf = (name: string, serviceAccountName?: string) => pod(name, serviceAccountName === undefined ? {} : { spec: { serviceAccountName } });
  const WORKLOADS = [podOf('shop/one', 'builder'), podOf('shop/two', 'reader'), podOf('shop/three'), podOf('ops/one', 'builder'), podOf('shop/old', 'gone'), podOf('shop/target', 'target')];
  const ACCOUNTS = [account('builder', { team: 'blue' }), account('reader', { team: 'red' }), account('default', {}), account('builder', { team: 'red' }, 'ops'), account('target', { role: 'x' })];
  const SOURCES = ['shop/one', 'shop/two', 'shop/three', 'ops/one', 'shop/old'];

  /** The sources that reach the target for sure, and those of which nobody knows. */
  function reaching(spec: object, accounts: readonly object[] = ACCOUNTS): readonly [string[], string[]] {
    const policy = np('x', { selector: 'app == "target"', ...spec });
    expectValid([policy, ...accounts]);
    const some = new World([...WORKLOADS, ...accounts, policy]);
    const by = (verdict: string) => SOURCES.filter((source) => some.verdict(source, 'shop/target', 80) === verdict);
    return [by('allowed'), by('unknown')];
  }

  const from = (source: object) => ({ ingress: [allow({ source })] });

  it('find pods by its name, in the namespace of the policy or in those of the rule; a pod that names none has `default`', () => {
    expect(reaching(from({ serviceAccounts: { names: ['builder', 'default'] } }))).toEqual([['shop/one', 'shop/three'], []]);
    expect(reaching(from({ serviceAccounts: { names: ['builder'] }, namespaceSelector: 'all()' }))).toEqual([['shop/one', 'ops/one'], []]);
    expect(reaching(from({ selector: 'projectcalico.org/serviceaccount == "reader" || app == "three"' }))).toEqual([['shop/two', 'shop/three'], []]);
    expect(reaching(from({ selector: 'has(app)', notSelector: 'projectcalico.org/serviceaccount in {"reader"}' }))).toEqual([['shop/one', 'shop/three', 'shop/old'], []]);
  });

  it('find pods by its labels, for sure where the ServiceAccount is among the manifests', () => {
    expect(reaching(from({ serviceAccounts: { selector: 'team == "blue"' }, namespaceSelector: 'all()' }))).toEqual([['shop/one'], ['shop/old']]);
    expect(reaching(from({ serviceAccounts: { selector: 'team == "red"' }, namespaceSelector: 'all()' }))).toEqual([['shop/two', 'ops/one'], ['shop/old']]);
    expect(reaching(from({ selector: 'pcsa.team != "blue"' }))).toEqual([['shop/two', 'shop/three'], ['shop/old']]);
    expect(reaching(from({ serviceAccounts: { selector: 'has(team)', names: ['builder', 'gone'] } }))).toEqual([['shop/one'], ['shop/old']]);
    expect(reaching(from({ selector: 'pcsa.team == "blue" && app == "two"' }))).toEqual([[], []]);
    expect(reaching(from({ serviceAccounts: { selector: 'team == "blue"' } }), [])).toEqual([[], ['shop/one', 'shop/two', 'shop/three', 'shop/old']]);
  });

  it('govern the pods of one, and some of their rules do so', () => {
    expect(reaching({ serviceAccountSelector: 'role == "x"', ...from({ selector: 'app == "two"' }) })).toEqual([['shop/two'], []]);
    expect(reaching({ serviceAccountSelector: 'role == "y"', ...from({ selector: 'app == "two"' }) })).toEqual([SOURCES, []]);
    expect(reaching({ serviceAccountSelector: 'role == "x"', ...from({ selector: 'app == "two"' }) }, [])).toEqual([[], SOURCES]);
    const toRole = (role: string) => ({ ingress: [allow({ source: { selector: 'app == "two"' }, destination: { serviceAccounts: { selector: `role == "${role}"` } } })] });
    expect([reaching(toRole('x')), reaching(toRole('y')), reaching(toRole('x'), [])]).toEqual([[['shop/two'], []], [[], []], [[], ['shop/two']]]);
  });

  it('never find a set of addresses by it, nor a pod by a label that says so', () => {
    const set = object('NetworkSet', 'some', { nets: ['192.0.2.0/24'] }, { app: 'two' });
    const some = new World([...WORKLOADS, ...ACCOUNTS, set, np('x', { selector: 'app == "target"', ...from({ selector: 'projectcalico.org/serviceaccount == "reader"' }) })]);
    expect([some.verdict('192.0.2.1', 'shop/target', 80), some.verdict('shop/two', 'shop/target', 80)]).toEqual(['denied', 'allowed']);
    const pods = np('x', { selector: 'app == "target"', ...from({ selector: 'projectcalico.org/orchestrator == "k8s"' }) });
    expect([new World([...WORKLOADS, set, pods]).verdict('192.0.2.1', 'shop/target', 80), new World([...WORKLOADS, set, pods]).verdict('shop/two', 'shop/target', 80)]).toEqual(['denied', 'allowed']);
  });
});
