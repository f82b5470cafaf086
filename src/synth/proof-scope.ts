import { IConstruct } from 'constructs';
import { Finding } from '../model/finding';

/** What a scope does with what the proof finds. */
export type ProofModeModel = 'error' | 'warn' | 'off';

/** The same key in every copy of the library that npm may have installed. */
const MODE = Symbol.for('cdk8s-reach.proof-mode');

interface ModeHolder {
  [MODE]?: ProofModeModel;
}

/** Says what a scope, and everything below it that says nothing else, does with what the proof finds. The last word counts. */
export function setProofMode(scope: IConstruct, mode: ProofModeModel): void {
  Object.defineProperty(scope, MODE, { value: mode, configurable: true, writable: true });
}

/** What a construct does with what the proof finds: the nearest scope decides. */
export function proofModeOf(construct: IConstruct): ProofModeModel {
  for (let scope: (IConstruct & ModeHolder) | undefined = construct; scope !== undefined; scope = scope.node.scope) {
    const mode = scope[MODE]; // a symbol of our own on somebody else's construct: nothing else can collide with it
    if (mode !== undefined) return mode;
  }
  return 'error';
}

/** What is left of findings of the proof where a scope has this mode. */
export function inMode(mode: ProofModeModel, findings: readonly Finding[]): readonly Finding[] {
  switch (mode) {
    case 'error': return findings;
    case 'warn': return findings.map((finding) => ({ ...finding, severity: 'warning' }));
    case 'off': return [];
  }
}
