import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import { folder, Given, invoke, podYaml, policyYaml } from './invoke';

const SHOP = [
  podYaml('shop/web'),
  podYaml('shop/db', '').replace('containers: []', 'containers: [{name: db, ports: [{name: sql, containerPort: 5432}, {name: dns, containerPort: 53, protocol: UDP}]}]'),
  podYaml('other/web'),
  'apiVersion: batch/v1\nkind: Job\nmetadata: {name: web, namespace: other}\nspec: {template: {metadata: {labels: {app: job}}, spec: {containers: []}}}\n',
  policyYaml('shop/db', 'podSelector: {matchLabels: {app: db}}', 'ingress:', '- from: [{podSelector: {matchLabels: {app: web}}}]', '  ports: [{port: sql}]'),
  policyYaml('shop/web', 'podSelector: {matchLabels: {app: web}}', 'policyTypes: [Egress]', 'egress:', '- to: [{ipBlock: {cidr: 10.0.0.0/8}}]'),
].join('---\n');

async function asserted(expectations: string, ...options: readonly string[]): Promise<Given> {
  return invoke(folder({ 'shop.yaml': SHOP, 'expect.yaml': expectations }), ['assert', 'shop.yaml', '--expect', 'expect.yaml', ...options]);
}

const ROWS = `# what the shop needs
rows:
- {src: shop/web, dst: shop/db, port: sql, allowed: true}
- {src: "other/web[Job]", dst: shop/db, port: 5432, protocol: TCP, allowed: true, note: not yet}
- {src: 203.0.113.9, dst: shop/db, port: 5432, allowed: false}
- src: shop/web
  dst: 10.1.2.3
  port: 443
  allowed: false
- {src: shop/db, dst: "2001:db8::1", port: 53, protocol: UDP, allowed: true, egress: true}
- {src: shop/web, dst: shop/db, port: sql, allowed: true, egress: false}
`;

