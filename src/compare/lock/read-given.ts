import { ANY } from './end-text';
import { LockEnd } from './line';
import { LockGiven } from './lock';
import { hasNames, readTarget } from './read-target';
import { GIVEN } from './write';
import { Cidr, isProblem, parseCidr } from '../../sets/cidr';
import { LabelMap } from '../../sets/selector';
import { SystemFlow } from '../system/flow';

/** Reads what the lines of a lock rest on, line by line. */
export class GivenReading {
  private readonly pods: Cidr[] = [];
  private readonly nodes: Cidr[] = [];
  private readonly apiServer: Cidr[] = [];
  private readonly blocks = { pods: true, nodes: true };
  private deepNames = true;
  private tellsRequests = true;
  private readonly unenforced: string[] = [];
  private readonly system: SystemFlow[] = [];

  /** All that has been read. */
  public get given(): LockGiven {
    const { pods: podCidrs, nodes: nodeCidrs, apiServer, blocks, deepNames, tellsRequests, unenforced, system } = this;
    return {
      podCidrs,
      nodeCidrs,
      ...(apiServer.length === 0 ? {} : { apiServer }),
      ...(blocks.pods && blocks.nodes ? {} : { blocks }),
      ...(deepNames ? {} : { deepNames }),
      ...(tellsRequests ? {} : { tellsRequests }),
      unenforced,
      system,
    };
  }

  /** Takes what stands behind the first word of a line; gives what is wrong with it. */
  public take(text: string): string | undefined {
    const [, what = '', value = ''] = /^(pods in|nodes in|API server in|blocks without|names of|requests|unenforced|hidden ->) (.+)$/.exec(text) ?? [];
    switch (what) {
      case 'pods in': return takeCidr(value, this.pods);
      case 'nodes in': return takeCidr(value, this.nodes);
      case 'API server in': return takeCidr(value, this.apiServer);
      case 'blocks without': return this.takeBlocks(value);
      case 'names of': return this.takeNames(value);
      case 'requests': return this.takeRequests(value);
      case 'unenforced': this.unenforced.push(value); return undefined;
      case 'hidden ->': return this.takeHidden(value);
      default: return unknownGiven(text);
    }
  }

  private takeBlocks(text: string): string | undefined {
    if (text !== 'pods' && text !== 'nodes') return unknownGiven(`blocks without ${text}`);
    this.blocks[text] = false;
    return undefined;
  }

  private takeNames(text: string): string | undefined {
    if (text !== 'one label') return unknownGiven(`names of ${text}`);
    this.deepNames = false;
    return undefined;
  }

  private takeRequests(text: string): string | undefined {
    if (text !== 'together') return unknownGiven(`requests ${text}`);
    this.tellsRequests = false;
    return undefined;
  }

  private takeHidden(text: string): string | undefined {
    const target = readTarget(text);
    if (typeof target === 'string') return target;
    const { end, ports } = target;
    const to = systemPeerOf(end);
    if (target.requests !== undefined) return `\`${text}\` has requests, and what is hidden has all of them: leave them out`;
    if (hasNames(ports) || ports.isEmpty()) return `\`${text}\` hides ports that have no number: write numbers, such as \`TCP/53,UDP/53\``;
    if (to === undefined) return `\`${text}\` is nobody whom a lock can hide: write addresses, or pods by labels, such as \`pods k8s-app=kube-dns of kube-system TCP/53\``;
    this.system.push({ to, ports: ports.numbers });
    return undefined;
  }
}

function unknownGiven(text: string): string {
  return `\`${GIVEN}${text}\` is not known; known are \`given pods in CIDR\`, \`given nodes in CIDR\`, \`given API server in CIDR\`, \`given blocks without pods\`, `
    + '`given blocks without nodes`, `given names of one label`, `given requests together`, `given unenforced KIND` and `given hidden -> PODS PORTS`';
}

function takeCidr(text: string, list: Cidr[]): string | undefined {
  const cidr = parseCidr(text);
  if (isProblem(cidr)) return `\`${text}\` ${cidr.detail}`;
  list.push(cidr);
  return undefined;
}

function systemPeerOf(end: LockEnd): SystemFlow['to'] | undefined {
  if (end.kind === 'addresses') return { kind: 'addresses', addresses: end.addresses };
  if (end.kind !== 'pods') return undefined;
  const [namespaces, pods] = [readLabels(end.namespaces), readLabels(end.pods)];
  return namespaces === undefined || pods === undefined ? undefined : { kind: 'pods', namespaces, pods };
}

function readLabels(text: string): LabelMap | undefined {
  if (text === ANY) return {};
  const pairs = text.split(',').map((one) => /^([^=!() ]+)=([^=!() ]*)$/.exec(one));
  return pairs.includes(null) ? undefined : Object.fromEntries(pairs.map((pair): [string, string] => [pair?.[1] ?? '', pair?.[2] ?? '']));
}
