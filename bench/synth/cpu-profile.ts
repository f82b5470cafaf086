/** What V8 writes with `--cpu-prof`, as far as it is read here. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: readonly number[];
}

/** A function with its own time, and with that of everything that it called. */
export interface FunctionTime {
  readonly name: string;
  /** The compiled file, as a URL; that of the caller for a built-in, such as a regular expression, and empty for the engine's own work. */
  readonly url: string;
  readonly selfSeconds: number;
  readonly totalSeconds: number;
}

/** The times of all functions; a function that calls itself counts once. */
export function functionTimes(profile: CpuProfile): FunctionTime[] {
  const self = selfSeconds(profile);
  const nodes = new Map(profile.nodes.map(node => [node.id, node]));
  const times = new Map<string, FunctionTime>();
  const visit = (id: number, above: ReadonlySet<string>, caller: string): number => {
    const node = nodes.get(id);
    if (node === undefined) return 0;
    const { functionName, lineNumber } = node.callFrame;
    const url = node.callFrame.url === '' && !functionName.startsWith('(') ? caller : node.callFrame.url;
    const key = `${functionName} ${url} ${lineNumber}`;
    const within = new Set(above).add(key);
    const own = self.get(id) ?? 0;
    const total = (node.children ?? []).reduce((sum, child) => sum + visit(child, within, url), own);
    const known = times.get(key) ?? { name: functionName === '' ? '(anonymous)' : functionName, url, selfSeconds: 0, totalSeconds: 0 };
    times.set(key, { ...known, selfSeconds: known.selfSeconds + own, totalSeconds: known.totalSeconds + (above.has(key) ? 0 : total) });
    return total;
  };
  const [root] = profile.nodes;
  if (root !== undefined) visit(root.id, new Set(), '');
  return [...times.values()];
}

function selfSeconds({ samples, timeDeltas }: CpuProfile): Map<number, number> {
  const seconds = new Map<number, number>();
  samples.forEach((id, index) => seconds.set(id, (seconds.get(id) ?? 0) + (timeDeltas[index] ?? 0) / 1e6));
  return seconds;
}