describe('assert', () => {
  it('tells which rows do not hold, and why', async () => {
    const { code, out, err } = await asserted(ROWS);
    expect([code, err]).toEqual([1, '']);
    expect(out).toMatchSnapshot();
  });

  it('tells it as JSON, as its schema has it', async () => {
    const { code, out } = await asserted(ROWS, '--format', 'json');
    const answer = JSON.parse(out) as object;
    expect(code).toBe(1);
    expect(answer).toMatchSnapshot();
    const schema = JSON.parse(readFileSync(join(__dirname, '..', '..', 'docs', 'schema', 'assert-v1.json'), 'utf-8')) as object;
    const validate = new Ajv({ strict: true }).compile(schema);
    expect([validate(answer), validate.errors]).toEqual([true, null]);
    expect(validate({ ...answer, rows: [{}] })).toBe(false);
  });

  it('holds with 0, whether the file is YAML or JSON', async () => {
    const rows = { title: 'the shop', rows: [{ src: 'shop/web', dst: 'shop/db', port: 5432, protocol: 'TCP', allowed: true, ingress: true }] };
    expect(await asserted(JSON.stringify(rows), '--pod-cidr', '10.0.0.0/8')).toEqual({ code: 0, out: '1 row: 1 hold, 0 fail\n', err: '' });
  });

  it('fails what is unknown as unknown, until the options say more', async () => {
    const row = (allowed: boolean) => `rows: [{src: shop/web, dst: other/web[Pod], port: 80, allowed: ${String(allowed)}}]`.replace('other/web[Pod]', '"other/web[Pod]"');
    for (const [allowed, wanted] of [[true, 'allowed'], [false, 'denied']] as const) {
      const { code, out } = await asserted(row(allowed));
      expect([code, out.split('\n')[0]]).toEqual([1, `expect.yaml:1: expected ${wanted}, is unknown`]);
    }
    expect((await asserted(row(true), '--pod-cidr', '10.0.0.0/16', '--pod-cidr', '10.1.0.0/16')).code).toBe(0);
    expect((await asserted(row(false), '--pod-cidr', '192.168.0.0/16')).code).toBe(0);
  });

  const refused: readonly [sentence: string, text: string, ...said: string[]][] = [
    ['no mapping', '- a', 'expect.yaml:1: must be a mapping with `rows` (EXPECTATION_INVALID)'],
    ['no rows', 'rows: []', 'expect.yaml:1: `rows` must be a list of at least one row (EXPECTATION_INVALID)'],
    ['nothing', '# nothing', 'expect.yaml: holds no `rows` (EXPECTATION_INVALID)'],
    ['no YAML', 'rows: [', 'expect.yaml:1: not YAML: flow sequence in block collection must be sufficiently indented and end with a ] (NOT_YAML)'],
    ['two documents', 'rows: []\n---\nrows: []\n', 'expect.yaml:2: expectations are one document (EXPECTATION_INVALID)'],
    ['a row that is none', 'rows:\n- shop/web\n', 'expect.yaml:2: a row must be a mapping with `src`, `dst`, `port` and `allowed` (EXPECTATION_INVALID)'],
    ['fields that are misspelt, missing, or of another type, all of them',
      'rows:\n- {source: shop/web, dst: 5, port: "80", protocol: tcp, allowed: "no"}\n- src: shop/web\n  dst: shop/db\n  port: 0\n  allowed: true\nrow: []\n',
      'expect.yaml:2: unknown field `source`; known are src, dst, port, protocol, allowed, requests, ingress, egress, note (EXPECTATION_INVALID)',
      'expect.yaml:2: `src` must be the `namespace/name` of a workload, or an address, as a text (EXPECTATION_INVALID)',
      'expect.yaml:2: `dst` must be the `namespace/name` of a workload, or an address, as a text (EXPECTATION_INVALID)',
      'expect.yaml:2: `port` must be a number from 1 to 65535, or the name of a port of the destination; `80` is neither (EXPECTATION_INVALID)',
      'expect.yaml:2: unknown protocol `tcp`; allowed are TCP, UDP, SCTP (EXPECTATION_INVALID)',
      'expect.yaml:2: `allowed` must be true or false (EXPECTATION_INVALID)',
      'expect.yaml:5: `port` must be a number from 1 to 65535, or the name of a port of the destination; `0` is neither (EXPECTATION_INVALID)',
      'expect.yaml:7: unknown field `row`; known are rows, title, note (EXPECTATION_INVALID)'],
    ['ends that nobody knows', 'rows:\n- {src: shop/wep, dst: gone/db, port: 1, allowed: true}\n- {src: 10.0.0.300, dst: gone/db, port: 1, allowed: true}\n- {src: other/web, dst: gone/db, port: 1, allowed: true}\n- {src: shop/web, dst: gone/db, port: 1, allowed: true}\n',
      'expect.yaml:2: there is no workload `shop/wep`; in `shop` there are db, web (WORKLOAD_UNKNOWN)',
      'expect.yaml:3: `10.0.0.300` is not an IPv4 or IPv6 address, and no `namespace/name` of a workload (ADDRESS_INVALID)',
      'expect.yaml:4: `other/web` may be `other/web[Job]` or `other/web[Pod]`; write which (WORKLOAD_AMBIGUOUS)',
      'expect.yaml:5: there is no workload `gone/db`, and none at all in `gone` (WORKLOAD_UNKNOWN)'],
    ['ports that nobody has', 'rows:\n- {src: shop/web, dst: shop/db, port: dns, allowed: false}\n- {src: shop/web, dst: shop/web, port: http, allowed: false}\n- {src: shop/web, dst: 10.0.0.1, port: http, allowed: false}\n',
      'expect.yaml:2: shop/db[Pod] has no TCP port `dns`; its named ports are sql/TCP, dns/UDP (PORT_UNKNOWN)',
      'expect.yaml:3: shop/web[Pod] has no TCP port `http`; its named ports are none (PORT_UNKNOWN)',
      'expect.yaml:4: an address has no port `http`; write its number (PORT_UNKNOWN)'],
  ];

  it.each(refused)('refuses expectations with %s', async (_sentence, text, ...said) => {
    const { code, out, err } = await asserted(text);
    expect(err.split('\n').slice(0, -1)).toEqual(said);
    expect([code, out]).toEqual([2, '']);
  });
});
