import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { DIALECTS } from '../../src/dialects';
import { NETWORK_POLICY_CAPABILITIES } from '../../src/dialects/networkpolicy/capabilities';
import { renderPolicy } from '../../src/dialects/networkpolicy/render';
import { isSupported, Support } from '../../src/model/capability';
import { Endpoint, PolicySubject } from '../../src/model/endpoint';
import { PortMatch } from '../../src/model/port';
import { expectedOf } from '../examples/harness';

const FOLDER = join(__dirname, '..', '..', 'src', 'dialects');

/** Every claim of the tables of a dialect. */
function claimsOf(name: string): Support[] {
  return claimsIn(require(join(FOLDER, name, 'capabilities.ts'))); // eslint-disable-line @typescript-eslint/no-require-imports -- of each folder
}

function claimsIn(value: unknown): Support[] {
  if (typeof value !== 'object' || value === null) return [];
  return 'support' in value ? [value as Support] : Object.values(value).flatMap(claimsIn); // whatever says `support` is a claim
}

describe('the list of dialects', () => {
  test('has a line for every folder, sorted, and none for anything else', () => {
    const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(DIALECTS.map(({ name }) => name)).toEqual(folders.sort());
  });

  test.each(DIALECTS)('$name has capabilities, a README that names its gaps, kinds and a renderer if it writes, and a reader if it reads', ({ name, writes, reads }) => {
    const sides = [...(writes.length > 0 ? ['kinds.ts'] : []), ...(reads.length > 0 ? ['read.ts'] : [])];
    for (const file of ['capabilities.ts', 'README.md', ...sides]) {
      expect({ file, exists: existsSync(join(FOLDER, name, file)) }).toEqual({ file, exists: true });
    }
    // whatever is written by several renderers has a file for each
    if (writes.length > 0) expect(readdirSync(join(FOLDER, name)).filter((file) => /^render\b.*\.ts$/.test(file))).not.toEqual([]);
    expect(readFileSync(join(FOLDER, name, 'README.md'), 'utf-8')).toMatch(/^## Gaps/m);
  });

  test('has a source, with its version, for everything that one is said to be capable of', () => {
    // a Route is only read, and what a workload can say depends on the version of Kubernetes alone
    expect(DIALECTS.map(({ name }) => name).filter((name) => claimsOf(name).length === 0)).toEqual(['openshift-route', 'workload']);
    for (const { source } of DIALECTS.flatMap(({ name }) => claimsOf(name))) {
      expect(source.url).toMatch(/^https:\/\//);
      expect(source.version).not.toBe('');
    }
  });

  test('no dialect neither writes nor reads, nor says anything in annotations', () => {
    expect(DIALECTS.filter(({ writes, reads, annotates = [] }) => writes.length + reads.length + annotates.length === 0)).toEqual([]);
  });

  test('no two dialects write one kind', () => {
    const kinds = DIALECTS.flatMap(({ writes }) => writes);
    expect(kinds).toEqual([...new Set(kinds)]);
  });

  test('names every kind that the second example writes', () => {
    const written = new Set(expectedOf('02-online-boutique').map(({ apiVersion, kind }) => `${apiVersion}/${kind}`));
    expect([...written].filter((kind) => !DIALECTS.some(({ writes }) => writes.includes(kind)))).toEqual([]);
  });
});

describe('the capabilities of core NetworkPolicy', () => {
  const subject = (peer: Endpoint, port: PortMatch): PolicySubject => ({
    name: 'web',
    namespace: 'shop',
    labels: {},
    podLabels: { app: 'web' },
    ingress: [],
    egress: [{ key: 'x', peers: [peer], ports: [port], reasons: [] }],
  });
  const addresses: Endpoint = { kind: 'addresses', blocks: [{ cidr: '192.0.2.0/24', except: ['192.0.2.0/28'] }] };
  const asked = {
    'policy.portRanges': subject(addresses, { protocol: 'UDP', port: 1, endPort: 9 }),
    'policy.sctp': subject(addresses, { protocol: 'SCTP', port: 1 }),
    'policy.addresses': subject(addresses, { protocol: 'TCP', port: 1 }),
    'policy.dnsNames': subject({ kind: 'dnsName', dnsName: 'a.example', addresses: [] }, { protocol: 'TCP', port: 1 }),
  };

  test.each(Object.entries(NETWORK_POLICY_CAPABILITIES))('%s is written, or is a gap, as it says', (capability, support) => {
    const rendered = renderPolicy(asked[capability as keyof typeof asked]); // the same closed list of names
    expect(rendered.gaps.length === 0).toBe(isSupported(support));
    expect(rendered.objects[0]?.spec.egress).toHaveLength(isSupported(support) ? 1 : 0);
  });
});
