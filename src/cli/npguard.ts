import type { Terminal } from './terminal';
import type { Meaning } from '../reachability/meaning';

/** Says what the format of another program has no word for, where it is among some manifests. */
export function tellUntold(terminal: Terminal, ...all: readonly Pick<Meaning, 'sources'>[]): void {
  if (all.some(({ sources }) => sources !== undefined)) terminal.say('the format npguard does not tell by which addresses connections leave the cluster through gateways: the other formats do', 'yellow');
}
