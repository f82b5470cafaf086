import type { FactOptions } from '../cli/options';

/** What a plug-in at `cdk8s synth` looks at. */
export interface PluginSettings {
  readonly lint: boolean;
  /** The least finding of lint that fails the synth; all of them are reported. */
  readonly severity: 'error' | 'warning';
  /** A file of expectations, relative to the folder in which `cdk8s` runs. */
  readonly expectFile?: string;
  /** A lock, likewise. */
  readonly lockFile?: string;
  /** Sound blocks; none means that nobody has said. */
  readonly podCidrs: readonly string[];
  readonly nodeCidrs: readonly string[];
  readonly apiServerCidrs: readonly string[];
  /** The network plugin of which only what it enforces counts; absent means that every policy does. */
  readonly plugin?: FactOptions['plugin'];
}
