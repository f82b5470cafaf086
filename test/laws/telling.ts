import { Cluster } from './cluster';
import { RuleRequests, TieredPolicy } from '../../src/reachability/rules';
import { Request, RequestMatch } from '../../src/sets/requests/request';
import * as fc from '../property';

const expression = (text: string) => ({ kind: 'expression' as const, text });
const path = (text: string, withQuery = true) => ({ path: { anyOf: [expression(text)], withQuery } });

const METHODS: readonly Partial<RequestMatch>[] = [{}, { methods: [expression('GET')] }, { methods: [{ kind: 'exact', text: 'POST' }, expression('P.*')] }];
const PATHS: readonly Partial<RequestMatch>[] = [{}, path('/a'), path('/[ab].*')];

function requests(methods: readonly Partial<RequestMatch>[], paths: readonly Partial<RequestMatch>[]): fc.Arbitrary<RuleRequests> {
  const match = fc.record({
    methods: fc.constantFrom(...methods), path: fc.constantFrom(...paths), headers: fc.constantFrom([], [], [{ name: 'x-team', value: expression('shop|web') }], [{ name: 'x-team' }]),
  }).map((one): RequestMatch => ({ ...one.methods, ...one.path, headers: one.headers }));
  return fc.record({ at: fc.constant('spec'), matches: fc.array(match, { minLength: 1, maxLength: 2 }) });
}

/** What rules say of requests: what everybody knows and can tell, and also what nobody knows, or can tell in a text. */
const [TOLD, ANY] = [requests(METHODS, PATHS), requests([...METHODS, { methods: [{ kind: 'unknown' }] }], [...PATHS, path('/a(/.*)?', false), path('(?i)/A')])];

/** Requests of which some are let through, and others are not. */
export const REQUESTS: readonly Request[] = ['GET', 'POST', 'PUT'].flatMap((method) => ['/a', '/a/b', '/b', '/a?x', '/c'].flatMap((one) => [undefined, 'shop'].map((team) => ({
  method, path: one, host: '', headers: team === undefined ? [] : [{ name: 'x-team', value: team }],
}))));

/** Many rules tell requests apart, for more ports than they had, so that they are met often. */
function told(cluster: Cluster, own: readonly (RuleRequests | undefined)[]): Cluster {
  let place = 0;
  const tiered = cluster.rules.tiered.map((policy): TieredPolicy => ({
    ...policy,
    rules: policy.rules.map((rule) => {
      const about = own[place++];
      return about === undefined ? rule : { ...rule, action: 'accept', ports: 'all', requests: about };
    }),
  }));
  return { ...cluster, rules: { ...cluster.rules, tiered } };
}

/** Clusters some rules of which tell requests apart. */
export function telling(clusters: fc.Arbitrary<Cluster>): fc.Arbitrary<Cluster> {
  const own = fc.oneof(...[TOLD, ANY].map((one) => fc.array(fc.option(one, { nil: undefined }), { minLength: 12, maxLength: 12 })));
  return fc.tuple(clusters, own).map(([cluster, some]) => told(cluster, some));
}
