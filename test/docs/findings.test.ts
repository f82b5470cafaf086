import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from './snippets';
import { LINT_CODES } from '../../src/compare/lint/codes';
import { FINDING_CODES } from '../../src/model/finding';

/** The sections of a guide that are named after a code, with their texts, in the order of the guide. */
function sectionsOf(guide: string): [code: string, text: string][] {
  return guide.split(/^## /m).slice(1).map((section): [string, string] => {
    const [heading = '', ...lines] = section.split('\n');
    return [heading.trim(), lines.join('\n').trim()];
  }).filter(([heading]) => /^[A-Z_]+$/.test(heading));
}

describe('docs/findings.md', () => {
  const path = join(ROOT, 'docs', 'findings.md');
  const sections = existsSync(path) ? sectionsOf(readFileSync(path, 'utf-8')) : [];

  test('has one section for each code, and none for anything else', () => {
    expect(sections.map(([code]) => code).sort()).toEqual([...Object.keys(FINDING_CODES), ...Object.keys(LINT_CODES)].sort());
  });

  test('says something of each code', () => {
    expect(sections.filter(([, text]) => text === '').map(([code]) => code)).toEqual([]);
  });

  test('is split at its headings', () => {
    expect(sectionsOf('# Findings\n\n## How to read\n\nprose\n\n## A_CODE\n\ntext\n\n### More\n\n## B\n')).toEqual([['A_CODE', 'text\n\n### More'], ['B', '']]);
  });
});
