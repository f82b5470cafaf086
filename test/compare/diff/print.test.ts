import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import { diffBetween } from './versions';
import { diffJson } from '../../../src/compare/diff/json';
import { diffMarkdown, diffTable } from '../../../src/compare/diff/text';
import { app, pod, policy } from '../../reachability/world';

const PODS = [pod('shop/web'), pod('shop/api')];
const api = (...rules: object[]) => policy('shop/api', { podSelector: app('api'), ingress: rules });
const OLD = [...PODS, api({ from: [{ podSelector: app('web') }], ports: [{ port: 80 }, { port: 443 }] }, { from: [{ ipBlock: { cidr: '203.0.113.0/24' } }] })];
const NEW = [...PODS, pod('shop/job'), api({ from: [{ podSelector: app('web') }], ports: [{ port: 80 }, { port: 81, protocol: 'UDP' }] })];

describe('a diff', () => {
  const diff = diffBetween(OLD, NEW, { podCidrs: [] });

  it('reads as a table', () => {
    expect(diffTable(diff)).toMatchSnapshot();
  });

  it('reads as Markdown', () => {
    expect(diffMarkdown(diff)).toMatchSnapshot();
  });

  it('reads as JSON of the published schema', () => {
    const schema = JSON.parse(readFileSync(join(__dirname, '..', '..', '..', 'docs', 'schema', 'diff-v1.json'), 'utf8')) as object;
    const validate = new Ajv({ allErrors: true }).compile(schema);
    expect(validate(diffJson(diff)) ? [] : validate.errors).toEqual([]);
    expect(validate({ ...diffJson(diff), schema: 'cdk8s-reach/diff/v2' })).toBe(false);
    expect(diffJson(diff)).toMatchSnapshot();
  });

  it('says in every format that there is none', () => {
    const none = diffBetween(OLD, OLD);
    expect([diffTable(none), diffMarkdown(none)]).toEqual(['the same connections in both versions\n', 'The same connections in both versions.\n']);
    expect(diffJson(none)).toMatchObject({ changes: [], summary: { added: 0, changed: 0 } });
  });
});
