import { stringify } from 'yaml';
import { CONTROLLER_NAMES, exposure, route, servable } from './exposures';
import { Ingress } from '../../../src/dialects/ingress/kinds';
import { renderExposure } from '../../../src/dialects/render-exposure';
import { IngressExposure } from '../../../src/model/exposure';
import { ReachError } from '../../../src/model/finding';
import { KubeObject } from '../../../src/model/rendered';
import * as fc from '../../property';
import { expectValid } from '../../schemas/validate';

function ingressOf(model: IngressExposure): Ingress {
  const found = renderExposure(model).objects.find(isIngress);
  if (found === undefined) throw new Error('no Ingress');
  return found;
}

function isIngress(object: KubeObject): object is Ingress {
  return object.kind === 'Ingress';
}

/** What a request would reach, read off the object as the Ingress API has it. */
function backendFor({ spec }: Ingress, host: string, path: string): string | undefined {
  const rule = spec.rules.find((candidate) => candidate.host === host || candidate.host === `*.${host.split('.').slice(1).join('.')}`);
  const fits = (rule?.http.paths ?? []).filter((candidate) => candidate.path === path
    || candidate.pathType === 'Prefix' && `${path}/`.startsWith(candidate.path.endsWith('/') ? candidate.path : `${candidate.path}/`));
  const best = [...fits].sort((a, b) => b.path.length - a.path.length || a.pathType.localeCompare(b.pathType))[0];
  return best && `${best.backend.service.name}:${best.backend.service.port.name}`;
}

function yamlOf(title: string, objects: readonly KubeObject[]): string {
  return objects.map((object) => `--- # ${title}\n${stringify(object, { lineWidth: 0 })}`).join('');
}

const twoPaths = [
  route({ path: '/', serviceName: 'web' }),
  route({ path: '/api', serviceName: 'api' }),
  route({ path: '/api', match: 'exact', serviceName: 'docs' }),
];

describe.each(CONTROLLER_NAMES)('an exposure on %s', (controller) => {
  test('reads as the snapshot has it, with a redirect and without, and is valid', () => {
    const on = renderExposure(servable(controller, { hosts: ['shop.example.com', '*.eu.example.com'], routes: twoPaths }));
    const off = renderExposure(servable(controller, { httpsRedirect: false }));
    expect(`${yamlOf('with a redirect', on.objects)}${yamlOf('without', off.objects)}`).toMatchSnapshot();
    expect(on.gaps.map((gap) => gap.code)).toEqual(controller === 'generic' ? ['CANNOT_EXPRESS'] : []);
    expect(off.gaps).toEqual([]);
    expectValid([...on.objects, ...off.objects]);
  });

  test('says its class in one place only', () => {
    const { metadata, spec } = ingressOf(servable(controller));
    const annotation = metadata.annotations?.['kubernetes.io/ingress.class'];
    expect([annotation, spec.ingressClassName].filter((said) => said !== undefined)).toHaveLength(1);
  });

  test('has no gap and no object beside the Ingress where nothing but HTTP is asked for', () => {
    const rendered = renderExposure(exposure(controller, { tls: undefined, httpsRedirect: false }));
    expect(rendered.gaps).toEqual([]);
    expect(rendered.objects.map((object) => object.kind)).toEqual(['Ingress']);
    expect(ingressOf(exposure(controller, { tls: undefined, httpsRedirect: false })).spec.tls).toBeUndefined();
    expectValid(rendered.objects);
  });

  test('reports a redirect that has no certificate', () => {
    const { gaps } = renderExposure(exposure(controller, { tls: undefined }));
    // the Ingress API alone has no word for it anyway
    expect(controller === 'generic' ? gaps.slice(1) : gaps).toEqual([{
      code: 'CANNOT_EXPRESS',
      text: 'exposure `web` on edge `public`: `httpsRedirect` would send clients to HTTPS, where nothing answers without a certificate: '
        + 'give `tls`, or set `httpsRedirect: false`',
    }]);
  });

  test('gives equal bytes whatever the order of hosts and paths', () => {
    const hosts = ['a.example.com', 'b.example.com', '*.example.org', 'c.example.com'];
    const routes = [...twoPaths, route({ path: '/admin', serviceName: 'admin', servicePortName: 'https', appProtocol: 'https' })];
    const expected = JSON.stringify(renderExposure(servable(controller, { hosts, routes })));
    fc.assert(fc.property(shuffled(hosts), shuffled(routes), (someHosts, someRoutes) => {
      expect(JSON.stringify(renderExposure(servable(controller, { hosts: someHosts, routes: someRoutes })))).toBe(expected);
    }), { numRuns: 30 });
  });
});

