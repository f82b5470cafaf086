import { ccnp, cnp, ports } from './policies';
import { readCiliumPolicies } from '../../../src/dialects/cilium/read';
import { app, pod, policy, World } from '../../reachability/world';
import { expectValid } from '../../schemas/validate';

const world = (...objects: readonly object[]) => {
  expectValid(objects.filter((object) => 'kind' in object && String(object.kind).startsWith('Cilium')));
  return new World([pod('shop/web'), pod('shop/api'), pod('shop/other'), ...objects]);
};
const toPorts = (...http: readonly object[]) => [{ ...ports('8080')[0], ...(http.length === 0 ? {} : { rules: { http } }) }];
const ingress = (rules: readonly object[], more: object = {}, name = 'shop/web') => cnp(name, { endpointSelector: app('web'), ingress: rules, ...more });
const from = (...http: readonly object[]) => ({ fromEndpoints: [app('api')], toPorts: toPorts(...http) });
/** What of some requests gets from `shop/api` to `shop/web`. */
const passing = (asked: World, ...texts: readonly string[]) => texts.filter((text) => asked.request('shop/api', 'shop/web', 8080, text) === 'allowed');
const SOME = ['GET /a', 'POST /a', 'GET /b', 'GET /a?x=1'];

describe('requests of a rule of Cilium', () => {
  it('get through whose method, path and query match as a whole', () => {
    expect(passing(world(ingress([from({ method: 'GET', path: '/a' })])), ...SOME)).toEqual(['GET /a']);
    expect(passing(world(ingress([from({ method: 'G.*', path: '/[ab].*' })])), ...SOME)).toEqual(['GET /a', 'GET /b', 'GET /a?x=1']);
    expect(passing(world(ingress([from({})])), ...SOME)).toEqual(SOME);
    expect(passing(world(ingress([from()])), ...SOME)).toEqual(SOME);
  });

  it('get through by the host and by headers, which have to be there', () => {
    const verdicts = (rule: object, ...headers: readonly Readonly<Record<string, string>>[]) => (
      headers.map((one) => world(ingress([from(rule)])).request('shop/api', 'shop/web', 8080, 'GET /a', one))
    );
    expect(verdicts({ host: '.*\\.example' }, { host: 'a.example' }, { host: 'example' })).toEqual(['allowed', 'denied']);
    expect(verdicts({ headers: ['X-Team: shop'] }, { 'x-team': 'shop' }, { 'x-team': 'bank' }, {})).toEqual(['allowed', 'denied', 'denied']);
    expect(verdicts({ headers: ['X-Team'] }, { 'x-team': 'shop' }, {})).toEqual(['allowed', 'denied']);
    expect(verdicts({ headerMatches: [{ name: 'X-Team', value: 'shop' }] }, { 'x-team': 'shop' }, {})).toEqual(['allowed', 'denied']);
    expect(verdicts({ headerMatches: [{ name: 'X-Team' }] }, { 'x-team': '' }, {})).toEqual(['allowed', 'denied']);
    expect(verdicts({ headerMatches: [{ name: 'X-Team', value: 'shop', mismatch: 'REPLACE' }] }, {})).toEqual(['allowed']);
    expect(verdicts({ headerMatches: [{ name: 'X-Key', secret: { name: 'key' } }] }, { 'x-key': 'a' }, {})).toEqual(['unknown', 'denied']);
    expect(verdicts({ headers: [':path: /a'] }, {})).toEqual(['unknown']);
    expect(verdicts({ path: '(?i)/A' }, {})).toEqual(['unknown']);
  });

  it('of several rules and policies get through together, and a rule for the port alone, or for all ports, adds all of them', () => {
    const [get, post] = [from({ method: 'GET' }), from({ method: 'POST' })];
    expect(passing(world(ingress([get])), ...SOME)).toEqual(['GET /a', 'GET /b', 'GET /a?x=1']);
    expect(passing(world(ingress([get, post])), ...SOME)).toEqual(SOME);
    expect(passing(world(ingress([get]), ingress([post], {}, 'shop/more')), ...SOME)).toEqual(SOME);
    expect(passing(world(ingress([get]), ingress([from()], {}, 'shop/more')), ...SOME)).toEqual(SOME);
    expect(passing(world(ingress([get, { fromEndpoints: [app('api')] }])), ...SOME)).toEqual(SOME);
    expect(passing(world(ingress([get, { ...get, fromEndpoints: [app('other')], toPorts: toPorts() }])), ...SOME)).toEqual(['GET /a', 'GET /b', 'GET /a?x=1']);
  });

  it('are all of them where a NetworkPolicy lets the connection through, and none where anything denies it', () => {
    const core = policy('shop/web', { podSelector: app('web'), ingress: [{ from: [{ podSelector: app('api') }] }] });
    expect(passing(world(ingress([from({ method: 'GET' })]), core), ...SOME)).toEqual(SOME);
    const deny = ccnp('guard', { endpointSelector: {}, ingressDeny: [{ fromEndpoints: [{}], toPorts: ports('8080') }] });
    expect(passing(world(ingress([from({ method: 'GET' })]), deny), ...SOME)).toEqual([]);
  });

  it('get through that no rule names where nothing shuts their direction, and none of them where any policy does', () => {
    const open = { enableDefaultDeny: { ingress: false, egress: false } };
    const asked = world(ingress([from({ method: 'GET' })], open));
    expect(passing(asked, 'GET /a', 'POST /a')).toEqual(['GET /a', 'POST /a']);
    expect(asked.request('shop/other', 'shop/web', 8080, 'POST /a')).toBe('allowed');
    expect(asked.request('shop/api', 'shop/web', 80, 'POST /a')).toBe('allowed');
    const shut = policy('shop/web', { podSelector: app('web'), policyTypes: ['Ingress'] });
    expect(passing(world(ingress([from({ method: 'GET' })], open), shut), 'GET /a', 'POST /a')).toEqual(['GET /a']);
    expect(passing(world(ingress([from({ method: 'GET' })], open), ingress([from({ method: 'PUT' })], {}, 'shop/more')), 'GET /a', 'POST /a')).toEqual(['GET /a']);
  });

  it('have to get through where they are sent, too', () => {
    const sent = cnp('shop/api', { endpointSelector: app('api'), egress: [{ toEndpoints: [app('web')], toPorts: toPorts({ path: '/a.*' }) }] });
    expect(passing(world(ingress([from({ method: 'GET' })]), sent), ...SOME)).toEqual(['GET /a', 'GET /a?x=1']);
    expect(passing(world(sent), ...SOME)).toEqual(['GET /a', 'POST /a', 'GET /a?x=1']);
  });

  it('are told apart on the ports that say so alone', () => {
    const asked = world(ingress([{ fromEndpoints: [app('api')], toPorts: [...toPorts({ method: 'GET' }), ...ports('9090')] }]));
    expect(passing(asked, 'GET /a', 'POST /a')).toEqual(['GET /a']);
    expect(asked.request('shop/api', 'shop/web', 9090, 'POST /a')).toBe('allowed');
    expect(asked.request('shop/api', 'shop/web', 9091, 'POST /a')).toBe('denied');
  });

  it('are part of what is told of a decision', () => {
    const { trace } = world(ingress([from({ method: 'GET' })])).decideRequest('shop/api', 'shop/web', 8080, 'POST /a');
    expect(trace).toMatchObject({ ingress: { verdict: 'denied', reason: { kind: 'unmatched', isolatedBy: [{ name: 'web' }] } } });
  });

  test.each<[object, string]>([
    [{ methods: ['GET'] }, 'unknown field `methods`; known are method, path, host, headers, headerMatches'],
    [{ headerMatches: [{ value: 'a' }] }, 'a header needs a `name`'],
    [{ headerMatches: [{ name: 'a', mismatch: 'DROP' }] }, 'unknown action `DROP`; allowed are LOG, ADD, DELETE, REPLACE'],
  ])('such as %j are refused', (rule, text) => {
    expect(readCiliumPolicies([ingress([from(rule)])]).problems.map((problem) => problem.text)).toEqual([text]);
  });
});
