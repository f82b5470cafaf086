import { Labels } from '../../model/endpoint';

const WHOLE = /^\d+$/;
const BOOLEAN = /^(true|false)$/;
const BASIC = /^[/\-._~a-zA-Z0-9:]*$/;

/**
 * What its admission takes as the value of an annotation that is written here, by the name behind the prefix. An Ingress with any other value is
 * refused as a whole, or served as if the annotation were not there.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/annotations/parser/validators.go
 */
export const ANNOTATION_VALUES: Readonly<Record<string, RegExp>> = {
  'affinity': /^cookie$/,
  'allowlist-source-range': /^[0-9a-fA-F.:/]+(,[0-9a-fA-F.:/]+)*$/,
  'backend-protocol': /^(HTTPS|GRPC)$/,
  'canary': BOOLEAN,
  'canary-by-header': BASIC,
  'canary-by-header-pattern': /^[/\-._~a-zA-Z0-9:^$[\](){}*+?|&=\\]*$/,
  'canary-by-header-value': /^[/\-._~a-zA-Z0-9: ]*$/,
  'canary-weight': WHOLE,
  'canary-weight-total': WHOLE,
  'cors-allow-credentials': BOOLEAN,
  'cors-allow-headers': /^[A-Za-z0-9\-_, ]*$/,
  'cors-allow-methods': /^([A-Za-z]+,?)+$/,
  'cors-allow-origin': /^(\*|[a-z]+:\/\/(\*\.)?[A-Za-z0-9\-.]*(:\d+)?(,[a-z]+:\/\/(\*\.)?[A-Za-z0-9\-.]*(:\d+)?)*)$/,
  'cors-expose-headers': /^([A-Za-z0-9\-_]+,?)+$/,
  'cors-max-age': WHOLE,
  'enable-cors': BOOLEAN,
  'limit-burst-multiplier': WHOLE,
  'limit-rpm': WHOLE,
  'limit-rps': WHOLE,
  'load-balance': /^round_robin$/,
  'permanent-redirect': /^https?:\/\/[\-._~a-zA-Z0-9/:,?&=]*$/,
  'permanent-redirect-code': /^30[0-8]$/,
  'proxy-body-size': /^\d+[kKmMgG]?$/,
  'proxy-connect-timeout': WHOLE,
  'proxy-next-upstream': /^((error|timeout|http_500|http_502|http_503|http_504)\s?)+$/,
  'proxy-next-upstream-tries': WHOLE,
  'proxy-read-timeout': WHOLE,
  'proxy-send-timeout': WHOLE,
  'rewrite-target': /^\/?[\-._~a-zA-Z0-9/:$]*$/,
  'session-cookie-expires': WHOLE,
  'session-cookie-max-age': WHOLE,
  'session-cookie-name': BASIC,
  'session-cookie-path': /^[\-._~a-zA-Z0-9/:,?&=]*$/,
  'ssl-passthrough': BOOLEAN,
  'ssl-redirect': BOOLEAN,
  'upstream-hash-by': /^[A-Za-z0-9\-_${}]*$/,
  'upstream-vhost': /^[/\-._~a-zA-Z0-9:^$[\](){}*+?|&=\\]*$/,
  'use-regex': BOOLEAN,
};

/** The annotations of a set whose values would be refused. */
export function refusedValues(annotations: Labels): [string, string][] {
  return Object.entries(annotations).filter(([name, value]) => ANNOTATION_VALUES[name]?.test(value) !== true);
}
