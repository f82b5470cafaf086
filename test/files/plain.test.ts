import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { stringify } from 'yaml';
import { documentsOf } from '../../src/files/document';
import { LIMITS } from '../../src/files/limits';
import { plainValue } from '../../src/files/plain';
import { readYaml } from '../../src/files/yaml';
import { SHARED } from '../beside';
import * as fc from '../property';

/** What the library reads, with the keys in their order; nothing where it objects. */
function asLibrary(text: string): string | undefined {
  const read = readYaml({ file: 'a', text, firstLine: 1, contents: 0 });
  return 'value' in read ? JSON.stringify(read.value) : undefined;
}

function asPlain(text: string): string | undefined {
  const read = plainValue(text);
  return read === undefined ? undefined : JSON.stringify(read.value);
}

const MANIFEST = `---
# a comment
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: {}
  creationTimestamp: null
  annotations:
    "example.com/note": "it: is # quoted"
    'other': ''

spec:
  replicas: 3
  paused: false
  template:
    spec:
      containers:
        - name: main
          image: ghcr.io/acme/web:1.2.3
          args: []
          command:
          - /bin/sh
          - -c
          resources:
            requests:
              cpu: 100m
              memory: 64Mi
          env:
          - name: URL
            value: http://api.shop.svc:80/x?y=z#frag
          -
            name: EMPTY
            value:
          ports:
            - containerPort: 8080
      nested:
        - - a
          - b
        - - c
status:
`;

