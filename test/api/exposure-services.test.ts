import { Shop } from './shop';
import { Edge, LoadBalancing } from '../../src';

describe('what an exposure needs on the Service behind it', () => {
  const shop = () => new Shop({ edges: [Edge.kong('public'), Edge.gce('google')] });

  test('is written there, beside what other edges need', () => {
    const app = shop();
    const web = app.service('web');
    web.expose('a', { hosts: ['a.example.com'], timeouts: { connectSeconds: 3 }, loadBalancing: LoadBalancing.leastRequest() });
    web.expose('b', { hosts: ['b.example.com'], edge: 'google', timeouts: { backendSeconds: 90 } });
    expect(app.named('Service', 'web').metadata.annotations).toEqual({
      'cloud.google.com/backend-config': '{"ports":{"http":"web-b"}}',
      'konghq.com/connect-timeout': '3000',
      'konghq.com/upstream-policy': 'web-a',
    });
    expect(app.named('KongUpstreamPolicy', 'web-a').spec).toEqual({ algorithm: 'least-connections' });
    expect(app.named('BackendConfig', 'web-b').spec).toEqual({ timeoutSec: 90 });
    expect(app.findings()).toEqual([]);
  });

  test('cannot differ between two exposures of one edge: what the first has asked stays, and the other is a finding', () => {
    const app = shop();
    const web = app.service('web');
    web.expose('a', { hosts: ['a.example.com'], timeouts: { connectSeconds: 3 } });
    web.expose('b', { hosts: ['b.example.com'], timeouts: { connectSeconds: 4 } });
    expect(app.findings()).toEqual([expect.stringMatching(/shop\/web\/b\b.*`web-b` on edge `public`: its controller learns.*`konghq\.com\/connect-timeout: 4000`/)]);
  });
});
