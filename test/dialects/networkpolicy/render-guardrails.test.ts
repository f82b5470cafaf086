import { renderCoreGuardrails } from '../../../src/dialects/networkpolicy/render-guardrails';
import { GuardrailsModel } from '../../../src/model/guardrails';
import { expectValid } from '../../schemas/validate';
import { GUARDRAILS } from '../guardrails';

const NAMED: GuardrailsModel = { ...GUARDRAILS, namespaces: ['batch', 'shop'], neverOpen: [], tenants: undefined };

describe('guardrails as core NetworkPolicies', () => {
  test('are one policy for each namespace that is named, which shuts all of it but for the ways of the system', () => {
    const { objects, gaps } = renderCoreGuardrails(NAMED, { nodesInBlocks: true });
    expectValid(objects);
    expect(gaps).toEqual([]);
    expect(objects.map(({ metadata: { namespace, name } }) => `${namespace ?? ''}/${name}`)).toEqual(['batch/platform-baseline', 'shop/platform-baseline']);
    expect(objects[0]).toMatchSnapshot();
  });

  test.each<[string, Partial<GuardrailsModel>, string[]]>([
    ['whatever denies', { neverOpen: GUARDRAILS.neverOpen, tenants: GUARDRAILS.tenants }, ['neverOpen', 'tenants']],
    ['every namespace', { namespaces: undefined }, ['apiServer', 'dns', 'metrics', 'baseline']],
    ['pods alone', { callers: 'pods' }, ['baseline']],
    ['ways in a namespace that is not shut', { baseline: [] }, ['apiServer', 'dns', 'metrics']],
    ['ways in a direction that is not shut', { baseline: ['ingress'] }, ['apiServer', 'dns']],
    ['an API server that nobody knows', { paths: [{ name: 'apiServer', direction: 'egress', peers: [{ kind: 'apiServer', blocks: [] }], ports: [] }] }, ['apiServer']],
    ['a DNS that nobody knows', { paths: [{ name: 'dns', direction: 'egress', peers: [], ports: [] }] }, ['dns']],
  ])('leave one gap for each statement about %s', (_, more, statements) => {
    const { objects, gaps } = renderCoreGuardrails({ ...NAMED, ...more }, { nodesInBlocks: true });
    expectValid(objects);
    expect(gaps.map(({ statement }) => statement)).toEqual(statements);
    expect(gaps.map(({ finding: { text } }) => text)).toMatchSnapshot();
  });

  test('leave a gap for the API server where blocks of addresses take in no nodes', () => {
    expect(renderCoreGuardrails(NAMED, { nodesInBlocks: false }).gaps.map(({ statement, finding: { text } }) => [statement, text])).toEqual([[
      'apiServer', 'guardrails `platform` ask that every guarded pod may call the API server: blocks of addresses take in no nodes on this plugin, so that core NetworkPolicy has no word '
      + 'for them; say `nodesInBlocks` in `overrides` of the plugin where its blocks do, or leave it to the API of the plugin where it has one',
    ]]);
  });
});
