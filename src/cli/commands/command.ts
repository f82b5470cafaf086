import type { Command } from 'commander';
import type { ExitCode } from '../exit-code';
import type { Terminal } from '../terminal';

/** Adds one command to the program. What it needs to run is loaded once it runs, so that the others start fast. */
export type AddCommand = (program: Command, terminal: Terminal, exit: (code: ExitCode) => void) => void;
