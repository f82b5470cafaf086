import { exposureNeeds, renderExposure } from '../../../src/dialects/render-exposure';
import { asks } from '../ingress/asked-features';
import { carriedBy } from '../ingress/carried';
import { annotationsOf, edge, exposure, route, servable, textsOf, withNeeds } from '../ingress/exposures';

const PREFIX = 'alb.ingress.kubernetes.io';

test('everything that an AWS load balancer supports reads as the snapshot has it, without a gap, and is valid', () => {
  expect(carriedBy('aws-alb')).toMatchSnapshot();
});

test('a redirect has a listener to go to', () => {
  const keys = annotationsOf(servable('aws-alb'));
  expect(keys).toMatchObject({ [`${PREFIX}/ssl-redirect`]: '443', [`${PREFIX}/scheme`]: 'internal', [`${PREFIX}/target-type`]: 'ip' });
  expect(JSON.parse(keys[`${PREFIX}/listen-ports`] ?? '')).toEqual([{ HTTP: 80 }, { HTTPS: 443 }]);
});

test('it is for the internet only where the edge says so', () => {
  const open = servable('aws-alb', { edge: { ...edge('aws-alb'), scheme: 'internet-facing' } });
  expect(annotationsOf(open)[`${PREFIX}/scheme`]).toBe('internet-facing');
});

describe('a certificate', () => {
  test('in a Secret is a gap that says where it has to be', () => {
    const rendered = renderExposure(exposure('aws-alb', { httpsRedirect: false }));
    expect(rendered.gaps.map((gap) => gap.text)).toEqual([
      'exposure `web` on edge `public`: `tls` of Secret `shop-cert` is beyond an AWS load balancer: it takes no certificate from a Secret; use `Tls.edge()` where '
      + 'AWS Certificate Manager has one for the hosts, or leave `tls` out and annotate the exposure with `alb.ingress.kubernetes.io/certificate-arn`',
    ]);
    expect(rendered.objects[0]).not.toHaveProperty('spec.tls');
  });

  test('of the edge is found by the hosts of the rules, with a redirect as well', () => {
    const model = exposure('aws-alb', { tls: { kind: 'edge' } });
    expect(textsOf(model)).toEqual([]);
    expect(annotationsOf(model)).toMatchObject({ [`${PREFIX}/listen-ports`]: '[{"HTTP":80},{"HTTPS":443}]', [`${PREFIX}/ssl-redirect`]: '443' });
    expect(renderExposure(model).objects[0]).not.toHaveProperty('spec.tls');
  });
});

describe('the protocol towards the pods', () => {
  test('moves to the Services where the paths differ', () => {
    const annotations = { [`${PREFIX}/backend-protocol-version`]: 'GRPC' };
    const model = servable('aws-alb', { routes: [route(), route({ path: '/rpc', serviceName: 'rpc', servicePortName: 'grpc', appProtocol: 'grpc' })] });
    expect(annotationsOf(model)).not.toMatchObject(annotations);
    expect(exposureNeeds(model)).toEqual([{ serviceName: 'rpc', annotations }]);
    expect(textsOf(withNeeds(model))).toEqual([]);
  });

  test('is gRPC over HTTPS only', () => {
    expect(textsOf(asks('aws-alb', { routes: [route({ appProtocol: 'grpc' })] }))).toEqual([
      'an AWS load balancer carries gRPC over HTTPS only: use `Tls.edge()`, or annotate the exposure with `alb.ingress.kubernetes.io/certificate-arn`',
    ]);
  });
});

describe('attributes', () => {
  test('stand behind those of the user, in one list', () => {
    const annotations = { [`${PREFIX}/load-balancer-attributes`]: 'deletion_protection.enabled=true', [`${PREFIX}/target-group-attributes`]: 'slow_start.duration_seconds=30' };
    const model = asks('aws-alb', { annotations, traffic: { timeouts: { idleSeconds: 300 }, loadBalancing: 'random' } });
    expect(annotationsOf(model)).toMatchObject({
      [`${PREFIX}/load-balancer-attributes`]: 'deletion_protection.enabled=true,idle_timeout.timeout_seconds=300',
      [`${PREFIX}/target-group-attributes`]: 'slow_start.duration_seconds=30,load_balancing.algorithm.type=weighted_random',
    });
  });

  test('have no word for a silence of more than 4000 seconds', () => {
    expect(textsOf(asks('aws-alb', { traffic: { timeouts: { idleSeconds: 4000 } } }))).toEqual([]);
    expect(textsOf(asks('aws-alb', { traffic: { timeouts: { idleSeconds: 4001 } } }))).toEqual([
      'an AWS load balancer waits 4000 seconds at most, and `timeouts.idleSeconds` is `4001`: make it shorter',
    ]);
  });
});

test.each(['group.name', 'security-groups'])('clients are not said to be kept out where annotation %s takes the rule away, or gives it to others', (key) => {
  const annotations = { [`${PREFIX}/${key}`]: 'shared' };
  expect(textsOf(asks('aws-alb', { annotations, traffic: { sources: ['192.0.2.0/24'] } }))).toEqual([
    `\`sources\` becomes rules of a security group that this exposure has for itself, and annotation \`${PREFIX}/${key}\` names others: leave one of them out`,
  ]);
  expect(textsOf(asks('aws-alb', { annotations }))).toEqual([]);
});