// what Traefik makes of an Ingress differs from what the API says, so that it gets something else for these paths
test.each(CONTROLLER_NAMES.filter((name) => name !== 'traefik'))('%s gets every path of every host with the Service that was named, on its named port', (controller) => {
  const ingress = ingressOf(servable(controller, { hosts: ['shop.example.com', '*.eu.example.com'], routes: twoPaths }));
  expect(['/', '/api', '/api/v1', '/apis'].map((path) => backendFor(ingress, 'shop.example.com', path)))
    .toEqual(['web:http', 'docs:http', 'api:http', 'web:http']);
  expect(backendFor(ingress, 'de.eu.example.com', '/api/v1')).toBe('api:http');
  expect(backendFor(ingress, 'other.example.com', '/')).toBeUndefined();
});

function shuffled<T>(items: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });
}

describe('TLS of an exposure', () => {
  const hosts = ['b.example.com', 'a.example.com'];

  test('from a Secret is for all hosts, and asks nobody for a certificate', () => {
    const { metadata, spec } = ingressOf(exposure('contour', { hosts, httpsRedirect: false }));
    expect(spec.tls).toEqual([{ hosts: ['a.example.com', 'b.example.com'], secretName: 'shop-cert' }]);
    expect(metadata.annotations).toBeUndefined();
  });

  test('from an issuer of the namespace names it, and the Secret after the exposure', () => {
    const { metadata, spec } = ingressOf(exposure('contour', { hosts, tls: { kind: 'issuer', issuerName: 'ca' }, httpsRedirect: false }));
    expect(metadata.annotations).toEqual({ 'cert-manager.io/issuer': 'ca' });
    expect(spec.tls).toEqual([{ hosts: ['a.example.com', 'b.example.com'], secretName: 'web-tls' }]);
  });

  test('from an issuer of the cluster can be for some hosts, in a Secret of any name', () => {
    const tls = { kind: 'clusterIssuer', issuerName: 'letsencrypt', secretName: 'a-cert', hosts: ['a.example.com'] } as const;
    const { metadata, spec } = ingressOf(exposure('contour', { hosts, tls, httpsRedirect: false }));
    expect(metadata.annotations).toEqual({ 'cert-manager.io/cluster-issuer': 'letsencrypt' });
    expect(spec.tls).toEqual([{ hosts: ['a.example.com'], secretName: 'a-cert' }]);
  });

  test('for a host that is not exposed is refused', () => {
    const tls = { kind: 'issuer', issuerName: 'ca', hosts: ['c.example.com'] } as const;
    expect(() => renderExposure(exposure('contour', { hosts, tls }))).toThrow(new ReachError('TLS_HOST_OUTSIDE_RULES',
      'TLS host `c.example.com` is none of the hosts `a.example.com`, `b.example.com`: a certificate is used for the hosts of its own exposure only; '
      + 'add the host to `hosts`, or take it out of `tls`'));
  });

  test('by annotation alone is HTTPS, too, where the controller can do so', () => {
    const annotations = { 'networking.gke.io/managed-certificates': 'shop' };
    const { objects, gaps } = renderExposure(exposure('gce', { tls: undefined, annotations }));
    expect(gaps).toEqual([]);
    expect(objects.map((object) => object.kind)).toEqual(['Ingress', 'FrontendConfig']);
  });
});

describe('annotations of an exposure', () => {
  test('win over those that are made for it, and all are sorted', () => {
    const annotations = { 'nginx.ingress.kubernetes.io/ssl-redirect': 'false', 'acme.example.com/team': 'shop' };
    expect(Object.entries(ingressOf(exposure('ingress-nginx', { annotations })).metadata.annotations ?? {})).toEqual([
      ['acme.example.com/team', 'shop'],
      ['nginx.ingress.kubernetes.io/ssl-redirect', 'false'],
    ]);
  });

  test('name further middlewares of Traefik behind the redirect', () => {
    const key = 'traefik.ingress.kubernetes.io/router.middlewares';
    const annotations = { [key]: 'shop-compress@kubernetescrd' };
    expect(ingressOf(exposure('traefik', { annotations })).metadata.annotations?.[key]).toBe('shop-web@kubernetescrd,shop-compress@kubernetescrd');
  });

  test('cannot name another class than the edge', () => {
    const { gaps } = renderExposure(exposure('contour', { annotations: { 'kubernetes.io/ingress.class': 'nginx' } }));
    expect(gaps.map((gap) => gap.text)).toEqual([
      'exposure `web` on edge `public`: annotation `kubernetes.io/ingress.class: nginx` cannot stand beside the class of the edge, `contour`: '
      + 'leave it out, or choose another edge',
    ]);
  });
});

test('an exposure without hosts has one rule for every host', () => {
  expect(ingressOf(exposure('contour', { hosts: [], tls: undefined, httpsRedirect: false })).spec.rules.map((rule) => rule.host)).toEqual([undefined]);
});
