import { App } from 'cdk8s';
import { IConstruct } from 'constructs';

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

  constructor(root: IConstruct, private readonly run: () => R, private readonly warnings: (result: R) => readonly string[]) {
    if (root instanceof App) {
      this.wrap(root, 'synth');
      this.wrap(root, 'synthYaml');
    }
  }

  /** The result, for a construct that reports its part. One that asks a second time begins a new pass. */
  public resultFor(construct: IConstruct): R {
    if (!this.withinSynth && this.asked.has(construct)) {
      this.forget();
    }
    this.asked.add(construct);
    return this.current();
  }

  private current(): R {
    this.result ??= { value: this.run() };
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
        this.print(this.warnings(this.current()));
        return output;
      } finally {
        this.withinSynth = false;
        this.forget();
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
