import { readFileSync } from 'fs';
import { join } from 'path';
import { documentedFiles, errorsOf, FIXTURE, ROOT, Snippet, snippetsOf } from './snippets';
import { exportedNames } from './surface';

const FENCE = '```';

/** A guide with one example. */
const guide = (code: string, info: string = 'ts'): Snippet[] => snippetsOf('guide.md', `# Guide\n\n${FENCE}${info}\n${code}\n${FENCE}\n`);

describe('the examples of the documentation', () => {
  const snippets = documentedFiles().flatMap(file => snippetsOf(file, readFileSync(join(ROOT, file), 'utf-8')));

  test('are found in docstrings of the API and in the README', () => {
    expect(snippets.map(({ file }) => file)).toEqual(expect.arrayContaining(['README.md', expect.stringMatching(/^src\/api\//)]));
  });

  test('compile', () => {
    expect(errorsOf(snippets)).toEqual([]);
  });

  test('may use every name that the package exports', () => {
    const [, imported = ''] = /import \{([^}]*)\} from 'cdk8s-reach';/.exec(FIXTURE) ?? [];
    expect(imported.split(',').map(name => name.trim()).filter(name => name !== '')).toEqual(exportedNames());
  });
});

describe('the compiler of examples', () => {
  test('finds fenced examples and @example in docstrings, each with its line', () => {
    const source = `const before = 1;\n\n/**\n * Summary.\n *\n * ${FENCE}ts\n * first();\n * ${FENCE}\n * @example\n * second();\n *   third();\n * @default none\n */\n`;
    expect(snippetsOf('a.ts', source)).toEqual([
      { file: 'a.ts', line: 7, code: 'first();\n', whole: false },
      { file: 'a.ts', line: 10, code: 'second();\n  third();\n', whole: false },
    ]);
  });

  test('finds @example at the end of a docstring', () => {
    expect(snippetsOf('a.ts', '/**\n * @example\n * last();\n */')).toEqual([{ file: 'a.ts', line: 3, code: 'last();\n', whole: false }]);
  });

  test('leaves other languages and output alone', () => {
    expect(guide('npm ci', 'sh')).toEqual([]);
    expect(guide('kind: Service', 'yaml')).toEqual([]);
  });

  test('accepts a sound example, and one that is a program of its own', () => {
    const sound = guide("const chart = new Chart(new App(), 'shop');\ndeclare const other: kplus.Deployment;");
    const whole = guide("import { App } from 'cdk8s';\nnew App();", 'ts nofixture');
    expect(errorsOf([...sound, ...whole])).toEqual([]);
  });

  test('refuses an unknown name, a wrong type, a syntax error and a missing import, and says where', () => {
    expect(errorsOf([
      ...guide('\nnew Chrt();'),
      ...guide("const chart: Chart = 'shop';"),
      ...guide('const = 1;'),
      ...guide('new App();', 'ts nofixture'),
      ...guide("import { NoSuchThing } from 'cdk8s-reach';"),
    ])).toEqual([
      expect.stringMatching(/^guide.md:5: Cannot find name 'Chrt'/),
      expect.stringMatching(/^guide.md:4: Type 'string' is not assignable to type 'Chart'/),
      expect.stringMatching(/^guide.md:4: Variable declaration expected/),
      expect.stringMatching(/^guide.md:4: Cannot find name 'App'/),
      expect.stringMatching(/^guide.md:4: .*NoSuchThing/),
    ]);
  });
});
