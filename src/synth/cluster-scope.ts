import { IConstruct } from 'constructs';
import { CONFORMANT } from '../clusters/profile';
import type { ClusterProfileModel } from '../clusters/profile';
import { refuse } from '../model/finding';

/** The same key in every copy of the library that npm may have installed. */
const STATE = Symbol.for('cdk8s-reach.cluster-scope');

interface ScopeState {
  attached?: ClusterProfileModel;
  /** The first managed construct below: from then on the profile of this scope is fixed. */
  fixedBy?: IConstruct;
}

interface StateHolder {
  [STATE]?: ScopeState;
}

/** The part of the construct tree that goes to one cluster, with what is known of that cluster. */
export interface ClusterScope {
  /** Where the profile is attached; the App itself where none is. */
  readonly root: IConstruct;
  readonly profile: ClusterProfileModel;
}

/** Says which cluster a scope goes to. Throws `CLUSTER_ALREADY_FIXED` where a managed construct below it has used another one. */
export function attachProfile(scope: IConstruct, profile: ClusterProfileModel): void {
  const state = stateOf(scope);
  if (state.attached !== undefined) {
    refuse('CLUSTER_ALREADY_FIXED', `\`${pathOf(scope)}\` has a cluster attached already: attach one profile to a scope, once`);
  }
  if (state.fixedBy !== undefined) {
    refuse('CLUSTER_ALREADY_FIXED', `\`${pathOf(state.fixedBy)}\` below \`${pathOf(scope)}\` was made for the profile that it found: `
      + 'attach the cluster before the first construct of this library');
  }
  state.attached = profile;
}

/** The cluster of a construct, and fixes it for all scopes between the construct and the place where it was found. */
export function fixClusterOf(construct: IConstruct): ClusterScope {
  const found = clusterOf(construct);
  for (let scope: IConstruct | undefined = construct; scope !== undefined; scope = scope.node.scope) {
    stateOf(scope).fixedBy ??= construct;
    if (scope === found.root) {
      break;
    }
  }
  return found;
}

/** The cluster of a construct, without fixing it. */
export function clusterOf(construct: IConstruct): ClusterScope {
  let scope = construct;
  for (;;) {
    const profile = stateOf(scope).attached;
    if (profile !== undefined) {
      return { root: scope, profile };
    }
    const parent = scope.node.scope;
    if (parent === undefined) {
      return { root: scope, profile: CONFORMANT };
    }
    scope = parent;
  }
}

/** The path of a construct as a person reads it; the App's own is empty. */
export function pathOf(construct: IConstruct): string {
  return construct.node.path === '' ? 'the App' : construct.node.path;
}

function stateOf(scope: IConstruct): ScopeState {
  const holder: IConstruct & StateHolder = scope; // a symbol of our own on somebody else's construct: nothing else can collide with it
  const state = holder[STATE] ?? {};
  if (holder[STATE] === undefined) {
    Object.defineProperty(holder, STATE, { value: state });
  }
  return state;
}
