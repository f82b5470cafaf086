import type { Validation, ValidationContext } from 'cdk8s-cli/plugins';
import { NetworkingValidation, FindingSeverity } from '../../src';
import { thrownBy } from '../api/shop';

/** What the constructor throws for properties as YAML may have them. */
function refusal(props: unknown): string {
  return thrownBy(() => new NetworkingValidation(props as never)); // YAML knows nothing of types
}

test('the class is what the command line of cdk8s takes for a plug-in', () => {
  const plugin = new NetworkingValidation({ severity: FindingSeverity.WARNING });
  // jsii has no readonly lists; that apart, the compiler holds one against the other
  const validate: (context: Omit<ValidationContext, 'manifests'> & { manifests: string[] }) => ReturnType<Validation['validate']> = (context) => plugin.validate(context);
  expect(typeof validate).toBe('function');
});

test('no properties, and all of them, are fine', () => {
  for (const props of [undefined, {}, { lint: false, lockFile: 'a' }, { lint: true, severity: 'error', expectFile: 'a', lockFile: 'b', podCidrs: [], nodeCidrs: ['fd00::/64'], apiServerCidrs: ['198.51.100.7/32'], plugin: 'cilium@1.18' }]) {
    expect(refusal(props)).toBe('nothing was thrown');
  }
});

test.each<[props: unknown, text: string]>([
  [{ lnt: true, lock: 'a' }, 'the plug-in has no property `lnt`, `lock`: it has `apiServerCidrs`, `expectFile`, `lint`, `lockFile`, `nodeCidrs`, `plugin`, `podCidrs`, `severity`'],
  [{ lint: 'yes' }, '`lint` is `yes`: give true or false'],
  [{ lint: null }, '`lint` is `null`: give true or false'],
  [{ severity: 'info' }, '`severity` is `info`: give `error` or `warning`, the least finding of lint that fails'],
  [{ expectFile: '' }, '`expectFile` is ``: give the name of a file, relative to the folder in which cdk8s runs'],
  [{ expectFile: '-' }, '`expectFile` is `-`: give the name of a file, relative to the folder in which cdk8s runs'],
  [{ lockFile: ['a'] }, '`lockFile` is `["a"]`: give the name of a file, relative to the folder in which cdk8s runs'],
  [{ podCidrs: '10.0.0.0/8' }, '`podCidrs` is `10.0.0.0/8`: give a list of CIDRs'],
  [{ podCidrs: [10] }, '`podCidrs` has `10` in it: give CIDRs as texts'],
  [{ nodeCidrs: ['10.0.0.1/8'] }, '`nodeCidrs` has `10.0.0.1/8` in it, which has bits set behind the prefix; the network is 10.0.0.0/8'],
  [{ apiServerCidrs: ['198.51.100.7'] }, '`apiServerCidrs` has `198.51.100.7` in it, which has no prefix length; one address alone is 198.51.100.7/32'],
  [{ plugin: { name: 'cilium' } }, '`plugin` is `{"name":"cilium"}`: give the name of a network plugin, such as `cilium@1.18`'],
  [{ plugin: 'cilium@1.2' }, '`plugin` is `cilium@1.2`, which has a version that is older than what is known of Cilium, which begins with 1.14: take a newer one, or say what it does by `overrides` and leave the version out'],
  [{ lint: false }, 'the plug-in has nothing to look at: leave `lint` on, or give `expectFile` or `lockFile`'],
  [['lint'], 'the properties are `["lint"]`: give a mapping, or none'],
  ['lint', 'the properties are `lint`: give a mapping, or none'],
  [null, 'the properties are `null`: give a mapping, or none'],
])('the properties %j are refused', (props, text) => {
  expect(refusal(props)).toBe(`${text} (PLUGIN_INVALID)`);
});

test('a variable of the environment that says neither yes nor no is refused', () => {
  process.env['CDK8S_REACH_LOCK'] = 'yes';
  try {
    expect(refusal({})).toMatch(/^`CDK8S_REACH_LOCK` is `yes` in the environment: .*\(LOCK_INVALID\)$/);
  } finally {
    delete process.env['CDK8S_REACH_LOCK'];
  }
});
