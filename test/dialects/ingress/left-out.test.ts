import { exposure, route } from './exposures';
import { renderExposure } from '../../../src/dialects/render-exposure';
import { IngressControllerName } from '../../../src/model/edge';
import { RouteModel } from '../../../src/model/route';
import { expectValid } from '../../schemas/validate';

const CONDITION = { name: 'x-beta', value: '1', match: 'exact' } as const;
const SHOP = route({ path: '/shop' });
const backends = (route({ path: '/' }).action as Extract<RouteModel['action'], { kind: 'serve' }>).backends; // a route that serves

/** What is written, as text, and how many gaps there are. */
function served(controller: IngressControllerName, routes: readonly RouteModel[]): { readonly objects: string; readonly gaps: number } {
  const { objects, gaps } = renderExposure(exposure(controller, { routes, httpsRedirect: false }));
  expectValid(objects);
  return { objects: JSON.stringify(objects), gaps: gaps.length };
}

describe('a route that a controller of Ingresses cannot tell apart', () => {
  test.each<[string, IngressControllerName, RouteModel]>([
    ['a method', 'generic', route({ path: '/other', method: 'POST' })],
    ['a header', 'kong', route({ path: '/other', headers: [CONDITION] })],
    ['a query parameter', 'gce', route({ path: '/other', query: [CONDITION] })],
    ['a method, for one that knows headers', 'ingress-nginx', route({ path: '/other', method: 'POST' })],
    ['a pattern', 'generic', route({ path: '/other/[0-9]+', match: 'regex' })],
    ['weights', 'contour', { ...route({ path: '/other' }), action: { kind: 'serve', backends: [...backends, ...backends.map((one) => ({ ...one, serviceName: 'new' }))] } }],
    ['another path for the pods', 'generic', { ...route({ path: '/other' }), action: { kind: 'serve', backends, rewritePath: { kind: 'prefix', value: '/' } } }],
    ['a Service of another namespace', 'haproxy', route({ path: '/other', namespace: 'lib' })],
    ['a Service of another namespace, in an object of its own kind', 'traefik', route({ path: '/other', namespace: 'lib' })],
    ['a redirect', 'generic', { ...route({ path: '/other' }), action: { kind: 'redirect', host: 'b.example.com', status: 302 } }],
  ])('is told and left out beside others, and alone leaves no object: %s', (_, controller, asked) => {
    const both = served(controller, [SHOP, asked]);
    expect(both.objects).toContain('/shop');
    expect(both.objects).not.toContain('/other');
    expect(both.gaps).toBeGreaterThan(0);
    expect(served(controller, [asked])).toEqual({ objects: '[]', gaps: both.gaps });
  });
});
