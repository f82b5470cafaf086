import { readFileSync } from 'fs';
import { join } from 'path';
import { lintInput } from './manifests';
import { LINT_CODES } from '../../../src/compare/lint/codes';
import { lint } from '../../../src/compare/lint/lint';
import { block, objectsOf } from '../../reachability/world';

/** What the guide says is always beside its examples. */
const BESIDE = `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {containers: [{name: web, image: web, ports: [{name: http, containerPort: 8080}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
`;

const FACTS = { podCidrs: [block('10.244.0.0/16')] };

/** The two halves of the example of each section of docs/findings.md that is about lint. */
function examples(): { code: string; severity: string; wrong: string; right: string }[] {
  const guide = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'findings.md'), 'utf8');
  return guide.split(/^## /m).slice(1).map((section) => {
    const [code = ''] = section.split('\n');
    const [, severity = ''] = /^Lint, (error|warning)\./m.exec(section) ?? [];
    const [, example = ''] = /^```yaml\n# wrong\n(.*?)^```/ms.exec(section) ?? [];
    const [wrong = '', right = ''] = example.split('# right\n');
    return { code, severity, wrong, right };
  }).filter(({ code }) => code in LINT_CODES);
}

function found(half: string): string[] {
  return lint(lintInput(objectsOf(BESIDE, half), FACTS)).map(({ code }) => code);
}

describe('the examples of docs/findings.md about lint', () => {
  it('are of every code', () => {
    expect(examples().map(({ code }) => code).sort()).toEqual(Object.keys(LINT_CODES).sort());
  });

  it.each(examples())('$code: what is wrong raises it, and nothing else', ({ code, severity, wrong }) => {
    expect(found(wrong)).toEqual([code]);
    expect(severity).toBe(Object.entries(LINT_CODES).find(([one]) => one === code)?.[1]);
  });

  it.each(examples())('$code: what is wrong is found whatever the order of the objects', ({ wrong }) => {
    const objects = objectsOf(BESIDE, wrong);
    expect(lint(lintInput([...objects].reverse(), FACTS))).toEqual(lint(lintInput(objects, FACTS)));
  });

  it.each(examples())('$code: what is right raises nothing', ({ right }) => {
    expect(right.trim()).not.toBe('');
    expect(found(right)).toEqual([]);
  });
});
