import { join } from 'path';
import { documentsOf, exampleOf } from './harness';
import { exampleNames, synthExample } from '../../scripts/synth-example';
import { problemsOf } from '../schemas/validate';

const FIXTURES = join(__dirname, 'fixtures');

describe('an example that is run through the command line of cdk8s', () => {
  test('is found by its main.ts', () => {
    expect(exampleNames(FIXTURES)).toEqual(['01-two-charts', '02-failing']);
  });

  test('gives the text of its manifests, their objects, and what it printed', () => {
    const { files, documents, printed } = exampleOf('01-two-charts', FIXTURES);
    expect(files).toMatchSnapshot();
    expect(documents.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`)).toEqual([
      'ConfigMap infra/config',
      'ServiceAccount infra/account',
      'ConfigMap shop/config',
      'ServiceAccount shop/account',
    ]);
    expect(printed).toBe('a warning of the synth\n');
    expect(problemsOf(documents)).toEqual([]);
  });

  test('fails with what it said', () => {
    expect(() => synthExample(join(FIXTURES, '02-failing'))).toThrow(/what is wrong, and how to mend it/);
  });

  test('fails where a document is broken or is no object of Kubernetes', () => {
    expect(() => documentsOf('a: [')).toThrow(/flow sequence/i);
    expect(() => documentsOf('apiVersion: v1\nkind: Service\nmetadata: {}\n---\njust text\n')).toThrow(/^not an object of Kubernetes: [^]*just text$/);
  });
});
