import { explained } from './world';
import { explanationText } from '../../../src/compare/explain/text';
import { cnp, labels, ports } from '../../dialects/cilium/policies';
import { pod } from '../../reachability/world';

const PODS = [pod('shop/web'), pod('shop/api')];
const requests = { fromEndpoints: [labels({ app: 'api' })], toPorts: [{ ...ports('80')[0], rules: { http: [{ method: 'GET' }] } }] };
const told = (spec: object, port: number) => explanationText(explained([...PODS, cnp('shop/x', spec)], 'shop/api', 'shop/web', port));

describe('an explanation with policies of Cilium', () => {
  it('names the rule, and for which part of the connection it is', () => {
    expect(told({ endpointSelector: labels({ app: 'web' }), ingress: [requests] }, 80)).toMatchSnapshot();
  });

  it('proposes no rule before one that denies, since Cilium goes by no order', () => {
    const { remedy } = explained([...PODS, cnp('shop/x', { ingressDeny: [{ fromEndpoints: [{}] }] })], 'shop/api', 'shop/web', 80);
    expect(remedy).toEqual({ kind: 'none', why: 'CiliumNetworkPolicy shop/x shuts it out, and no change of policies of that kind is looked for' });
    expect(told({ endpointSelector: labels({ app: 'web' }), ingress: [requests] }, 81)).toMatchSnapshot();
  });
});
