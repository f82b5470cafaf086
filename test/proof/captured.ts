import { join } from 'path';
import { App } from 'cdk8s';
import { IConstruct } from 'constructs';
import { EXAMPLES } from '../../scripts/synth-example';
import { PluginModel } from '../../src/clusters/plugins';
import { ClusterKnowledge } from '../../src/compare/verify/knowledge';
import { ObjectsProof, prove } from '../../src/compare/verify/prove';
import { readManifests } from '../../src/dialects/read-manifests';
import { Asked } from '../../src/model/asked';
import { askedOf } from '../../src/synth/asked';
import { clusterOf } from '../../src/synth/cluster-scope';
import { knowledgeOf } from '../../src/synth/read-back';
import { Registry } from '../../src/synth/registry';
import { Written } from '../../src/synth/written';

/** What a proof is made of, for one cluster of an App. */
export interface Captured {
  readonly name: string;
  readonly objects: readonly unknown[];
  readonly asked: Asked;
  readonly cluster: ClusterKnowledge;
}

/**
 * What the program of an example asks for and writes, without a synth: so that it can be damaged before the check.
 *
 * @param plugin The network plugin of its cluster, in place of its own.
 */
export function capturedExample(name: string, plugin?: PluginModel): Captured {
  let app: App | undefined;
  jest.isolateModules(() => {
    if (plugin !== undefined) jest.doMock('../../src/synth/cluster-scope', () => withPlugin(plugin));
    // modules of their own, so that each example makes its App afresh
    const cdk8s = require('cdk8s') as typeof import('cdk8s'); // eslint-disable-line @typescript-eslint/no-require-imports -- import() is not isolated
    jest.spyOn(cdk8s.App.prototype, 'synth').mockImplementation(function (this: App) {
      app = this;
    });
    require(join(EXAMPLES, name, 'main.ts')); // eslint-disable-line @typescript-eslint/no-require-imports -- a program, not a module
  });
  jest.dontMock('../../src/synth/cluster-scope');
  if (app === undefined) throw new Error(`${name} has made no App`);
  return captured(name, app, plugin);
}

/** Every cluster with that plugin, whatever else its profile says. */
function withPlugin(plugin: PluginModel): typeof import('../../src/synth/cluster-scope') {
  const real = jest.requireActual<typeof import('../../src/synth/cluster-scope')>('../../src/synth/cluster-scope');
  const on = (find: typeof real.clusterOf): typeof real.clusterOf => (construct) => {
    const { root, profile } = find(construct);
    return { root, profile: { ...profile, plugin } };
  };
  return { ...real, clusterOf: on(real.clusterOf), fixClusterOf: on(real.fixClusterOf) };
}

/** The same of an App. */
export function captured(name: string, app: IConstruct, plugin?: PluginModel): Captured {
  const registry = Registry.of(app);
  const found = registry.workloads[0]?.cluster ?? clusterOf(app);
  const scope = plugin === undefined ? found : { ...found, profile: { ...found.profile, plugin } };
  const objects = new Written(app).byCluster().get(scope.root)?.json ?? [];
  return { name, objects, asked: askedOf(registry, scope), cluster: knowledgeOf(scope.profile) };
}

/** Proves the objects, or what has become of them. */
export function proofOf({ objects, asked, cluster }: Captured, damaged: readonly unknown[] = objects): ObjectsProof {
  return prove(damaged, asked, cluster, readManifests);
}

