import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { parse } from 'yaml';
import { at } from './lists';
import { Arm } from './program';
import { EDGES, KINDS, nameOf, Shape } from './shape';

/** How much an arm wrote. */
export interface Size {
  readonly bytes: number;
  readonly objects: number;
}

interface PolicySpec {
  readonly ingress?: readonly unknown[];
  readonly egress?: readonly unknown[];
}

/** Holds what an arm wrote against what was asked of it; throws where a file, an object or an edge is missing or too many. */
export function verify(arm: Arm, shape: Shape, folder: string): Size {
  const where = `${arm} at ${shape.microservices} microservices in ${shape.charts} charts`;
  const files = textsIn(folder);
  expectEqual(`${where}: files`, files.length, shape.charts);
  const counts = new Map<string, number>();
  for (const [, kind = ''] of files.flatMap(text => [...text.matchAll(/^kind: (.*)$/gm)])) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  expectEqual(`${where}: kinds`, [...counts.keys()].sort().join(), KINDS.join());
  for (const [kind, count] of counts) expectEqual(`${where}: objects of kind ${kind}`, count, shape.microservices);
  for (const index of new Set([0, Math.floor(shape.microservices / 2), shape.microservices - 1])) verifyPolicy(where, files, nameOf(index));
  return { bytes: files.reduce((sum, text) => sum + Buffer.byteLength(text), 0), objects: shape.microservices * KINDS.length };
}

/** The manifests of a folder. */
export function textsIn(folder: string): string[] {
  return readdirSync(folder).sort().map(file => readFileSync(join(folder, file), 'utf-8'));
}

/** The documents of a manifest. */
export function documentsOf(text: string): string[] {
  return text.split(/^---\n/m);
}

function verifyPolicy(where: string, files: readonly string[], name: string): void {
  const file = at(files.filter(text => text.includes(`\n  name: ${name}\n`)), 0);
  const documents = documentsOf(file).filter(text => text.includes('\nkind: NetworkPolicy\n') && text.includes(`\n  name: ${name}\n`));
  expectEqual(`${where}: policies of ${name}`, documents.length, 1);
  const { spec } = parse(at(documents, 0)) as { spec: PolicySpec }; // a NetworkPolicy, by its kind
  expectEqual(`${where}: callers that the policy of ${name} lets in`, spec.ingress?.length, EDGES);
  expectEqual(`${where}: callees and DNS in the policy of ${name}`, spec.egress?.length, EDGES + 1);
}

function expectEqual(what: string, actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`${what}: ${String(actual)} instead of ${String(expected)}`);
}
