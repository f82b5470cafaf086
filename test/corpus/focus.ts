import { CorpusCase } from './cases';
import { Narrowing } from '../../src/compare/list/narrowing';
import { ALL_PROTOCOLS } from '../../src/sets/ports';

/** What netpol-analyzer's options narrow an answer to. */
export interface Focus {
  readonly workloads: readonly string[];
  readonly peers: readonly string[];
  readonly direction?: 'egress' | 'ingress';
  readonly port?: NonNullable<Narrowing['port']>;
}

/** The focus of a case. */
export function focusOf({ args }: CorpusCase): Focus {
  const list = (option: string): readonly string[] => (args.includes(option) ? args[args.indexOf(option) + 1]?.split(',') ?? [] : []);
  const [direction] = list('--focus-direction');
  const [port] = list('--focus-conn');
  return {
    workloads: list('--focusworkload'),
    peers: list('--focusworkload-peer'),
    ...(direction === 'egress' || direction === 'ingress' ? { direction } : {}),
    ...(port === undefined ? {} : { port: portOf(port) }),
  };
}

function portOf(text: string): NonNullable<Narrowing['port']> {
  const [name = '', port] = text.split('-');
  const protocol = ALL_PROTOCOLS.find((one) => one === name.toUpperCase());
  return { port: Number(port), ...(protocol === undefined ? {} : { protocol }) };
}

/** The focus as the functions take it. */
export function narrowingOf({ workloads, peers, direction, port }: Focus): Narrowing {
  const ends = direction === 'egress' ? { from: workloads, to: peers } : direction === 'ingress' ? { from: peers, to: workloads } : { about: workloads, peers };
  return { ...ends, ...(port === undefined ? {} : { port }) };
}

/** The focus as options of our command line, which has none for either end: one list for each direction then. */
export function optionsOf({ workloads, peers, direction, port }: Focus): string[][] {
  const ends = (from: readonly string[], to: readonly string[]) => [
    ...from.flatMap((name) => ['--from', name]),
    ...to.flatMap((name) => ['--to', name]),
    ...(port === undefined ? [] : ['--port', `${port.port}${port.protocol === undefined ? '' : `/${port.protocol}`}`]),
  ];
  if (workloads.length === 0) return [ends([], [])];
  return [...(direction === 'ingress' ? [] : [ends(workloads, peers)]), ...(direction === 'egress' ? [] : [ends(peers, workloads)])];
}
