import { IConstruct } from 'constructs';
import { appFindings } from './app-findings';
import type { PendingLock } from './lock';
import {
  FindingsByConstruct, ManagedApp, ManagedException, ManagedExposure, ManagedGuardrails, ManagedLock, ManagedProxy, ManagedServices,
  ManagedWorkload, report,
} from './managed';
import { proofModeOf } from './proof-scope';
import { SynthPass } from './synth-pass';
import { Written } from './written';
import { Finding, lineOf, severityOf } from '../model/finding';

/** What a check has found, and the locks that wait to be written. */
interface Found {
  readonly found: FindingsByConstruct;
  readonly pending: readonly PendingLock[];
}

/** The same key in every copy of the library that npm may have installed. */
const REGISTRY = Symbol.for('cdk8s-reach.registry');

/** Everything of ours in one App, and the check over it. */
export class Registry implements ManagedApp {
  /** The registry of the App that a construct belongs to. */
  public static of(construct: IConstruct): Registry {
    const known = Registry.existing(construct);
    if (known !== undefined) {
      return known;
    }
    const { root } = construct.node;
    const registry = new Registry(root);
    Object.defineProperty(root, REGISTRY, { value: registry });
    return registry;
  }

  /** The registry of the App that a construct belongs to; nothing where the App has none of ours. */
  public static existing(construct: IConstruct): Registry | undefined {
    const root: IConstruct & { [REGISTRY]?: Registry } = construct.node.root; // a symbol of our own on somebody else's construct
    return root[REGISTRY];
  }

  public readonly workloads: ManagedWorkload[] = [];
  public readonly services: ManagedServices[] = [];
  public readonly exposures: ManagedExposure[] = [];
  public readonly exceptions: ManagedException[] = [];
  public readonly guardrails: ManagedGuardrails[] = [];
  public readonly locks: ManagedLock[] = [];
  public readonly proxies: ManagedProxy[] = [];
  private pending: readonly PendingLock[] = [];
  private readonly local = new Map<IConstruct, (() => readonly Finding[])[]>();
  private readonly owners = new Map<IConstruct, IConstruct>();
  private readonly reporting = new Set<IConstruct>();
  private held?: Written;
  private readonly pass: SynthPass<FindingsByConstruct>;

  private constructor(public readonly root: IConstruct) {
    this.pass = new SynthPass(root, {
      run: (withinSynth) => this.findAll(withinSynth), warnings: warningsOf, done: () => this.writeLocks(), end: () => this.release(),
    });
    this.reportUnder(root);
  }

  /** Adds what one construct can say of itself. */
  public check(construct: IConstruct, findings: () => readonly Finding[]): void {
    this.local.set(construct, [...(this.local.get(construct) ?? []), findings]);
    this.reportUnder(construct);
  }

  /** Adds a workload whose policy is ours; what is said of its whole cluster is reported under the scope to which the profile is attached. */
  public addWorkload(workload: ManagedWorkload): void {
    this.workloads.push(workload);
    this.reportUnder(workload.cluster.root);
  }

  /** Accepts a pair as it is; what is said of it is reported under the scope that accepts it. */
  public addException(exception: ManagedException): void {
    this.exceptions.push(exception);
    this.reportUnder(exception.construct);
  }

  /** Has the proof hold guardrails; what is said of them is reported under their construct. */
  public addGuardrails(guardrails: ManagedGuardrails): void {
    this.guardrails.push(guardrails);
    this.reportUnder(guardrails.construct);
  }

  /** Holds what is written against a lock; what is said of it is reported under its scope. */
  public addLock(lock: ManagedLock): void {
    this.locks.push(lock);
    this.reportUnder(lock.construct);
  }

  /** Marks an object as the workload of one construct; gives the construct that has it already. */
  public claim(object: IConstruct, owner: IConstruct): IConstruct | undefined {
    const before = this.owners.get(object);
    this.owners.set(object, before ?? owner);
    return before;
  }

  /** Lets findings of the whole App be reported under this construct. */
  public reportUnder(construct: IConstruct): void {
    if (!this.reporting.has(construct)) {
      this.reporting.add(construct);
      construct.node.addValidation({ validate: () => this.errorsOf(construct) });
    }
  }

  /** What a synth would write now, and what it would find in that, proved when it is asked for; nothing comes of it. */
  public look(): { readonly written: Written; readonly find: () => FindingsByConstruct } {
    return this.pass.aside(() => {
      const written = new Written(this.root);
      const find = this.prepare(written);
      written.byCluster();
      return { written, find: () => find().found };
    });
  }

  private errorsOf(construct: IConstruct): string[] {
    const findings = this.pass.resultFor(construct)?.get(construct) ?? [];
    return findings.filter((finding) => severityOf(finding) === 'error').map(lineOf);
  }

