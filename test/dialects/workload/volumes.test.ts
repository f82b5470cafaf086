import { podModel } from '../../../src/api/pod/pod-model';
import { planMounts } from '../../../src/dialects/workload/volumes';
import { ContainerModel, MountModel, VolumeModel } from '../../../src/model/pod';

const [BASE] = podModel(
  { name: 'web', labels: {}, annotations: {}, podLabels: {}, podAnnotations: {}, selectorLabels: { app: 'web' }, ports: [] },
  { image: 'ghcr.io/acme/web:1.0.0' },
).containers;

function container(name: string, mounts: readonly MountModel[]): ContainerModel {
  if (BASE === undefined) {
    throw new Error('a pod has a container');
  }
  return { ...BASE, name, mounts, role: name === 'web' ? 'main' : 'additional' };
}

function at(path: string, volume: VolumeModel): MountModel {
  return { path, volume, readOnly: false };
}

function namesOf(...containers: readonly ContainerModel[]): readonly string[] {
  return planMounts(containers).volumes.map(({ name }) => name);
}

const EMPTY: VolumeModel = { kind: 'emptyDir', sizeLimit: '1Mi', inMemory: false };

describe('volumes', () => {
  test('are named after their source, or after their path and container', () => {
    expect(namesOf(
      container('web', [
        at('/tmp', EMPTY), at('/Var/Cache.d', EMPTY), at('/c', { kind: 'configMap', name: 'a.b' }), at('/s', { kind: 'secret', name: 's' }),
        at('/p', { kind: 'claim', name: 'p', readOnly: false }), at('/t', { kind: 'token', expirationSeconds: 600, file: 'token' }),
        at('/v', { kind: 'csi', driver: 'csi.example.com', attributes: {}, readOnly: true }),
      ]),
      container('other', [at('/tmp', EMPTY)]),
    )).toEqual(['claim-p', 'config-a-b', 'csi-csi-example-com', 'other-tmp', 'secret-s', 'tmp', 'token-api', 'var-cache-d']);
  });

  test('with equal sources are one, whoever mounts them', () => {
    const files: VolumeModel = { kind: 'configMap', name: 'c', items: { a: 'a', b: 'b' } };
    const same: VolumeModel = { items: { b: 'b', a: 'a' }, name: 'c', kind: 'configMap' };
    expect(namesOf(container('web', [at('/a', files)]), container('other', [at('/b', same)]))).toEqual(['config-c']);
  });

  test('whose names meet are numbered by their source, not by the order of the declaration', () => {
    const mounts = [at('/a/b', EMPTY), at('/a-b', EMPTY), at('/a.b', EMPTY)];
    const plan = planMounts([container('web', mounts)]);
    expect(plan.mounts.get('web')?.map(({ name, mountPath }) => [mountPath, name])).toEqual([['/a-b', 'a-b'], ['/a.b', 'a-b-2'], ['/a/b', 'a-b-3']]);
    expect(planMounts([container('web', [...mounts].reverse())])).toEqual(plan);
  });

  test('keep the name that the user chose', () => {
    expect(planMounts([container('web', [at('/tmp', EMPTY), at('/x', { ...EMPTY, name: 'tmp' })])]).mounts.get('web')).toEqual([
      { name: 'tmp-2', mountPath: '/tmp' },
      { name: 'tmp', mountPath: '/x' },
    ]);
  });

  test('have names of at most 63 characters, numbered or not', () => {
    const long = 'x'.repeat(80);
    const names = namesOf(container('web', [at(`/${long}`, EMPTY), at(`/${long}y`, EMPTY), at('/__', EMPTY)]));
    expect(names).toEqual(['root', 'x'.repeat(63), `${'x'.repeat(61)}-2`].sort());
  });
});
