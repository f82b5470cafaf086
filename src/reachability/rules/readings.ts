import { Entry, EntryOmission } from './entries';
import { Service } from './services';
import { SourceAddressRule } from './source-addresses';
import { Cidr } from '../../sets/cidr';
import { LabelMap } from '../../sets/selector';
import { RuleSet } from '../rules';

/** What is wrong with an object, so that it does not mean what it says. */
export interface ReadProblem {
  /** A code of the reader that refused it. */
  readonly code: string;
  /** The object, such as `NetworkPolicy shop/web`. */
  readonly object: string;
  readonly path: string;
  /** What is wrong, as a sentence. */
  readonly text: string;
}

/** What there is to say of an object that is taken as it is: what of it is not read, or does not do what it says. */
export type ReadNote = Omit<ReadProblem, 'code'>;

/** What objects mean, as the readers of all dialects have it. */
export interface Readings {
  readonly rules: RuleSet;
  readonly services: readonly Service[];
  /** The ways in through controllers; those that Services make by themselves are not among them. */
  readonly entries: readonly Entry[];
  /** What of them brings nobody in. */
  readonly omissions: readonly EntryOmission[];
  readonly problems: readonly ReadProblem[];
  /** By which addresses connections leave the cluster; absent where nothing is said of it. */
  readonly sources?: readonly SourceAddressRule[];
  /** Absent where there is nothing to say. */
  readonly notes?: readonly ReadNote[];
}

/** What somebody knows whom rules mean by a word. */
export interface KnownParties {
  /** The addresses of the API server; absent where nobody knows them. */
  readonly apiServer?: readonly Cidr[];
  /** Whether `**.` before a name is one label or more, and not one alone; absent means it is, as the newest plugins have it. */
  readonly deepNames?: boolean;
}

/** All readers as one; the labels of the namespaces tell which routes a Gateway takes. */
export type Read = (objects: readonly unknown[], namespaces: ReadonlyMap<string, LabelMap>, parties?: KnownParties) => Readings;
