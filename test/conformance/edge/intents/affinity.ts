import { TrafficModel } from '../../../../src/model/traffic';
import { http } from '../asks';
import { Intent } from '../run';

function asked(name: string, traffic: TrafficModel): Intent {
  return { name, ask: (edge) => http(edge, { traffic }), without: (edge) => http(edge) };
}

export const AFFINITY: readonly Intent[] = [
  asked('by a cookie', { affinity: { cookieName: 'shop' } }),
  asked('by a cookie that lasts', { affinity: { cookieName: 'shop', ttlSeconds: 3600 } }),
  asked('least requests', { loadBalancing: 'leastRequest' }),
  asked('the address of the client', { loadBalancing: 'ipHash' }),
  asked('chance', { loadBalancing: 'random' }),
  // what most do by themselves needs no word
  { name: 'one after the other', ask: (edge) => http(edge, { traffic: { loadBalancing: 'roundRobin' } }) },
];
