import { readdirSync, readFileSync } from 'fs';
import { join, relative, sep } from 'path';
import { importsOf, Tree, violationsOf } from './check';
import { ARROWS, LEFT_WHOLE, partOf } from './table';

const SRC = join(__dirname, '..', '..', 'src');

function treeOf(folder: string): Tree {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
    .map(entry => join(entry.parentPath, entry.name));
  return Object.fromEntries(files.map(file => [relative(folder, file).split(sep).join('/'), readFileSync(file, 'utf-8')]));
}

/** A file of so many lines. */
const lines = (count: number): string => 'export {};\n'.repeat(count);

describe('the arrows of the design', () => {
  test('hold over src/: no forbidden import, no cycle, no empty name, no file that is too long', () => {
    expect(violationsOf(treeOf(SRC), LEFT_WHOLE)).toEqual([]);
  });

  test('are checked over real files', () => {
    const parts = new Set(Object.keys(treeOf(SRC)).map(partOf));
    expect([...parts]).toEqual(expect.arrayContaining(['api', 'model', 'sets', 'synth']));
  });

  test('have no cycle themselves, so that the folders are a pipeline', () => {
    const tree = Object.fromEntries(Object.entries(ARROWS).map(([part, { parts }]) => [`api/${part}.ts`, parts.map(p => `import './${p}';`).join('\n')]));
    expect(violationsOf(tree)).toEqual([]);
  });
});

