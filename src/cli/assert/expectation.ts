import { readRequests } from './requests';
import { Found, problemAt } from '../../files/objects';
import { InputProblem } from '../../files/problem';
import { listAt } from '../../reachability/objects';
import { ALL_PROTOCOLS, isPort, Protocol } from '../../sets/ports';
import { Request } from '../../sets/requests/request';

/** One row of a file of expectations. */
export interface Expectation {
  /** Its place among the rows, from 0. */
  readonly row: number;
  /** `namespace/name` of a workload, or an address. */
  readonly src: string;
  /** Likewise, or a host outside by its DNS name. */
  readonly dst: string;
  /** A number, or the name of a container port of the destination. */
  readonly port: number | string;
  readonly protocol: Protocol;
  readonly allowed: boolean;
  /** The requests of HTTP that are meant; absent means all of them. */
  readonly requests?: readonly Request[];
  /** What the destination alone, and the source alone, must say; anything, where they are left out. */
  readonly ingress?: boolean;
  readonly egress?: boolean;
}

/** The rows of a file, and what is wrong with those that are left out. */
export interface Expectations {
  readonly rows: readonly Expectation[];
  readonly problems: readonly InputProblem[];
}

/** Reads a file of expectations, strictly: a misspelt field would be an expectation that nobody checks. */
export function readExpectations(found: Found): Expectations {
  const reading = new Reading(found);
  const { value } = found;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { rows: [], problems: [problemAt(found, '', 'EXPECTATION_INVALID', 'must be a mapping with `rows`')] };
  }
  reading.known(value, '', ['rows', 'title', 'note']);
  const rows: unknown = 'rows' in value ? value.rows : undefined;
  if (!Array.isArray(rows) || rows.length === 0) reading.refuse('rows', '`rows` must be a list of at least one row');
  return { rows: listAt(value, 'rows').flatMap((row, i) => reading.row(row, i)), problems: reading.problems };
}

const FIELDS = ['src', 'dst', 'port', 'protocol', 'allowed', 'requests', 'ingress', 'egress', 'note'];

class Reading {
  public readonly problems: InputProblem[] = [];

  public constructor(private readonly found: Found) {}

  public refuse(path: string, text: string): void {
    this.problems.push(problemAt(this.found, path, 'EXPECTATION_INVALID', text));
  }

  public known(value: object, path: string, fields: readonly string[]): void {
    for (const key of Object.keys(value)) {
      if (!fields.includes(key)) this.refuse(`${path}${key}`, `unknown field \`${key}\`; known are ${fields.join(', ')}`);
    }
  }

  public row(value: unknown, row: number): Expectation[] {
    const path = `rows[${row}]`;
    const before = this.problems.length;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.refuse(path, 'a row must be a mapping with `src`, `dst`, `port` and `allowed`');
      return [];
    }
    this.known(value, `${path}.`, FIELDS);
    const fields = new Map(Object.entries(value));
    const expectation = {
      row,
      src: this.end(fields.get('src'), path, 'src'),
      dst: this.end(fields.get('dst'), path, 'dst'),
      port: this.port(fields.get('port'), path),
      protocol: this.protocol(fields.get('protocol') ?? 'TCP', path),
      allowed: this.flag(fields.get('allowed'), path, 'allowed'),
      ...(fields.has('requests') ? { requests: this.requests(fields.get('requests'), fields.get('protocol') ?? 'TCP', path) } : {}),
      ...(fields.has('ingress') ? { ingress: this.flag(fields.get('ingress'), path, 'ingress') } : {}),
      ...(fields.has('egress') ? { egress: this.flag(fields.get('egress'), path, 'egress') } : {}),
    };
    return this.problems.length === before ? [expectation] : [];
  }

  private end(value: unknown, path: string, field: string): string {
    if (typeof value === 'string' && value !== '') return value;
    this.refuse(`${path}.${field}`, `\`${field}\` must be the \`namespace/name\` of a workload, or an address, as a text`);
    return '';
  }

  private port(value: unknown, path: string): number | string {
    if ((typeof value === 'number' && isPort(value)) || (typeof value === 'string' && /[a-z]/.test(value))) return value;
    this.refuse(`${path}.port`, `\`port\` must be a number from 1 to 65535, or the name of a port of the destination; ${quoted(value)} is neither`);
    return 0;
  }

  private protocol(value: unknown, path: string): Protocol {
    const protocol = ALL_PROTOCOLS.find((one) => one === value);
    if (protocol === undefined) this.refuse(`${path}.protocol`, `unknown protocol ${quoted(value)}; allowed are ${ALL_PROTOCOLS.join(', ')}`);
    return protocol ?? 'TCP';
  }

  private requests(value: unknown, protocol: unknown, path: string): readonly Request[] {
    if (protocol !== 'TCP') this.refuse(`${path}.requests`, '`requests` are told apart on ports of TCP alone: leave `protocol` out, or `requests`');
    return readRequests(value, `${path}.requests`, (at, text) => this.refuse(at, text));
  }

  private flag(value: unknown, path: string, field: string): boolean {
    if (typeof value !== 'boolean') this.refuse(`${path}.${field}`, `\`${field}\` must be true or false`);
    return value === true;
  }
}

function quoted(value: unknown): string {
  return `\`${typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)}\``;
}
