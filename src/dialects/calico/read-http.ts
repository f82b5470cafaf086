import { Field } from '../../fields/field';
import { RuleRequests } from '../../reachability/rules';
import { TextMatch } from '../../sets/requests/request';

/**
 * The requests of a rule, which the proxy beside the pods that are called tells apart, without the query behind their paths. What a rule does not take in is left to
 * the next one, as it is where a connection does not match.
 *
 * @see https://github.com/projectcalico/calico/blob/v3.32.1/app-policy/checker/match.go (`matchHTTP`)
 * @see https://github.com/projectcalico/calico/blob/v3.32.1/app-policy/checker/check.go (`checkTiers`, for `rules.RuleDirIngress`)
 */
export function readHttp(field: Field): RuleRequests | undefined {
  if (!field.isPresent()) return undefined;
  const { methods, paths } = field.members('methods', 'paths');
  const called = methods.items().flatMap((one) => one.text() ?? []);
  const where = paths.items().flatMap(readPath);
  return {
    at: field.path,
    matches: [{
      ...(called.length === 0 || called.includes('*') ? {} : { methods: called.map((text): TextMatch => ({ kind: 'exact', text })) }),
      ...(where.length === 0 ? {} : { path: { anyOf: where, withQuery: false } }),
      headers: [],
    }],
  };
}

function readPath(field: Field): TextMatch[] {
  const { exact, prefix } = field.members('exact', 'prefix');
  const [whole, beginning] = [exact.text(), prefix.text()];
  if ((whole === undefined) === (beginning === undefined)) field.refuse('FIELD_MISSING', 'a path needs either `exact` or `prefix`');
  if (whole !== undefined) return [{ kind: 'exact', text: whole }];
  return beginning === undefined ? [] : [{ kind: 'prefix', text: beginning }];
}
