import { backend, http, route } from '../asks';
import { Intent } from '../run';

function split(...weights: readonly number[]): Intent['ask'] {
  const names = ['canary', 'web', 'zeta'];
  return (edge) => http(edge, { routes: [route({}, { backends: weights.map((weight, i) => backend({ serviceName: names[i] ?? '', weight })) })] });
}

export const CANARY: readonly Intent[] = [
  { name: '10 of 100 to a canary', ask: split(10, 90) },
  { name: '1 of 10 to a canary, which is the same', ask: split(1, 9) },
  { name: 'blue and green: all to one of two', ask: split(0, 100) },
  { name: 'one of three parts each', ask: split(1, 1, 1) },
  { name: 'weights that are no whole percents', ask: split(1, 999) },
];
