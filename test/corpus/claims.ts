import { ALL_PROTOCOLS, PortSet } from '../../src/sets/ports';

/** What an explanation says of some ports of one pair. */
export interface Claim {
  readonly source: string;
  readonly destination: string;
  readonly allowed: boolean;
  readonly ports: PortSet;
}

/** What a text of netpol-analyzer's `list --explain` says. */
export interface Explained {
  /** Of connections: those with reasons, and those by default. */
  readonly connections: readonly Claim[];
  /** What is exposed to addresses and to any pod; on one port where the text is about one. */
  readonly exposures: readonly Claim[];
  /** The lines of its exposure section. */
  readonly exposureLines: readonly string[];
}

/** Reads a text; a line that says something and is of no known form is an error. */
export function explainedIn(text: string, port: PortSet): Explained {
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => line.startsWith('Exposure Analysis Result'));
  const [before, exposureLines] = start < 0 ? [lines, []] : [lines.slice(0, start), lines.slice(start)];
  return { connections: connectionsIn(before), exposures: exposureLines.flatMap((line) => exposureIn(line, port)), exposureLines };
}

/** Reasons are theirs; a heading says nothing by itself. */
const WORDS = /^(\t\t.*|#+|# .* #|-+|Allowed connections:|Denied connections:|\s*)$/;

function connectionsIn(lines: readonly string[]): Claim[] {
  let pair: Pick<Claim, 'source' | 'destination'> | undefined;
  return lines.flatMap((line): Claim[] => {
    if (WORDS.test(line)) return [];
    const [, from, to] = /^Connections between (\S+) => (\S+):$/.exec(line) ?? [];
    if (from !== undefined && to !== undefined) {
      pair = { source: from, destination: to };
      return [];
    }
    const [, verdict, words] = /^\t(Allowed|Denied) (.*) due to the (?:following policies and rules:|system default \(Allow all\))$/.exec(line) ?? [];
    if (pair !== undefined && words !== undefined) return [{ ...pair, allowed: verdict === 'Allowed', ports: portsIn(words.split(', ')) }];
    const [, source, destination] = /^(\S+) => (\S+)$/.exec(line) ?? [];
    if (source !== undefined && destination !== undefined) return [{ source, destination, allowed: true, ports: PortSet.all }];
    throw new Error(`nobody knows what this says: ${line}`);
  });
}

function exposureIn(line: string, port: PortSet): Claim[] {
  const [, subject, sign, other, listed] = /^(\S+) +\t(=>|<=) \t(\S+\[External\]|entire-cluster)(?: : (.*))?$/.exec(line) ?? [];
  if (subject === undefined || other === undefined) return [];
  const ports = listed === undefined ? port : listed === 'All Connections' ? PortSet.all : portsIn(listed.split(/,(?=[A-Z])/).map((one) => one.replace(' ', ':')));
  return [{ ...(sign === '=>' ? { source: subject, destination: other } : { source: other, destination: subject }), allowed: true, ports }];
}

/** Ports such as `TCP`, `TCP:[1-79,81]` or `TCP:80`. */
function portsIn(words: readonly string[]): PortSet {
  return words.flatMap((word) => {
    const [, name, list] = /^([A-Z]+)(?::\[?([^\]]*)\]?)?$/.exec(word) ?? [];
    const protocol = ALL_PROTOCOLS.find((one) => one === name);
    if (protocol === undefined) throw new Error(`no ports: ${word}`);
    return list === undefined ? [PortSet.of(protocol)] : list.split(',').map((range) => {
      const [first, last = first] = range.split('-').map(Number);
      return PortSet.of(protocol, first, last);
    });
  }).reduce((sum, set) => sum.union(set), PortSet.none);
}
