import { IConstruct } from 'constructs';
import { appFindings } from './app-findings';
import { lockOutcome, PendingLock, writeLocks } from './lock';
import { FindingsByConstruct, ManagedApp, ManagedException, ManagedExposure, ManagedLock, ManagedServices, ManagedWorkload, report } from './managed';
import { proofFindings } from './proof';
import { SynthPass } from './synth-pass';
import { Written } from './written';
import { Finding, lineOf, severityOf } from '../model/finding';

/** The same key in every copy of the library that npm may have installed. */
const REGISTRY = Symbol.for('cdk8s-reach.registry');

/** Everything of ours in one App, and the check over it. */
export class Registry implements ManagedApp {
  /** The registry of the App that a construct belongs to. */
  public static of(construct: IConstruct): Registry {
    const root: IConstruct & { [REGISTRY]?: Registry } = construct.node.root; // a symbol of our own on somebody else's construct
    const known = root[REGISTRY];
    if (known !== undefined) {
      return known;
    }
    const registry = new Registry(root);
    Object.defineProperty(root, REGISTRY, { value: registry });
    return registry;
  }

  public readonly workloads: ManagedWorkload[] = [];
  public readonly services: ManagedServices[] = [];
  public readonly exposures: ManagedExposure[] = [];
  public readonly exceptions: ManagedException[] = [];
  public readonly locks: ManagedLock[] = [];
  private pending: readonly PendingLock[] = [];
  private readonly local = new Map<IConstruct, (() => readonly Finding[])[]>();
  private readonly owners = new Map<IConstruct, IConstruct>();
  private readonly reporting = new Set<IConstruct>();
  private held?: Written;
  private readonly pass: SynthPass<FindingsByConstruct>;

  private constructor(public readonly root: IConstruct) {
    this.pass = new SynthPass(root, {
      run: (withinSynth) => this.findAll(withinSynth), warnings: warningsOf, done: () => writeLocks(this.pending), end: () => this.release(),
    });
    this.reportUnder(root);
  }

  /** Adds what one construct can say of itself. */
  public check(construct: IConstruct, findings: () => readonly Finding[]): void {
    this.local.set(construct, [...(this.local.get(construct) ?? []), findings]);
    this.reportUnder(construct);
  }

  /** Accepts a pair as it is; what is said of it is reported under the scope that accepts it. */
  public addException(exception: ManagedException): void {
    this.exceptions.push(exception);
    this.reportUnder(exception.construct);
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

  /** Everything that a synth would report now. */
  public findings(): FindingsByConstruct {
    return this.findAll(false);
  }

  private errorsOf(construct: IConstruct): string[] {
    const findings = this.pass.resultFor(construct)?.get(construct) ?? [];
    return findings.filter((finding) => severityOf(finding) === 'error').map(lineOf);
  }

  private findAll(withinSynth: boolean): FindingsByConstruct {
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
    };
    const written = new Written(this.root);
    const reporters = new Map([...this.reporting].map((construct) => [construct.node.path, construct]));
    const locked = lockOutcome(this.locks.filter(({ construct }) => isInTree(construct)), written);
    this.pending = locked.pending;
    for (const findings of [appFindings(present), proofFindings(present, written, reporters), locked.findings]) {
      for (const [construct, list] of findings) {
        const reporter = this.reporting.has(construct) ? construct : this.root;
        report(found, reporter, unsaid(found.get(reporter), list));
      }
    }
    if (withinSynth && !hasErrors(found)) {
      written.hold();
      this.held = written;
    }
    return found;
  }

  private release(): void {
    this.pending = [];
    this.held?.release();
    this.held = undefined;
  }
}

/** Whether nobody has taken a construct out again; it keeps its scope even then. */
function isInTree(construct: IConstruct): boolean {
  const { scope, id } = construct.node;
  return scope === undefined || (scope.node.tryFindChild(id) === construct && isInTree(scope));
}

/** What has not been said of a construct yet: the proof and a lock refuse the same objects. */
function unsaid(said: readonly Finding[] = [], list: readonly Finding[]): Finding[] {
  return list.filter(({ code, text }) => !said.some((one) => one.code === code && one.text === text));
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