describe('plain YAML', () => {
  it('is what programs write, and is read as the library reads it', () => {
    const text = MANIFEST.replace('          - -c\n', '');
    expect(plainValue(text)?.value).toMatchObject({
      metadata: { labels: {}, creationTimestamp: null, annotations: { 'example.com/note': 'it: is # quoted', 'other': '' } },
      spec: { replicas: 3, paused: false, template: { spec: { containers: [{ command: ['/bin/sh'], env: [{ value: 'http://api.shop.svc:80/x?y=z#frag' }, { name: 'EMPTY', value: null }] }], nested: [['a', 'b'], ['c']] } } },
      status: null,
    });
    expect(asPlain(text)).toBe(asLibrary(text));
    expect(asPlain(MANIFEST)).toBeUndefined();
  });

  it.each([
    'a: |\n  b', 'a: >\n  b', 'a: &x b', 'a: *x', '<<: {a: 1}', 'a: !!str 1', 'a: {b: c}', 'a: [b]', 'a: b # c', 'a: # c', 'a: b: c', 'a: b:', '? a\n: b', 'a: "b\\n"',
    "a: 'it''s'", 'a: "b" c', 'a: "b\n  c"', 'a: b\n c', '- a\n b', '-\n- a: b\n  - c', 'a: 1e3', 'a: 0x1F', 'a: 017', 'a: 0o17', 'a: 1_000', 'a: 1:20', 'a: 1.5', 'a: .5', 'a: +1',
    'a: -0', 'a: .inf', 'a: - b', 'a: @b', 'a: `b', 'a: %b', 'a: =', 'a: <<', 'true: a', 'on: a', 'null: a', '~: a', '1: a', '__proto__: a', '"__proto__": a', 'a: b\na: c',
    'a: b\n"a": c', 'a:\n    - b\n  - c', 'a:\n  b: 1\n c: 2', 'a: b\n- c', '- a\nb: c', 'a\tb: c', 'a:\tb', 'a: b\u00a0', '\u3000', 'a: b\r\n', '\ufeffa: b', 'a: \u2028', 'text', '"text"',
    '---\n---\na: b', '--- a', '--- # a\na: b', 'a: b\n---\n', '%YAML 1.1\n---\na: b', 'a: b\n...\n', 'a: {{ .Values.b }}', '{{ .Values.b }}', '[', '{', 'a:\n  [', `${'a'.repeat(252)}: b`,
  ])('is not %j, which is left to the library', (text) => {
    expect(asPlain(text)).toBeUndefined();
  });

  it('nests no deeper than is allowed', () => {
    const nested = (depth: number) => Array.from({ length: depth }, (_, i) => `${' '.repeat(i)}a:\n`).join('');
    expect(asPlain(nested(LIMITS.depth - 1))).toBe(asLibrary(nested(LIMITS.depth - 1)));
    expect(asPlain(nested(LIMITS.depth))).toBeUndefined();
    expect(asPlain(nested(2_000))).toBeUndefined();
  });

  const word = fc.oneof(
    fc.constantFrom('a', 'app.kubernetes.io/name', 'true', 'no', 'On', 'y', 'null', '~', '', '12', '0', '-7', '007', '1.5', '1e3', 'e0', '1E5', 'e1234567', '.', '0x1f', '10.0.0.0/8', '100m', '64Mi', '1:20', 'a: b', 'a #b', '#a', '- a', 'it\'s', '{}', '[]', '<<', '=', 'http://x:80', ' a', 'a ', 'a\nb', 'größe', '__proto__'),
    fc.string({ maxLength: 8 }),
    fc.string({ unit: 'grapheme', maxLength: 4 }),
  );
  const value = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      word, fc.integer(), fc.boolean(), fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.array(tie('tree'), { maxLength: 4 }), fc.dictionary(word.filter((key) => key !== '__proto__'), tie('tree'), { maxKeys: 4 }),
    ),
  })).tree;

  it('is what the library reads, whatever is written', () => {
    let plain = 0;
    const options = fc.record({ indentSeq: fc.boolean(), indent: fc.integer({ min: 1, max: 5 }), defaultStringType: fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE' as const, 'QUOTE_SINGLE' as const) });
    fc.assert(fc.property(fc.dictionary(fc.constantFrom('kind', 'metadata', 'spec', 'items'), value, { minKeys: 1 }), options, (tree, how) => {
      const text = stringify(tree, { ...how, schema: 'yaml-1.1', lineWidth: 0 });
      const read = asPlain(text);
      if (read === undefined) return;
      plain++;
      expect(read).toBe(asLibrary(text));
    }), { numRuns: 1000 });
    expect(plain).toBeGreaterThan(20);
  });

  it('is what the library reads, whatever is done to a manifest', () => {
    const signs = fc.constantFrom(' ', '  ', '\n', '-', '- ', ':', ': ', '#', ' #', '"', '\'', '{', '}', '[', ']', '|', '>', '&a', '*a', '!', '%', '@', '~', 'a', '0', '.', ',', '\t', '\u00a0', '---\n', '<<');
    const edits = fc.array(fc.tuple(fc.nat(MANIFEST.length), fc.nat(3), signs), { minLength: 1, maxLength: 3 });
    let plain = 0;
    fc.assert(fc.property(edits, (all) => {
      const text = all.reduce((now, [at, removed, added]) => `${now.slice(0, at)}${added}${now.slice(at + removed)}`, MANIFEST.replace('          - -c\n', ''));
      const read = asPlain(text);
      if (read === undefined) return;
      plain++;
      expect(read).toBe(asLibrary(text));
    }), { numRuns: 3000 });
    expect(plain).toBeGreaterThan(50);
  });

  it('is most of what others have written, and is read alike', () => {
    if (!existsSync(SHARED)) {
      console.info('the shared corpus is not beside this checkout: no files of others read both ways');
      return;
    }
    const [texts, plain]: [string[], string[]] = [[], []];
    for (const folder of ['corpus/cases', 'real']) {
      const files = readdirSync(join(SHARED, folder), { recursive: true, encoding: 'utf8' }).filter((file) => /\.ya?ml$/.test(file)).sort();
      // a third of them will do
      for (const file of files.filter((_, i) => i % 3 === 0)) {
        for (const { text } of documentsOf(file, readFileSync(join(SHARED, folder, file), 'utf8'))) {
          texts.push(text);
          const read = asPlain(text);
          if (read === undefined) continue;
          plain.push(text);
          expect(read).toBe(asLibrary(text));
        }
      }
    }
    console.info(`${plain.length} of ${texts.length} documents are plain`);
    expect(plain.length).toBeGreaterThan(texts.length / 2);
  });
});
