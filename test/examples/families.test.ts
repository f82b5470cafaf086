import { join } from 'path';
import * as cdk8s from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { documentsOf, ManifestObject } from './harness';
import { EXAMPLES, exampleNames } from '../../scripts/synth-example';
import * as reach from '../../src';
import { familyOf, IpFamilyName } from '../../src/model/families';
import { printedBy } from '../api/shop';

/** The families of every cluster while an example runs: its own profile says what else it says. */
let mockFamilies: readonly IpFamilyName[] = [];

jest.mock('../../src/synth/cluster-scope', () => {
  const real = jest.requireActual<typeof import('../../src/synth/cluster-scope')>('../../src/synth/cluster-scope');
  const withFamilies = (find: typeof real.clusterOf): typeof real.clusterOf => (construct) => {
    const { root, profile } = find(construct);
    return { root, profile: { ...profile, ipFamilies: mockFamilies } };
  };
  return { ...real, clusterOf: withFamilies(real.clusterOf), fixClusterOf: withFamilies(real.fixClusterOf) };
});

/** What an example writes on clusters of some families, proved, and what it prints. */
function runOn(families: readonly IpFamilyName[], example: string): { objects: ManifestObject[]; printed: string[] } {
  mockFamilies = families;
  let yaml = '';
  const synth = jest.spyOn(cdk8s.App.prototype, 'synth').mockImplementation(function(this: cdk8s.App) {
    yaml = this.synthYaml();
  });
  try {
    const { lines } = printedBy(() => {
      jest.isolateModules(() => {
        jest.doMock('cdk8s', () => cdk8s);
        jest.doMock('cdk8s-plus-27', () => kplus);
        jest.doMock('cdk8s-reach', () => reach, { virtual: true });
        jest.requireActual(join(EXAMPLES, example, 'main.ts'));
      });
    });
    return { objects: documentsOf(yaml), printed: lines };
  } finally {
    synth.mockRestore();
  }
}

function valuesOf(value: unknown, key: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => (name === key ? [inner] : valuesOf(inner, key)));
}

const CLUSTERS: readonly (readonly [string, readonly IpFamilyName[]])[] = [['IPv4', ['IPv4']], ['both', ['IPv4', 'IPv6']], ['IPv6', ['IPv6']]];

describe.each(exampleNames())('%s', (example) => {
  test.each(CLUSTERS)('is proved on a cluster of %s, and names no address of any other family', (_, families) => {
    const { objects, printed } = runOn(families, example);
    const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy');
    expect(policies.length).toBeGreaterThan(0);
    expect(valuesOf(policies, 'cidr').filter((cidr) => !families.includes(familyOf(String(cidr))))).toEqual([]);
    const services = objects.filter(({ kind, metadata }) => kind === 'Service' && metadata.labels?.['app.kubernetes.io/managed-by'] === 'cdk8s-reach');
    expect(valuesOf(services, 'ipFamilies')).toEqual(services.map(() => families));
    expect(printed.filter((line) => /FAMILY_MISSING|CANNOT_EXPRESS/.test(line))).toEqual([]);
  });
});
