import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import { folder, Given, invoke, podYaml } from './invoke';

const SHOP = [
  podYaml('shop/web'), podYaml('shop/api'), podYaml('shop/db'),
  `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: api } }
  ingress:
    - fromEndpoints: [{ matchLabels: { app: web } }]
      toPorts: [{ ports: [{ port: "8080", protocol: TCP }], rules: { http: [{ method: POST, path: /charge }, { method: GET, path: /rates, headers: ["X-Team: shop"] }] } }]
    - fromEndpoints: [{ matchLabels: { app: db } }]
      toPorts: [{ ports: [{ port: "8080", protocol: TCP }] }]
`,
].join('---\n');

async function asserted(rows: string, ...options: readonly string[]): Promise<Given> {
  return invoke(folder({ 'shop.yaml': SHOP, 'expect.yaml': `rows:\n${rows}` }), ['assert', 'shop.yaml', '--expect', 'expect.yaml', ...options]);
}

const row = (more: string, src = 'shop/web') => `- { src: ${src}, dst: shop/api, port: 8080, ${more} }\n`;
const ONLY = 'GET /rates with x-team = shop or POST /charge only';

describe('a row that names no requests', () => {
  it('expects all of them: a connection for some alone does not hold, and says for which', async () => {
    expect(await asserted(row('allowed: true'))).toEqual({
      code: 1,
      err: '',
      out: [
        `expect.yaml:2: expected allowed, is so for ${ONLY}`,
        '  shop/web[Pod] to shop/api[Pod] on 8080/TCP: allowed',
        '    egress of shop/web[Pod]: no policy isolates it',
        '    ingress of shop/api[Pod]: allowed by accept rule ingress[0] of CiliumNetworkPolicy shop/api, for POST /charge or GET /rates with x-team = shop only, in the cilium tier',
        '1 row: 0 hold, 1 fail',
        '',
      ].join('\n'),
    });
  });

  it('holds where all of them get through, and of a side where that one lets all through', async () => {
    expect((await asserted(`${row('allowed: true', 'shop/db')}${row('allowed: true, ingress: true, egress: true', 'shop/db')}`)).out).toBe('2 rows: 2 hold, 0 fail\n');
    expect((await asserted(row('allowed: true, ingress: true, egress: true'))).out).toContain(`expect.yaml:2: expected allowed, is so for ${ONLY}, ingress expected allowed, is so for ${ONLY}\n`);
  });

  it('is not denied where some requests get through', async () => {
    expect((await asserted(row('allowed: false'))).out).toContain('expect.yaml:2: expected denied, is allowed\n');
  });
});

describe('a row with requests', () => {
  it('is about each of them, and about no other', async () => {
    const rows = [
      'allowed: true, requests: [{ method: POST, path: /charge }, { method: GET, path: /rates, headers: { X-Team: shop } }]',
      'allowed: false, requests: [{ method: GET, path: /charge }, { method: GET, path: /rates }, { method: POST, path: "/charge?a" }]',
    ].map((one) => row(one));
    expect(await asserted(rows.join(''))).toEqual({ code: 0, err: '', out: '2 rows: 2 hold, 0 fail\n' });
  });

  it('says which of them is not as it was expected, and why', async () => {
    const { code, out } = await asserted(row('allowed: true, requests: [{ method: POST, path: /charge }, { method: GET, path: /charge, host: pay.example }]'));
    expect([code, out]).toEqual([1, [
      'expect.yaml:2: expected allowed for GET /charge with host pay.example, is denied',
      '  GET /charge with host pay.example from shop/web[Pod] to shop/api[Pod] on 8080/TCP: denied',
      '    egress of shop/web[Pod]: no policy isolates it',
      '    ingress of shop/api[Pod]: isolated by CiliumNetworkPolicy shop/api, and no rule matches',
      '1 row: 0 hold, 1 fail',
      '',
    ].join('\n')]);
    expect((await asserted(row('allowed: false, requests: [{ method: POST, path: /charge }]'))).out).toContain('expected denied for POST /charge, is allowed\n');
  });

  it('is told in JSON, as its schema has it', async () => {
    const { out } = await asserted(`${row('allowed: true')}${row('allowed: true, requests: [{ method: GET, path: /a, headers: { A: b } }]')}`, '--format', 'json');
    const answer = JSON.parse(out) as { rows: object[] }; // its schema, below
    const schema = JSON.parse(readFileSync(join(__dirname, '..', '..', 'docs', 'schema', 'assert-v1.json'), 'utf-8')) as object;
    const validate = new Ajv({ strict: true }).compile(schema);
    expect([validate(answer), validate.errors]).toEqual([true, null]);
    expect(answer.rows).toMatchObject([
      { verdict: 'allowed', holds: false, passing: { http: [[{ method: 'GET', path: '/rates', headers: { 'x-team': 'shop' } }, { method: 'POST', path: '/charge' }]] } },
      { requests: [{ method: 'GET', path: '/a', headers: { a: 'b' } }], verdict: 'denied', holds: false },
    ]);
  });

  it.each([
    ['allowed: true, requests: []', '`requests` must be a list of 1 to 100 requests, such as `{method: POST, path: /charge}`; leave it out where all requests are meant'],
    ['allowed: true, requests: all', '`requests` must be a list of 1 to 100 requests, such as `{method: POST, path: /charge}`; leave it out where all requests are meant'],
    ['allowed: true, requests: [GET]', 'a request must be a mapping with `method` and `path`'],
    ['allowed: true, requests: [{ verb: GET, method: GET, path: / }]', 'unknown field `verb`; known are method, path, host, headers'],
    ['allowed: true, requests: [{ method: "G T", path: / }]', '`method` must be a method of HTTP, such as GET'],
    ['allowed: true, requests: [{ method: GET, path: "a" }]', '`path` must be a path as a client sends it: it begins with `/`, perhaps with a query behind it, and has no `#` and no blank'],
    ['allowed: true, requests: [{ method: GET, path: "/a#b" }]', '`path` must be a path as a client sends it: it begins with `/`, perhaps with a query behind it, and has no `#` and no blank'],
    ['allowed: true, requests: [{ method: GET, path: /, host: 5 }]', '`host` must be the text of the header Host'],
    ['allowed: true, requests: [{ method: GET, path: /, headers: [a] }]', '`headers` must be a mapping of names to texts'],
    ['allowed: true, requests: [{ method: GET, path: /, headers: { a: 1 } }]', 'a header must be a text'],
    ['allowed: true, requests: [{ method: GET, path: /, headers: { A: x, a: y } }]', 'the header `a` is there twice; name it once'],
    ['allowed: true, requests: [{ method: GET, path: /, headers: { Host: x } }]', 'the header Host is `host` of a request'],
    ['allowed: true, requests: [{ method: GET, path: /, headers: { "a b": x } }]', '`a b` is not the name of a header'],
    ['allowed: true, protocol: UDP, requests: [{ method: GET, path: / }]', '`requests` are told apart on ports of TCP alone: leave `protocol` out, or `requests`'],
  ])('is refused with %s', async (more, text) => {
    expect(await asserted(row(more))).toEqual({ code: 2, out: '', err: `expect.yaml:2: ${text} (EXPECTATION_INVALID)\n` });
  });
});
