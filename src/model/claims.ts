import { Source, Support } from './capability';

/** Words for a table of capabilities, all of one source. */
export interface Claims {
  /** It is there; `how` says in which words. */
  readonly yes: (how?: string) => Support;
  /** It is there from a version on. */
  readonly since: (version: string, how?: string) => Support;
  /** It is not there; `instead` is what a user can do, as the end of a sentence. */
  readonly no: (instead?: string) => Support;
}

/** What one source says: every claim of a table has the place where it was read. */
export function claimsOf(source: Source): Claims {
  return {
    yes: (how) => ({ support: 'yes', source, ...(how === undefined ? {} : { how }) }),
    since: (since, how) => ({ support: 'since', since, source, ...(how === undefined ? {} : { how }) }),
    no: (instead) => ({ support: 'no', source, ...(instead === undefined ? {} : { instead }) }),
  };
}