describe('the checker of the arrows', () => {
  const allowed: Tree = {
    'index.ts': "export * from './api/app';",
    'api/app.ts': "import { Deployment } from 'cdk8s-plus-27';\nimport { Construct } from 'constructs';\nimport { emit } from '../synth/emit';",
    'synth/emit.ts': "import { App } from 'cdk8s';\nimport { render } from '../dialects';",
    'dialects/index.ts': "export * from './core/render';\nexport * from './core/read';",
    'dialects/core/render.ts': "import { A } from '../../model/a';\nimport { Kind } from './kinds';\nimport './ports';",
    'dialects/core/ports.ts': "import { A } from '../../model/a';",
    'dialects/core/read.ts': "import { Rule } from '../../reachability/rules';\nimport { Kind } from './kinds';",
    'dialects/core/kinds.ts': 'export interface Kind { }',
    'reachability/rules.ts': "import { Cidr } from '../sets/cidr';",
    'model/a.ts': "import { Cidr } from '../sets/cidr';",
    'sets/cidr.ts': "import * as ipaddr from 'ipaddr.js';",
    'cli/main.ts': "import { readFileSync } from 'node:fs';",
  };

  test('lets what the table allows pass', () => {
    expect(violationsOf(allowed)).toEqual([]);
  });

  const refused: readonly [sentence: string, added: Tree, ...violations: string[]][] = [
    [
      'a folder that imports one behind it in the pipeline',
      { 'sets/cidr.ts': "import { A } from '../model/b';", 'model/b.ts': '' },
      'sets/cidr.ts: sets may not import model (model/b.ts)',
    ],
    [
      'the intent that imports the meaning',
      { 'model/a.ts': "import { Rule } from '../reachability/rules';" },
      'model/a.ts: model may not import rules (reachability/rules.ts)',
    ],
    [
      'a dialect that knows more of reachability than its rules',
      { 'dialects/core/read.ts': "import '../../reachability/engine';", 'reachability/engine.ts': '' },
      'dialects/core/read.ts: read may not import reachability (reachability/engine.ts)',
    ],
    [
      'an engine that asks decide, and a decide that asks the engine',
      {
        'reachability/engine/a.ts': "import '../decide';",
        'reachability/decide.ts': "import './decide/side';",
        'reachability/decide/side.ts': "import '../engine/b';",
        'reachability/engine/b.ts': '',
      },
      'reachability/decide/side.ts: decide may not import engine (reachability/engine/b.ts)',
      'reachability/engine/a.ts: engine may not import decide (reachability/decide.ts)',
    ],
    [
      'a snapshot that knows who is asked about it',
      { 'reachability/snapshot.ts': "import './decide';", 'reachability/decide.ts': '' },
      'reachability/snapshot.ts: reachability may not import decide (reachability/decide.ts)',
    ],
    [
      'an exported surface that is more than api',
      { 'index.ts': "export * from './model/a';" },
      'index.ts: index may not import model (model/a.ts)',
    ],
    [
      'a reading side that imports the rendering side',
      { 'dialects/core/read.ts': "import { render } from './render';" },
      'dialects/core/read.ts: read may not import render (dialects/core/render.ts)',
      'dialects/core/read.ts: the read side reaches the render side (dialects/core/ports.ts)',
      'dialects/core/read.ts: the read side reaches the render side (dialects/core/render.ts)',
    ],
    [
      'a rendering side, split into files, that imports the reading side',
      { 'dialects/core/ports.ts': "import { read } from './read';" },
      'dialects/core/ports.ts: render may not import read (dialects/core/read.ts)',
      'dialects/core/ports.ts: the render side reaches the read side (dialects/core/read.ts)',
      'dialects/core/render.ts: the render side reaches the read side (dialects/core/read.ts)',
    ],
    [
      'a reading side that reaches the rendering side through the kinds',
      { 'dialects/core/kinds.ts': "import { more } from './more';", 'dialects/core/more.ts': '', 'dialects/core/read.ts': "import './kinds';" },
      'dialects/core/kinds.ts: kinds may not import render (dialects/core/more.ts)',
      'dialects/core/read.ts: the read side reaches the render side (dialects/core/more.ts)',
    ],
    [
      'a dialect that imports another',
      { 'dialects/core/ports.ts': "import '../other/render';", 'dialects/other/render.ts': '' },
      'dialects/core/ports.ts: dialect core may not import dialect other (dialects/other/render.ts)',
    ],
    [
      'a cycle between two files',
      { 'model/a.ts': "import { B } from './b';", 'model/b.ts': "import type { A } from './a';" },
      'model/a.ts -> model/b.ts -> model/a.ts: is a cycle',
    ],
    [
      'a cycle through a re-export, told from the way that does not lead back',
      {
        'model/a.ts': "import './b';\nimport './c';",
        'model/b.ts': "import './d';",
        'model/c.ts': "export * from './e';",
        'model/d.ts': '',
        'model/e.ts': "import './a';",
      },
      'model/a.ts -> model/c.ts -> model/e.ts -> model/a.ts: is a cycle',
    ],
    ['a file that imports itself', { 'model/a.ts': "import './a';" }, 'model/a.ts -> model/a.ts: is a cycle'],
    ['constructs in the model', { 'model/a.ts': "import { Construct } from 'constructs';" }, 'model/a.ts: model may not import constructs'],
    ['cdk8s-plus outside api', { 'synth/emit.ts': "import 'cdk8s-plus-27';" }, 'synth/emit.ts: synth may not import cdk8s-plus-27'],
    ['a path into a package', { 'synth/emit.ts': "import 'cdk8s/lib/app';" }, 'synth/emit.ts: synth may not import cdk8s/lib/app'],
    ['addresses parsed outside sets', { 'model/a.ts': "import 'ipaddr.js';" }, 'model/a.ts: model may not import ipaddr.js'],
    ['a package that nobody may import', { 'api/app.ts': "import 'yaml';" }, 'api/app.ts: api may not import yaml'],
    ['a built-in of Node', { 'synth/emit.ts': "import { readFileSync } from 'fs';" }, 'synth/emit.ts: synth may not import fs'],
    ['a built-in by its prefix', { 'model/a.ts': "import 'node:os';" }, 'model/a.ts: model may not import node:os'],
    ['a dynamic import', { 'model/a.ts': "export const later = import('cdk8s');" }, 'model/a.ts: model may not import cdk8s'],
    ['a require', { 'model/a.ts': "import a = require('cdk8s');\nrequire('os');" }, 'model/a.ts: model may not import cdk8s', 'model/a.ts: model may not import os'],
    ['a type by import()', { 'model/a.ts': "export type A = import('cdk8s').App;" }, 'model/a.ts: model may not import cdk8s'],
    ['a computed module name', { 'model/a.ts': 'export const later = import(name);' }, 'model/a.ts: model may not import (name)'],
    ['an import from outside src/', { 'model/a.ts': "import '../../test/x';" }, 'model/a.ts: imports ../../test/x, which is not in src/'],
    ['a folder that the table does not know', { 'extras/a.ts': '' }, 'extras/a.ts: belongs to no part of the table'],
    [
      'a shape of several dialects that is more than a shape',
      { 'dialects/kinds-selector.ts': "import { A } from '../model/a';", 'dialects/core/kinds.ts': "import '../kinds-selector';" },
      'dialects/kinds-selector.ts: kinds may not import model (model/a.ts)',
    ],
    ['a file beside the list of dialects', { 'dialects/all.ts': '' }, 'dialects/all.ts: belongs to no part of the table'],
    ['a file named utils', { 'model/utils.ts': '' }, 'model/utils.ts: `utils` is a name that says nothing of what is inside'],
    ['a folder named common', { 'api/common/a.ts': '' }, 'api/common/a.ts: `common` is a name that says nothing of what is inside'],
    ['a file over 400 lines', { 'model/a.ts': lines(401) }, 'model/a.ts: has 401 lines, at most 400 are allowed'],
    [
      'a file over 250 lines that nobody looked at',
      { 'model/a.ts': lines(251) },
      'model/a.ts: has 251 lines; split it, or list it as left whole with a reason',
    ],
  ];

  test.each(refused)('refuses %s', (_sentence, added, ...violations) => {
    expect(violationsOf({ ...allowed, ...added })).toEqual(violations);
  });

  test('accepts a long file that is listed with a reason, and refuses a list that is out of date', () => {
    expect(violationsOf({ 'model/a.ts': lines(251) }, { 'model/a.ts': 'a table' })).toEqual([]);
    expect(violationsOf({ 'model/a.ts': lines(250) }, { 'model/a.ts': 'a table' })).toEqual(['model/a.ts: is listed as left whole, and is not that long']);
  });

  test('sees every way to name a module, and none in comments or strings', () => {
    const text = "// import 'a';\nconst s = \"import 'b'\";\nexport { c } from 'c';\nimport type { D } from 'd';";
    expect(importsOf({ 'x.ts': text }, 'x.ts')).toEqual(['c', 'd']);
  });
});
