import { TrafficModel } from '../../../../src/model/traffic';
import { http } from '../asks';
import { Intent } from '../run';

function asked(name: string, traffic: TrafficModel): Intent {
  return { name, ask: (edge) => http(edge, { traffic }), without: (edge) => http(edge) };
}

export const PATIENCE: readonly Intent[] = [
  asked('a timeout of a request', { timeouts: { requestSeconds: 30 } }),
  asked('a timeout of a backend', { timeouts: { backendSeconds: 10 } }),
  asked('a timeout of connecting', { timeouts: { connectSeconds: 3 } }),
  asked('a timeout of an idle connection', { timeouts: { idleSeconds: 300 } }),
  asked('retries after a failed connection', { retries: { attempts: 2, reasons: ['connectFailure'] } }),
  asked('retries of bad answers', { retries: { attempts: 3, reasons: ['badGateway', 'gatewayTimeout', 'unavailable'] } }),
  asked('retries with a timeout of their own', { retries: { attempts: 2, reasons: ['connectFailure', 'serverError'], perTrySeconds: 2 } }),
];
