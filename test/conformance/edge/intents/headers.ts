import { HeaderChangesModel, TrafficModel } from '../../../../src/model/traffic';
import { http } from '../asks';
import { Intent } from '../run';

function changed(name: string, key: 'requestHeaders' | 'responseHeaders', more: Partial<HeaderChangesModel>): Intent {
  const traffic: TrafficModel = { [key]: { set: {}, add: {}, remove: [], ...more } };
  return { name, ask: (edge) => http(edge, { traffic }), without: (edge) => http(edge) };
}

export const HEADERS: readonly Intent[] = [
  changed('of requests, set', 'requestHeaders', { set: { 'x-tenant': 'acme' } }),
  changed('of requests, added', 'requestHeaders', { add: { 'x-via': 'edge' } }),
  changed('of requests, removed', 'requestHeaders', { remove: ['x-debug'] }),
  changed('of answers, set', 'responseHeaders', { set: { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } }),
  changed('of answers, added', 'responseHeaders', { add: { 'x-via': 'edge' } }),
  changed('of answers, removed', 'responseHeaders', { remove: ['server'] }),
];
