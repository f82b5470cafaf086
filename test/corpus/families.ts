import { Judge } from './judge';
import { judgeDiff } from './judge-diff';
import { judgeExplain } from './judge-explain';
import { judgeList } from './judge-list';
import { judgeMatrix } from './judge-matrix';
import { judgeReject } from './judge-reject';
import { judgeEvaluate, judgeRows } from './judge-rows';

/** How the cases of a family are judged. */
export interface Family {
  readonly judge: Judge;
  /** What gives the answers that are compared. */
  readonly by: string;
}

/** Every family of the corpus; one that is not here fails. */
export const FAMILIES: Readonly<Record<string, Family>> = {
  list: { judge: judgeList, by: 'list --format npguard' },
  exposure: { judge: judgeList, by: 'list --exposure --format npguard' },
  parsed: { judge: judgeList, by: 'list --format npguard' },
  diff: { judge: judgeDiff, by: 'diff --format npguard' },
  matrix: { judge: judgeMatrix, by: 'engine, assert' },
  evaluate: { judge: judgeEvaluate, by: 'assert, decide, engine' },
  explain: { judge: judgeExplain, by: 'explain, decide, engine, list --format npguard' },
  explain_exposure: { judge: judgeExplain, by: 'explain, decide, engine, list --exposure --format npguard' },
  cnp: { judge: judgeRows, by: 'assert, decide, engine' },
  e2e: { judge: judgeRows, by: 'assert, decide, engine' },
  pa: { judge: judgeRows, by: 'assert, decide, engine' },
  reject: { judge: judgeReject, by: 'list' },
};
