import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { exactly, Intent } from './intent';
import { POD_SAME_NAMESPACE } from './intents/pod-same-namespace';
import { SOURCE_ADDRESS } from './intents/source-address';
import { CALICO, ENFORCING, except, PROFILES } from './profiles';
import { faultsOfAll } from './run';
import { unenforced } from './unenforced';

const OPEN = 'shop/web > shop/api on 8080/TCP';

test('every intent of the folder is run by one test', () => {
  const run = readdirSync(__dirname).filter((name) => name.endsWith('.test.ts') && name !== 'harness.test.ts')
    .flatMap((name) => [...readFileSync(join(__dirname, name), 'utf-8').matchAll(/from '\.\/intents\/([a-z0-9-]+)'/g)].map(([, intent]) => intent));
  expect(run.sort()).toEqual(readdirSync(join(__dirname, 'intents')).map((name) => name.replace(/\.ts$/, '')).sort());
});

test('every profile has a name of its own', () => {
  expect(new Set(PROFILES.map(({ name }) => name)).size).toBe(PROFILES.length);
});

describe('an intent whose table', () => {
  const [profile] = CALICO;
  const faultsOf = (expected: Intent['expected']) => faultsOfAll({ ...POD_SAME_NAMESPACE, expected });

  test('leaves a profile out, or has it twice, fails', () => {
    expect(faultsOf([[except(ENFORCING, [...CALICO].slice(0, 1)), exactly(OPEN)], ...unenforced()])).toEqual([`0 expectations: every profile needs one (${profile?.name})`]);
    expect(faultsOf([[ENFORCING, exactly(OPEN)], [[...CALICO].slice(0, 1), exactly(OPEN)], ...unenforced()])).toEqual([`2 expectations: every profile needs one (${profile?.name})`]);
  });

  test('expects a flow that is shut, or lacks one that is open, fails', () => {
    expect(faultsOf([[ENFORCING, exactly(OPEN, 'shop/api > shop/web on 8080/TCP')], ...unenforced()])).toEqual([expect.stringMatching(/^not open: shop\/api > shop\/web on 8080\/TCP \(calico/)]);
    expect(faultsOf([[ENFORCING, exactly()], ...unenforced()])).toEqual([expect.stringMatching(/^open, and should not be: shop\/web > shop\/api on 8080\/TCP \(calico/)]);
  });

  test('expects a finding that is not reported, or lacks one that is, fails', () => {
    expect(faultsOf([[ENFORCING, { ...exactly(OPEN), findings: ['[shop/web] … (CANNOT_EXPRESS)'] }], ...unenforced()]))
      .toEqual([expect.stringMatching(/^not reported once: \[shop\/web\] … \(CANNOT_EXPRESS\) \(calico/)]);
    const [open, accepted] = unenforced();
    expect(faultsOf([[ENFORCING, exactly(OPEN)], open, [accepted[0], { open: 'all', findings: [] }]]))
      .toEqual([expect.stringMatching(/^reported: warning: \[\] network plugin `Flannel` .*\(UNENFORCED_ACCEPTED\) \(flannel accepted\)$/), expect.stringMatching(/^reported: .*\(aws accepted\)$/)]);
  });

  test('expects another source address, or lacks one, fails', () => {
    const [gateways, ...rest] = SOURCE_ADDRESS.expected;
    if (gateways === undefined) throw new Error('the table has no row');
    const [profiles, outcome] = gateways;
    const faultsWith = (leaves: readonly string[]) => faultsOfAll({ ...SOURCE_ADDRESS, expected: [[profiles, { ...outcome, leaves }], ...rest] });
    expect(faultsWith([...outcome.leaves ?? [], 'shop/web > 8.8.8.8: x'])).toEqual([expect.stringMatching(/^not leaving: shop\/web > 8\.8\.8\.8: x \(cilium 1\.14 gateway, /)]);
    expect(faultsWith((outcome.leaves ?? []).slice(1))).toEqual([
      expect.stringMatching(/^leaving, and should not be: shop\/web > 198\.51\.100\.127: by 192\.0\.2\.7 of the first node with gateway=partners \(cilium/),
    ]);
  });
});
