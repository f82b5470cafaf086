import { IConstruct } from 'constructs';
import { appFindings } from './app-findings';
import { FindingsByConstruct, ManagedApp, ManagedExposure, ManagedWorkload, report } from './managed';
import { SynthPass } from './synth-pass';
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
  public readonly exposures: ManagedExposure[] = [];
  private readonly local = new Map<IConstruct, (() => readonly Finding[])[]>();
  private readonly reporting = new Set<IConstruct>();
  private readonly pass: SynthPass<FindingsByConstruct>;

  private constructor(public readonly root: IConstruct) {
    this.pass = new SynthPass(root, () => this.findAll(), (found) => warningsOf(found));
    this.reportUnder(root);
  }

  /** Adds what one construct can say of itself. */
  public check(construct: IConstruct, findings: () => readonly Finding[]): void {
    this.local.set(construct, [...(this.local.get(construct) ?? []), findings]);
    this.reportUnder(construct);
  }

  /** Lets findings of the whole App be reported under this construct. */
  public reportUnder(construct: IConstruct): void {
    if (!this.reporting.has(construct)) {
      this.reporting.add(construct);
      construct.node.addValidation({ validate: () => this.errorsOf(construct) });
    }
  }

  private errorsOf(construct: IConstruct): string[] {
    const findings = this.pass.resultFor(construct).get(construct) ?? [];
    return findings.filter((finding) => severityOf(finding) === 'error').map(lineOf);
  }

  private findAll(): FindingsByConstruct {
    const found: FindingsByConstruct = new Map();
    for (const [construct, checks] of this.local) {
      checks.forEach((check) => report(found, construct, check()));
    }
    for (const [construct, findings] of appFindings(this)) {
      report(found, this.reporting.has(construct) ? construct : this.root, findings);
    }
    return found;
  }
}

/** All warnings, each with the path of its construct, sorted. */
function warningsOf(found: FindingsByConstruct): string[] {
  return [...found].flatMap(([construct, findings]) => findings
    .filter((finding) => severityOf(finding) === 'warning')
    .map((finding) => `[${construct.node.path}] ${lineOf(finding)}`)).sort();
}
