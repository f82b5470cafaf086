import { readCalicoPolicies } from '../../../src/dialects/calico/read';
import { pod, World } from '../../reachability/world';

const policy = (name: string, spec: object) => ({ apiVersion: 'projectcalico.org/v3', kind: 'NetworkPolicy', metadata: { name, namespace: 'shop' }, spec });
const allow = (http?: object, fields: object = {}) => ({ action: 'Allow', protocol: 'TCP', source: { selector: 'app == "api"' }, ...(http === undefined ? {} : { http }), ...fields });
const web = (name: string, ingress: readonly object[], more: object = {}) => policy(name, { selector: 'app == "web"', types: ['Ingress'], ingress, ...more });
const world = (...objects: readonly object[]) => new World([pod('shop/web'), pod('shop/api'), ...objects]);
const SOME = ['GET /a', 'POST /a', 'GET /a/b', 'GET /ab', 'GET /a?x=1'];
/** What of some requests gets from `shop/api` to `shop/web`. */
const passing = (asked: World) => SOME.filter((text) => asked.request('shop/api', 'shop/web', 8080, text) === 'allowed');

describe('requests of a rule of Calico', () => {
  it('get through by method, and by their path without the query', () => {
    expect(passing(world(web('web', [allow({ methods: ['POST', 'PUT'] })])))).toEqual(['POST /a']);
    expect(passing(world(web('web', [allow({ methods: ['*'] })])))).toEqual(SOME);
    expect(passing(world(web('web', [allow({ paths: [{ exact: '/a' }] })])))).toEqual(['GET /a', 'POST /a', 'GET /a?x=1']);
    expect(passing(world(web('web', [allow({ methods: ['GET'], paths: [{ exact: '/ab' }, { prefix: '/a/' }] })])))).toEqual(['GET /a/b', 'GET /ab']);
    expect(passing(world(web('web', [allow({})])))).toEqual(SOME);
  });

  it('go by the first rule that takes them in, of the policies in their order', () => {
    const deny = { action: 'Deny', protocol: 'TCP', source: { selector: 'app == "api"' } };
    expect(passing(world(web('web', [allow({ methods: ['POST'] }), deny, allow()])))).toEqual(['POST /a']);
    expect(passing(world(web('web', [allow({ methods: ['POST'] })]), web('zz', [allow({ paths: [{ exact: '/ab' }] })])))).toEqual(['POST /a', 'GET /ab']);
    expect(passing(world(web('web', [allow({ methods: ['POST'] })]), web('aa', [allow()])))).toEqual(SOME);
  });

  it('are left to the next tier by a tier that passes on what it does not match', () => {
    const tier = { apiVersion: 'projectcalico.org/v3', kind: 'Tier', metadata: { name: 'early' }, spec: { order: 10, defaultAction: 'Pass' } };
    const early = web('early.web', [allow({ methods: ['POST'] })], { tier: 'early' });
    expect(passing(world(tier, early))).toEqual(SOME);
    expect(passing(world(tier, early, web('web', [allow({ paths: [{ exact: '/ab' }] })])))).toEqual(['POST /a', 'GET /ab']);
  });

  it('are not told apart where they are sent', () => {
    const sent = policy('api', { selector: 'app == "api"', types: ['Egress'], egress: [{ action: 'Allow', protocol: 'TCP', http: { methods: ['POST'] } }] });
    expect(passing(world(sent))).toEqual(SOME);
  });

  test.each<[object, string]>([
    [{ method: ['GET'] }, 'unknown field `method`; known are methods, paths'],
    [{ paths: [{ exact: '/a', prefix: '/b' }] }, 'a path needs either `exact` or `prefix`'],
    [{ paths: [{}] }, 'a path needs either `exact` or `prefix`'],
  ])('such as %j are refused', (http, text) => {
    expect(readCalicoPolicies([web('web', [allow(http)])]).problems.map((problem) => problem.text)).toEqual([text]);
  });
});
