import { FlowText } from './cluster';
import { Profile } from './profiles';
import { ClusterProfileProps } from '../../../src';
import { Shop } from '../../api/shop';

/** What a plugin makes of an intent. */
export interface Outcome {
  /** The flows that are open, of all that are asked about; `all` where nothing is enforced. */
  readonly open: readonly string[] | 'all';
  /** Flows of which nobody knows. */
  readonly unknown?: readonly string[];
  /** The requests that get through, of those that are asked about; absent where none are asked about, or none get through. */
  readonly requests?: readonly string[];
  /** By which addresses flows leave, of those to addresses outside that do not leave by that of their node, such as `shop/web > 198.51.100.9: 192.0.2.7`; absent means none. */
  readonly leaves?: readonly string[];
  /** The findings, sorted: `{plugin}` is the name of the plugin, and `…` any text. */
  readonly findings: readonly string[];
}

/** What is expected on some profiles; all rows of a table together have each profile once. */
export type Row = readonly [profiles: readonly Profile[], outcome: Outcome];

/** Something that a user says, in one way, and what every plugin makes of it. */
export interface Intent {
  readonly name: string;
  /** The cluster, beside its plugin. */
  readonly cluster?: Omit<ClusterProfileProps, 'networkPlugin'>;
  readonly declare: (shop: Shop) => void;
  /** The workloads that the flows are about; absent means all. */
  readonly about?: readonly string[];
  /** Other ends and ports than those about which every intent is asked. */
  readonly ends?: readonly string[];
  readonly ports?: readonly string[];
  /** Requests over a connection, such as `POST /charge`. */
  readonly requests?: { readonly over: FlowText; readonly asked: readonly string[] };
  readonly expected: readonly Row[];
}

/** The intent exactly: these flows and no others, and nothing to report. */
export function exactly(...open: readonly string[]): Outcome {
  return { open, findings: [] };
}

/** The same with requests: those that get through over the connection that is asked about. */
export function passing(outcome: Outcome, ...requests: readonly string[]): Outcome {
  return { ...outcome, requests };
}

/** A gap: what is open all the same, and what is reported. */
export function gap(open: readonly string[], ...findings: readonly string[]): Outcome {
  return { open, findings };
}
