import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as cdk8s from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import * as ts from 'typescript';
import { ROOT } from './snippets';
import * as reach from '../../src';
import { FINDING_CODES } from '../../src/model/finding';
import { Shop } from '../api/shop';

/** The two halves of the example of each section of docs/findings.md that is about the constructs; those about lint are with its tests. */
function examples(): { code: string; wrong: string; right: string }[] {
  const guide = readFileSync(join(ROOT, 'docs', 'findings.md'), 'utf-8');
  return guide.split(/^## /m).slice(1).map((section) => {
    const [code = ''] = section.split('\n');
    const [, example = ''] = /^```ts\n(.*?)^```/ms.exec(section) ?? [];
    const [begun = '', right = ''] = example.replace(/^declare .*$/gm, '').split('// right');
    const [before = '', wrong = ''] = begun.includes('// wrong') ? begun.split('// wrong') : ['', begun];
    return { code, wrong: before + wrong, right: right.trim() === '' ? '' : before + right };
  }).filter(({ code }) => code in FINDING_CODES);
}

/** What a half of an example throws, reports and warns about, in the App that the guide describes. */
function saidBy(half: string): { failed: string; warned: string } {
  const shop = new Shop();
  const world = {
    ...cdk8s,
    ...reach,
    kplus,
    app: shop.app,
    chart: shop.chart,
    web: shop.service('web'),
    payments: shop.service('payments', { ports: [reach.Port.http(8080, { servicePort: 80 }), reach.Port.metrics(9100)] }),
  };
  const code = ts.transpile(`{ ${half} }`, { target: ts.ScriptTarget.ES2022 });
  const warned: string[] = [];
  const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => { warned.push(String(text)); return true; });
  try {
    new Function(...Object.keys(world), code)(...Object.values(world)); // eslint-disable-line no-new-func -- the examples are ours
    shop.app.synthYaml();
    return { failed: '', warned: warned.join('') };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error), warned: warned.join('') };
  } finally {
    stderr.mockRestore();
  }
}

/** The locks of the examples: what the App of the guide opens, which is nothing, and what may have become of that. */
const LOCKS = {
  'connectivity.lock': '# cdk8s-reach lock v1\n',
  'edge.lock': '# cdk8s-reach lock v1\n',
  'merged.lock': '# cdk8s-reach lock v1\n<<<<<<< HEAD\n=======\n>>>>>>> branch\n',
  'old.lock': '# cdk8s-reach lock v1\nshop/web[Deployment] -> shop/payments[Deployment] TCP/8080\n',
};

describe('the examples of docs/findings.md', () => {
  let folder = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'findings-'));
    for (const [name, text] of Object.entries(LOCKS)) writeFileSync(join(folder, name), text);
    symlinkSync(join(ROOT, 'examples'), join(folder, 'examples'));
    jest.spyOn(process, 'cwd').mockReturnValue(folder);
  });

  afterAll(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  test.each(examples())('$code: what is wrong raises it', ({ code, wrong }) => {
    const { failed, warned } = saidBy(wrong);
    expect(failed + warned).toContain(`(${code})`);
  });

  test.each(examples())('$code: what is right raises nothing', ({ code, right }) => {
    const { failed, warned } = saidBy(right);
    expect(right.trim()).not.toBe('');
    expect(failed).toBe('');
    expect(warned).not.toContain(`(${code})`);
  });
});
