import { addAssert } from './assert';
import { addBlast } from './blast';
import { AddCommand } from './command';
import { addDiff } from './diff';
import { addExplain } from './explain';
import { addLint } from './lint';
import { addList } from './list';
import { addLock } from './lock';

/** Every command, in the order of help: a new one is a file, and a line here. */
export const COMMANDS: readonly AddCommand[] = [addList, addExplain, addAssert, addDiff, addLint, addLock, addBlast];
