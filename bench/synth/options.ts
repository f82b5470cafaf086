import { parseArgs } from 'util';
import { Arm, ARMS } from './program';
import { Shape } from './shape';

/** What the command line asks for. */
export interface Options {
  readonly shapes: readonly Shape[];
  readonly rounds: number;
  readonly arms: readonly Arm[];
  readonly cutoffSeconds: number;
  /** Whether the figures go into the README as well. */
  readonly record: boolean;
}

/** Reads the flags; everything is measured where none is given. */
export function optionsOf(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      n: { type: 'string', default: '100,1000,5000' },
      charts: { type: 'string', default: '1,50' },
      rounds: { type: 'string', default: '5' },
      arms: { type: 'string', default: ARMS.join() },
      cutoff: { type: 'string', default: '600' },
      record: { type: 'boolean', default: false },
    },
  });
  const charts = wholeNumbers('charts', values.charts, 1);
  const sizes = wholeNumbers('n', values.n, Math.max(7, ...charts)); // fewer than seven microservices would be their own neighbours
  return {
    shapes: charts.flatMap(count => sizes.map(microservices => ({ microservices, charts: count }))),
    rounds: wholeNumbers('rounds', values.rounds, 1)[0] ?? 1,
    arms: values.arms.split(',').map(armNamed),
    cutoffSeconds: wholeNumbers('cutoff', values.cutoff, 1)[0] ?? 1,
    record: values.record,
  };
}

function wholeNumbers(flag: string, text: string, minimum: number): number[] {
  const numbers = text.split(',').map(Number);
  const wrong = numbers.find(number => !Number.isInteger(number) || number < minimum);
  if (wrong !== undefined) throw new Error(`--${flag} \`${text}\`: give whole numbers of at least ${minimum}, with commas between them`);
  return numbers;
}

function armNamed(name: string): Arm {
  const arm = ARMS.find(candidate => candidate === name);
  if (arm === undefined) throw new Error(`--arms \`${name}\`: there are ${ARMS.join(', ')}`);
  return arm;
}
