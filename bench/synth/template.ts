import { deepStrictEqual } from 'assert';
import { spawnSync } from 'child_process';
import { writeFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { Build } from './compile';
import { inFolder } from './measure';
import { GENERATED, KubeObject } from './objects';
import { Arm } from './program';
import { calleesOf, callersOf, nameOf, Shape, teamNamed } from './shape';
import { textsIn } from './verify';

/** One microservice that has neighbours on both sides, each in a chart of its own. */
const SAMPLE: Shape = { microservices: 8, charts: 8 };
const SAMPLED = 3;

/**
 * Writes the generated objects: a plain function that makes the objects of any microservice as ours makes them.
 *
 * They are what ours writes for one microservice, with the names replaced by expressions, so that the arms that start from
 * finished objects spend no time on reading them, and none that a person's own code would not spend.
 */
export function writeTemplate(build: Build): void {
  const objects = written(build, 'reach', SAMPLE).filter(({ metadata }) => metadata.name.startsWith(nameOf(SAMPLED)));
  const indexes = [SAMPLED, ...callersOf(SAMPLE, SAMPLED), ...calleesOf(SAMPLE, SAMPLED)];
  const names = new Map(indexes.flatMap((index, role): [string, string][] => [
    [nameOf(index), `names[${role}]`],
    [teamNamed(index), `teams[${role}]`],
  ]));
  writeFileSync(join(build.folder, GENERATED), `'use strict';
const { callersOf, calleesOf, nameOf, teamOf } = require('./shape');
exports.objectsOf = (shape, index) => {
  const indexes = [index, ...callersOf(shape, index), ...calleesOf(shape, index)];
  const names = indexes.map(nameOf);
  const teams = indexes.map((each) => teamOf(shape, each));
  return ${sourceOf(objects, names)};
};
`);
  for (const shape of [{ microservices: 20, charts: 1 }, { microservices: 20, charts: 7 }]) checkTemplate(build, shape);
}

/** The arms that start from finished objects write the very objects that ours writes; only the order of rules may differ. */
function checkTemplate(build: Build, shape: Shape): void {
  const ours = canonical(written(build, 'reach', shape));
  for (const arm of ['apiobject', 'yaml'] as const) deepStrictEqual(canonical(written(build, arm, shape)), ours);
}

function written(build: Build, arm: Arm, shape: Shape): KubeObject[] {
  return inFolder(folder => {
    const args = [build.program(arm), String(shape.microservices), String(shape.charts), folder];
    const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) throw new Error(`${arm} failed with exit code ${status}`);
    return textsIn(folder).flatMap(text => parseAllDocuments(text).map(document => document.toJS() as KubeObject)); // a manifest
  });
}

function canonical(objects: readonly KubeObject[]): unknown {
  const keyed = objects.map((object): [string, unknown] => [`${object.kind} ${object.metadata.namespace} ${object.metadata.name}`, rulesSorted(object)]);
  return Object.fromEntries(keyed);
}

function rulesSorted(object: KubeObject): unknown {
  if (object.kind !== 'NetworkPolicy') return object;
  const spec = Object.entries(object['spec'] as object).map(([field, value]: [string, unknown]) => [field, Array.isArray(value) ? sorted(value) : value]);
  return { ...object, spec: Object.fromEntries(spec) as unknown };
}

function sorted(list: readonly unknown[]): unknown[] {
  return [...list].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** The source of a value, in which every name that varies is an expression. */
function sourceOf(value: unknown, names: ReadonlyMap<string, string>): string {
  if (typeof value === 'string') return textSource(value, names);
  if (Array.isArray(value)) return `[${value.map(item => sourceOf(item, names)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value).map(([field, item]) => `${JSON.stringify(field)}: ${sourceOf(item, names)}`).join(', ')} }`;
  }
  return JSON.stringify(value);
}

function textSource(text: string, names: ReadonlyMap<string, string>): string {
  const parts = text.split(new RegExp(`(${[...names.keys()].join('|')})`)).filter((part, index) => index === 0 || part !== '');
  return parts.map(part => names.get(part) ?? JSON.stringify(part)).join(' + ');
}
