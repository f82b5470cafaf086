import { staged } from '../../src/dialects/calico/render-staged';
import { additive } from '../../src/dialects/cilium/render-additive';
import { readManifests } from '../../src/dialects/read-manifests';
import { ifEnforced, isStaged, readIfEnforced } from '../../src/dialects/read-staged';

const core = (name: string, spec: object = {}, namespace: string = 'shop') => (
  { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec: { podSelector: {}, ...spec } }
);
const calico = (kind: string, name: string, spec: object, namespace?: string, apiVersion: string = 'projectcalico.org/v3') => (
  { apiVersion, kind, metadata: { name, ...(namespace === undefined ? {} : { namespace }) }, spec }
);
const POD = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' } };
const OPEN = { ingress: [{}] };

describe('objects as they would be if whatever is staged were enforced', () => {
  test('are what they are where nothing is staged', () => {
    const objects = [POD, core('a'), 'no object', null];
    expect(ifEnforced(objects)).toEqual(objects);
  });

  test('have a staged policy in its own place, and without the one of its name that it replaces', () => {
    expect(ifEnforced([core('a'), POD, staged(core('a', OPEN)), core('b')])).toEqual([undefined, POD, core('a', OPEN), core('b')]);
  });

  test('lack what would be deleted, and the object that says so', () => {
    const gone = calico('StagedKubernetesNetworkPolicy', 'a', { stagedAction: 'Delete' }, 'shop');
    expect(ifEnforced([gone, core('a'), core('b')])).toEqual([undefined, undefined, core('b')]);
  });

  test('tell policies of one name apart by kind, group and namespace; a missing namespace is `default`', () => {
    const others = [core('a', {}, 'blog'), calico('NetworkPolicy', 'a', { selector: 'all()' }, 'shop'), core('a')];
    const gone = calico('StagedKubernetesNetworkPolicy', 'a', { stagedAction: 'Delete' }, 'shop');
    expect(ifEnforced([gone, ...others])).toEqual([undefined, others[0], others[1], undefined]);
    const here = { ...core('a'), metadata: { name: 'a' } };
    expect(ifEnforced([calico('StagedKubernetesNetworkPolicy', 'a', { stagedAction: 'Delete' }, 'default'), here])).toEqual([undefined, undefined]);
  });

  test('take the two forms of Calico\'s group for one, and a policy of the cluster for one without a namespace', () => {
    const stored = calico('GlobalNetworkPolicy', 'a', { selector: 'all()' }, undefined, 'crd.projectcalico.org/v1');
    expect(ifEnforced([calico('StagedGlobalNetworkPolicy', 'a', { stagedAction: 'Delete' }, 'shop'), stored])).toEqual([undefined, undefined]);
  });

  test('have no policy for `Learn` and `Ignore`, and keep the enforced one', () => {
    for (const stagedAction of ['Learn', 'Ignore']) {
      expect(ifEnforced([calico('StagedKubernetesNetworkPolicy', 'a', { stagedAction, podSelector: {} }, 'shop'), core('a')])).toEqual([undefined, core('a')]);
    }
  });

  test('are closed by what shuts nothing in a dry run, and not by what never shuts anything', () => {
    const policy = { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name: 'a', namespace: 'shop' }, spec: { endpointSelector: {}, ingress: [] } };
    expect(ifEnforced([additive(policy)])).toEqual([{
      ...policy,
      metadata: { ...policy.metadata, annotations: { 'cdk8s-reach/dry-run': 'true' } },
      spec: { ...policy.spec, enableDefaultDeny: { egress: true, ingress: true } },
    }]);
    const forever = { ...policy, spec: { ...policy.spec, enableDefaultDeny: { ingress: false } } };
    expect(ifEnforced([forever])).toEqual([forever]);
    expect([additive(policy), forever, staged(core('a')), core('a')].map(isStaged)).toEqual([true, false, true, false]);
  });
});

describe('reading if enforced', () => {
  const policies = [
    core('a', { policyTypes: ['Ingress', 'Egress'], ingress: [{ from: [{ podSelector: { matchLabels: { app: 'b' } } }] }], egress: [] }),
    calico('NetworkPolicy', 'c', { selector: 'app == "c"', types: ['Ingress'], ingress: [{ action: 'Allow', source: { nets: ['10.0.0.0/8'] } }] }, 'shop'),
  ];

  test('what was staged means what it would mean enforced, and nothing until then', () => {
    const enforced = readManifests(policies, new Map());
    expect(enforced.problems).toEqual([]);
    expect([...enforced.rules.policies, ...enforced.rules.tiered]).toHaveLength(2);
    expect(readIfEnforced(policies.map(staged), new Map())).toEqual(enforced);
    const now = readManifests(policies.map(staged), new Map());
    expect([now.rules, now.problems]).toEqual([{ policies: [], tiered: [] }, []]);
  });

  test('a staged policy that no API server would take is refused, as is an action that nobody knows', () => {
    const { problems } = readIfEnforced([
      staged(core('a', { policyTypes: ['Sideways'] })),
      calico('StagedNetworkPolicy', 'b', { stagedAction: 'Later', selector: 'all()' }, 'shop'),
      calico('StagedKubernetesNetworkPolicy', 'c', { stagedAction: 'Later', podSelector: {} }, 'shop'),
    ], new Map());
    expect(problems.map(({ object, path }) => `${object}: ${path}`)).toEqual([
      'NetworkPolicy shop/a: spec.policyTypes[0]', 'NetworkPolicy shop/c: spec.stagedAction', 'NetworkPolicy.projectcalico.org shop/b: spec.stagedAction',
    ]);
  });
});
