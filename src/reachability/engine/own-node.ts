import { Cell } from './cells';
import { Workload } from '../workload';

/** Whether a source is the node of a destination. */
export type NodeRelation = 'yes' | 'no' | 'unknown';

/** What is known of where the ends are, for the one exception that no policy takes away: a pod's own node reaches it. */
export class OwnNode {
  private readonly sources: readonly (readonly string[] | undefined)[];

  public constructor(private readonly workloads: readonly Workload[], private readonly cells: readonly Cell[]) {
    this.sources = [
      ...workloads.map(({ hostNetwork, addresses, nodeAddresses }) => (
        hostNetwork ? [...addresses, ...nodeAddresses].map(({ text }) => text) : undefined
      )),
      ...cells.map(({ node, inNodeCidrs }) => (node !== undefined ? [node.text] : inNodeCidrs ? [] : undefined)),
    ];
  }

  /** Whether a source may be a node at all: a pod on the host network, or an address of nodes. */
  public isNode(source: number): boolean {
    return this.sources[source] !== undefined;
  }

  /** What tells a source apart from others, as far as nodes go. */
  public sourceText(source: number): string {
    return this.sources[source]?.join() ?? 'none';
  }

  /** Whether a source is the node on which a workload runs. */
  public relation(source: number, destination: number): NodeRelation {
    const [addresses, nodes] = [this.sources[source], this.workloads[destination]?.nodeAddresses];
    if (addresses === undefined || nodes === undefined) return 'no';
    const cell = this.cells[source - this.workloads.length];
    // a cell of many addresses has none of the known nodes' among them
    if (nodes.length > 0 && (addresses.length > 0 || cell !== undefined)) return nodes.some(({ text }) => addresses.includes(text)) ? 'yes' : 'no';
    return cell === undefined || cell.inNodeCidrs ? 'unknown' : 'no';
  }
}
