import { BlastEndKind, BlastRadius, Edge, Peer, Port } from '../../../src';
import { CONFORMANT } from '../../../src/clusters/profile';
import { BlastModel, blastRadiusOf } from '../../../src/synth/blast';
import { Shop, statefulSet } from '../shop';

const FACTS = { podCidrs: ['10.244.0.0/16'], nodeCidrs: [], dns: CONFORMANT.dns };

/** A web that calls payments, which call an address, in a namespace with a job of the same name as a workload. */
function shop(): readonly unknown[] {
  const made = new Shop({ edges: [Edge.traefik('public')] });
  const [web, payments] = [made.service('web'), made.service('payments')];
  web.connections.allowTo(payments);
  web.expose('x', { hosts: ['a.example'] });
  payments.connections.allowTo(Peer.cidr('203.0.113.0/24').on(Port.https()));
  statefulSet(made.chart, 'web', { app: 'other' });
  return made.manifests();
}

function blast(name: string, isReverse?: boolean): BlastModel {
  const found = blastRadiusOf(shop(), FACTS, name, isReverse);
  if (found.kind === 'nobody') throw new Error(found.candidates.join());
  return found;
}

test('a blast radius is plain data of objects and a name', () => {
  expect(blast('shop/web[Deployment]').reached).toEqual([
    { kind: 'workload', name: 'shop/payments[Deployment]', ports: 'TCP 8080', steps: 1, isCertain: true, way: ['shop/payments[Deployment] on TCP 8080'] },
    {
      kind: 'addresses', name: '203.0.113.0/24', ports: 'TCP 443', steps: 2, isCertain: true, way: ['shop/payments[Deployment] on TCP 8080', '203.0.113.0/24 on TCP 443'],
    },
  ]);
});

test('a name that nobody bears, or several, is said to be one', () => {
  expect(blastRadiusOf(shop(), FACTS, 'shop/wep')).toEqual({ kind: 'nobody', candidates: [] });
  expect(blastRadiusOf(shop(), FACTS, 'shop/web')).toEqual({ kind: 'nobody', candidates: ['shop/web[Deployment]', 'shop/web[StatefulSet]'] });
});

test('the construct-side view has the direct ends, the workloads, and a table', () => {
  const radius = BlastRadius._of(blast('shop/web[Deployment]'));
  expect([radius.workload, radius.workloads, radius.direct.map(({ endName }) => endName)]).toEqual(['shop/web[Deployment]', ['shop/payments[Deployment]'], ['shop/payments[Deployment]']]);
  expect(radius.reached[1]).toEqual({
    kind: BlastEndKind.ADDRESSES, endName: '203.0.113.0/24', ports: 'TCP 443', steps: 2, certain: true, way: ['shop/payments[Deployment] on TCP 8080', '203.0.113.0/24 on TCP 443'],
  });
  expect(radius.toString()).toMatch(/^if shop\/web\[Deployment\] is taken\nsteps  destination /);
});

test('backwards, the ways in and pods outside the manifests are ends as well', () => {
  const radius = BlastRadius._of(blast('shop/payments', true));
  expect(radius.reached.map(({ kind, endName, certain }) => [kind, endName, certain])).toEqual([
    [BlastEndKind.WORKLOAD, 'shop/web[Deployment]', true],
    [BlastEndKind.PODS, 'pods app.kubernetes.io/name=traefik of traefik', true],
    [BlastEndKind.ENTRY, 'Ingress shop/web-x a.example/', true],
  ]);
});

test('DNS is a step only where nobody says who it is', () => {
  const names = (facts: Parameters<typeof blastRadiusOf>[1]) => {
    const found = blastRadiusOf(shop(), facts, 'shop/payments');
    return found.kind === 'blast' ? found.reached.map(({ name }) => name) : [];
  };
  expect(names(FACTS)).not.toContain('pods k8s-app=kube-dns of kube-system');
  expect(names({ podCidrs: [], nodeCidrs: [] })).toContain('pods k8s-app=kube-dns of kube-system');
});
