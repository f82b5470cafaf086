import { Source, Support } from './capability';

/** Something that every supported version can do; `how` says in which words. */
export function yes(source: Source, how?: string): Support {
  return { support: 'yes', source, ...(how === undefined ? {} : { how }) };
}

/** Something that newer versions can do. */
export function since(version: string, source: Source, how?: string): Support {
  return { support: 'since', since: version, source, ...(how === undefined ? {} : { how }) };
}

/** Something that cannot be done; `instead` is what a user can do, as the end of a sentence. */
export function no(source: Source, instead?: string): Support {
  return { support: 'no', source, ...(instead === undefined ? {} : { instead }) };
}
