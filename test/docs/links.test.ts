import { existsSync, readdirSync, readFileSync, statSync } from 'fs';
import { dirname, join, relative, resolve } from 'path';
import { ROOT } from './snippets';

/** The pages of the repository, by their paths from its root. */
const pages = ['', 'docs', 'examples', 'bench', 'src'].flatMap((folder) => {
  const files = folder === '' ? readdirSync(ROOT) : readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file));
  return files.filter((file) => file.endsWith('.md') && file !== 'API.md' && !file.includes('node_modules'));
}).sort();

/** A page without what is code in it. */
function prose(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8').replace(/^ *```[^]*?^ *```/gm, '');
}

/** The links of a page that lead to files of the repository. */
function linksOf(file: string): string[] {
  return [...prose(file).replace(/`[^`\n]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link).filter((link) => !/^[a-z]+:/.test(link));
}

/** The places of a page that a link can lead to: its headings, as GitHub names them. */
function anchorsOf(file: string): Set<string> {
  const headings = [...prose(file).matchAll(/^#+ +(.+)$/gm)].map(([, text = '']) => text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'));
  return new Set(headings.map((text) => text.trim().toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replace(/ /g, '-')));
}

/** What is wrong with a link of a page; nothing where it leads somewhere. */
function brokenBy(file: string, link: string): string[] {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? file : relative(ROOT, resolve(ROOT, dirname(file), path));
  if (target.startsWith('..') || !existsSync(join(ROOT, target))) return [`${file}: ${link} is not there`];
  if (anchor === undefined || target === 'API.md') return [];
  return statSync(join(ROOT, target)).isFile() && anchorsOf(target).has(anchor) ? [] : [`${file}: ${link} leads to no heading`];
}

test('every link from one page to another leads to a page, and to a heading that it has', () => {
  const links = pages.flatMap((file) => linksOf(file).map((link) => ({ file, link })));
  expect(links.length).toBeGreaterThan(100);
  expect(links.flatMap(({ file, link }) => brokenBy(file, link))).toEqual([]);
});

test('the README leads to every guide', () => {
  const guides = readdirSync(join(ROOT, 'docs', 'guide')).map((file) => `docs/guide/${file}`).sort();
  expect([...new Set(linksOf('README.md').filter((link) => link.startsWith('docs/guide/')))].sort()).toEqual(guides);
});
