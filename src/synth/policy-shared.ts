import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { emitWhole } from './emit';
import { isInTree } from './registry';
import { KubeObject } from '../model/rendered';

/** An object that a policy needs beside it, and what it says. */
interface Written {
  readonly object: ApiObject;
  readonly words: string;
}

const WRITTEN = new WeakMap<IConstruct, Map<string, Written>>();

/**
 * The object of a cluster with these words: the one that another policy has brought along, or else a new one in this scope. Where another one has the same name and
 * says something else, both are there, which is found to be a collision of names.
 */
export function sharedObject(cluster: IConstruct, scope: Construct, rendered: KubeObject): ApiObject {
  const known = WRITTEN.get(cluster) ?? new Map<string, Written>();
  WRITTEN.set(cluster, known);
  const { apiVersion, kind, metadata } = rendered;
  const key = [apiVersion, kind, metadata.namespace ?? '', metadata.name].join('|');
  const words = JSON.stringify(rendered);
  const before = known.get(key);
  if (before?.words === words && isInTree(before.object)) return before.object;
  const object = emitWhole(scope, freeId(scope, `${kind}-${metadata.name}`), rendered);
  known.set(key, { object, words });
  return object;
}

function freeId(scope: Construct, id: string): string {
  for (let i = 1; ; i += 1) {
    const candidate = i === 1 ? id : `${id}-${i}`;
    if (scope.node.tryFindChild(candidate) === undefined) return candidate;
  }
}
