/** 0: all is well; 1: there are findings; 2: the input or the usage is bad. */
export type ExitCode = 0 | 1 | 2;
