import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import { diffBetween } from './versions';
import { diffJson, diffJsonParts } from '../../../src/compare/diff/json';
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

  it('is printed as JSON change by change as it would be as a whole', () => {
    for (const one of [diff, diffBetween(OLD, OLD)]) expect([...diffJsonParts(one)].join('')).toBe(`${JSON.stringify(diffJson(one), undefined, 2)}\n`);
  });

  it('has addresses as blocks where one will do, else as ranges, as a list has them', () => {
    const world = (cidr: string, ...except: string[]) => [pod('shop/web'), policy('shop/web', { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr, except } }] }] })];
    const wider = diffBetween(world('203.0.113.0/24'), world('0.0.0.0/0', '10.0.0.0/8'));
    expect(diffTable(wider)).toMatchInlineSnapshot(`
"change  source         destination                                                                 before  after
added   shop/web[Pod]  0.0.0.0-9.255.255.255, 11.0.0.0-203.0.112.255, 203.0.114.0-255.255.255.255  none    all
1 added, 0 removed, 0 widened, 0 narrowed, 0 changed
"
`);
    expect(diffMarkdown(wider)).toContain('| added | shop/web[Pod] | 0.0.0.0-9.255.255.255, 11.0.0.0-203.0.112.255, 203.0.114.0-255.255.255.255 | none | all |');
  });

  it('keeps in Markdown what a name has of it', () => {
    const odd = diffBetween([pod('shop/web')], [pod('shop/web'), pod('shop/a*_`<b|c')]);
    expect(diffMarkdown(odd)).toContain('| added | shop/a\\*\\_\\`\\<b\\|c[Pod] |');
    expect(diffMarkdown(odd)).toContain('- workload shop/a\\*\\_\\`\\<b\\|c[Pod] is new');
  });

  it('says in every format that there is none', () => {
    const none = diffBetween(OLD, OLD);
    expect([diffTable(none), diffMarkdown(none)]).toEqual(['the same connections in both versions\n', 'The same connections in both versions.\n']);
    expect(diffJson(none)).toMatchObject({ changes: [], summary: { added: 0, changed: 0 } });
  });
});
