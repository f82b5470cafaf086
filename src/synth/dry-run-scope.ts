import { IConstruct } from 'constructs';
import { siteOf } from './call-site';
import { pathOf } from './cluster-scope';
import { AskedDryRun } from '../model/asked';
import { refuse } from '../model/finding';
import { DryRunForm } from '../model/policy-api';

/** The same key in every copy of the library that npm may have installed. */
const STATE = Symbol.for('cdk8s-reach.dry-run');

interface ScopeState {
  dryRun?: DryRunScope;
  /** The first policy below: from then on it is fixed whether this scope is in a dry run. */
  fixedBy?: IConstruct;
}

interface StateHolder {
  [STATE]?: ScopeState;
}

/** A scope whose policies show what they would do, and do it not. */
export interface DryRunScope extends AskedDryRun {
  readonly root: IConstruct;
}

/** A dry run of policies, and how it is written; it is not where the plugin has nothing for it, and the policies are enforced then. */
export interface PolicyDryRun {
  readonly scope: DryRunScope;
  readonly form?: DryRunForm;
}

/** Begins the dry run of a scope. Throws `DRY_RUN_INVALID`. */
export function beginDryRun(scope: IConstruct, reason: string | undefined): void {
  const state = stateOf(scope);
  if (reason !== undefined && (reason.trim() === '' || /[\p{Cc}\p{Cf}]/u.test(reason))) {
    refuse('DRY_RUN_INVALID', `the reason for the dry run of \`${pathOf(scope)}\` is not one line of text: say why, or leave it out`);
  }
  if (state.dryRun !== undefined) refuse('DRY_RUN_INVALID', `\`${pathOf(scope)}\` is in a dry run already: say so once`);
  if (state.fixedBy !== undefined) {
    refuse('DRY_RUN_INVALID', `\`${pathOf(state.fixedBy)}\` below \`${pathOf(scope)}\` has its policy already: begin the dry run before the first construct of this library`);
  }
  state.dryRun = { root: scope, site: siteOf(scope), ...(reason === undefined ? {} : { reason }) };
}

/** The dry run of a construct that has a policy, and fixes it for all scopes from the construct to the place where it was found. */
export function fixDryRunOf(construct: IConstruct): DryRunScope | undefined {
  for (let scope: IConstruct | undefined = construct; scope !== undefined; scope = scope.node.scope) {
    const state = stateOf(scope);
    state.fixedBy ??= construct;
    if (state.dryRun !== undefined) return state.dryRun;
  }
  return undefined;
}

function stateOf(scope: IConstruct): ScopeState {
  const holder: IConstruct & StateHolder = scope; // a symbol of our own on somebody else's construct: nothing else can collide with it
  const state = holder[STATE] ?? {};
  if (holder[STATE] === undefined) Object.defineProperty(holder, STATE, { value: state });
  return state;
}
