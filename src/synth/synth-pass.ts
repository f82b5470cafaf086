import { App } from 'cdk8s';
import { IConstruct } from 'constructs';

/** A check over a whole App. */
export interface Check<R> {
  /** Finds everything; within a synth, what is written is what has been checked. */
  readonly run: (withinSynth: boolean) => R;
  readonly warnings: (result: R) => readonly string[];
  /** A synth has written everything. */
  readonly done: (result: R) => void;
  /** A synth is over, however it ended. */
  readonly end: () => void;
}

/**
 * Runs a check once per synth.
 *
 * cdk8s runs every validation of the App once for each chart and once more. The result of the check is therefore shared
 * among the constructs that ask for it: within `App.synth()` and `App.synthYaml()` there is one result, and outside of
 * those calls (`Testing.synth`, `chart.toJson()`) one for each pass over the tree, so that a later pass proves afresh.
 */
export class SynthPass<R> {
  private result?: { readonly value: R };
  private readonly asked = new Set<IConstruct>();
  private withinSynth = false;
  private running = false;

  constructor(root: IConstruct, private readonly check: Check<R>) {
    if (root instanceof App) {
      this.wrap(root, 'synth');
      this.wrap(root, 'synthYaml');
    }
  }

  /**
   * The result, for a construct that reports its part. One that asks a second time begins a new pass. Nothing while the check itself runs: it
   * may have a chart write its objects, which validates the App again.
   */
  public resultFor(construct: IConstruct): R | undefined {
    if (this.running) {
      return undefined;
    }
    if (!this.withinSynth && this.asked.has(construct)) {
      this.forget();
    }
    this.asked.add(construct);
    return this.current();
  }

  /** Does something that may validate the App, without a thought of ours. */
  public aside<T>(action: () => T): T {
    const before = this.running;
    this.running = true;
    try {
      return action();
    } finally {
      this.running = before;
    }
  }

  private current(): R {
    if (this.result === undefined) {
      this.result = { value: this.aside(() => this.check.run(this.withinSynth)) };
    }
    return this.result.value;
  }

  private forget(): void {
    this.result = undefined;
    this.asked.clear();
  }

  /** Wraps a method of the App itself: cdk8s has no hook that says when a synth begins and ends. */
  private wrap(app: App, method: 'synth' | 'synthYaml'): void {
    const original = app[method].bind(app);
    const wrapped = () => {
      this.forget();
      this.withinSynth = true;
      try {
        const output = original();
        this.print(this.check.warnings(this.current()));
        this.check.done(this.current());
        return output;
      } finally {
        this.withinSynth = false;
        this.forget();
        this.check.end();
      }
    };
    Object.defineProperty(app, method, { value: wrapped, configurable: true, writable: true });
  }

  /** Warnings go where a person sees them and no manifest does. */
  private print(warnings: readonly string[]): void {
    for (const warning of warnings) {
      process.stderr.write(`cdk8s-reach: warning: ${warning}\n`);
    }
  }
}