  private findAll(withinSynth: boolean): FindingsByConstruct {
    const written = new Written(this.root);
    const { found, pending } = this.prepare(written)();
    this.pending = pending;
    if (withinSynth && !hasErrors(found)) {
      written.hold();
      this.held = written;
    }
    return found;
  }

  /** Looks at all constructs and objects as they are now; what it gives looks at them no more. */
  private prepare(written: Written): () => Found {
    const found: FindingsByConstruct = new Map();
    for (const [construct, checks] of this.local) {
      if (isInTree(construct)) {
        checks.forEach((check) => report(found, construct, check()));
      }
    }
    const present: ManagedApp = {
      root: this.root,
      workloads: this.workloads.filter(({ construct }) => isInTree(construct)),
      services: this.services.filter(({ construct }) => isInTree(construct)),
      exposures: this.exposures.filter(({ construct }) => isInTree(construct)),
      exceptions: this.exceptions.filter(({ construct }) => isInTree(construct)),
      proxies: this.proxies.filter(({ construct }) => isInTree(construct)),
      guardrails: this.guardrails.filter(({ construct }) => isInTree(construct)),
    };
    const reporters = new Map([...this.reporting].map((construct) => [construct.node.path, construct]));
    const locks = this.locks.filter(({ construct }) => isInTree(construct));
    const add = (findings: FindingsByConstruct) => {
      for (const [construct, list] of findings) report(found, this.reporting.has(construct) ? construct : this.root, list);
    };
    add(appFindings(present));
    const proofs = [this.proofOf(present, written, reporters), this.egressProofOf(present, written), this.sourceProofOf(present, written)];
    return () => {
      for (const prove of proofs) add(prove());
      if (locks.length === 0) return { found, pending: [] };
      const { findings, pending } = locking().lockOutcome(locks, written);
      add(unsaid(findings, found));
      return { found, pending };
    };
  }

  /** The proof and the engine are most of this library: where nothing is proved, nobody waits for them. */
  private proofOf(present: ManagedApp, written: Written, reporters: ReadonlyMap<string, IConstruct>): () => FindingsByConstruct {
    if ([...present.workloads, ...present.guardrails].every(({ construct }) => proofModeOf(construct) === 'off')) return () => new Map();
    const { proofOf } = require('./proof') as typeof import('./proof'); // the cast says what require cannot
    return proofOf(present, written, reporters);
  }

  private egressProofOf(present: ManagedApp, written: Written): () => FindingsByConstruct {
    if (present.proxies.length === 0) return () => new Map();
    const { egressProofOf } = require('./egress-proof') as typeof import('./egress-proof'); // as above
    return egressProofOf(present, written);
  }

  private sourceProofOf({ workloads }: ManagedApp, written: Written): () => FindingsByConstruct {
    if (workloads.every(({ construct }) => proofModeOf(construct) === 'off')) return () => new Map();
    const { sourceProofOf } = require('./source-proof') as typeof import('./source-proof'); // as above
    return sourceProofOf(workloads, written);
  }

  private writeLocks(): void {
    if (this.pending.length > 0) locking().writeLocks(this.pending);
  }

  private release(): void {
    this.pending = [];
    this.held?.release();
    this.held = undefined;
  }
}

/** What holds an App against its locks, of which hardly any has one. */
function locking(): typeof import('./lock') {
  return require('./lock') as typeof import('./lock'); // the cast says what require cannot
}

/** Whether a construct is still there: nobody has taken it, or a scope above it, out of the tree; it keeps its scope even then. */
export function isInTree(construct: IConstruct): boolean {
  const { scope, id } = construct.node;
  return scope === undefined || (scope.node.tryFindChild(id) === construct && isInTree(scope));
}

/** What has not been said yet: the proof and a lock refuse the same objects. */
function unsaid(findings: FindingsByConstruct, said: FindingsByConstruct): FindingsByConstruct {
  const isSame = (a: Finding, b: Finding) => lineOf(a) === lineOf(b) && severityOf(a) === severityOf(b);
  const isSaid = (finding: Finding) => [...said.values()].some((list) => list.some((one) => isSame(one, finding)));
  return new Map([...findings].map(([construct, list]) => [construct, list.filter((finding) => !isSaid(finding))]));
}

function hasErrors(found: FindingsByConstruct): boolean {
  return [...found.values()].some((findings) => findings.some((finding) => severityOf(finding) === 'error'));
}

/** All warnings, each with the path of its construct, sorted. */
function warningsOf(found: FindingsByConstruct): string[] {
  return [...found].flatMap(([construct, findings]) => findings
    .filter((finding) => severityOf(finding) === 'warning')
    .map((finding) => `${construct.node.path === '' ? '' : `[${construct.node.path}] `}${lineOf(finding)}`)).sort();
}
