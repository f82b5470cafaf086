import { explained } from './world';
import { explanationText } from '../../../src/compare/explain/text';
import { explained as decisionText, ruleFieldOf } from '../../../src/reachability/trace-text';
import { cnp, labels, ports } from '../../dialects/cilium/policies';
import { block, pod } from '../../reachability/world';

const PODS = [pod('shop/web'), pod('shop/api')];
const requests = { fromEndpoints: [labels({ app: 'api' })], toPorts: [{ ...ports('80')[0], rules: { http: [{ method: 'GET' }] } }] };
const told = (spec: object, port: number) => explanationText(explained([...PODS, cnp('shop/x', spec)], 'shop/api', 'shop/web', port));

describe('an explanation of a connection to an address, with a rule by names beside others', () => {
  const byNames = { toFQDNs: [{ matchName: 'api.example.com' }] };
  const steps = (to: string, egress: object, policy: object = {}) => {
    const { decision, sides } = explained([...PODS, cnp('shop/x', { endpointSelector: labels({ app: 'web' }), ...policy, ...egress })], 'shop/web', to, 443, { podCidrs: [block('10.0.0.0/8')] });
    return [decision.verdict, ...(sides[0]?.steps ?? []).map((step) => `${step.kind === 'rule' ? step.effect : step.kind} ${'rule' in step ? ruleFieldOf(step.rule) : ''}`.trim())];
  };

  it('says which rule allows it, and of the one by names only that it may be about it', () => {
    expect(steps('203.0.113.9', { egress: [byNames, { toCIDR: ['203.0.113.0/24'] }] })).toEqual(['allowed', 'maybe spec.egress[0]', 'allows spec.egress[1]']);
    expect(steps('203.0.113.9', { egress: [{ toCIDR: ['203.0.113.0/24'] }, byNames] })).toEqual(['allowed', 'allows spec.egress[0]']);
    expect(steps('api.example.com', { egress: [byNames, { toCIDR: ['0.0.0.0/0', '::/0'] }] })).toEqual(['allowed', 'allows spec.egress[0]']);
  });

  it('says that nobody isolates it where nothing but the rule by names is about it, and that one isolates nobody', () => {
    expect(steps('203.0.113.9', { egress: [byNames] }, { enableDefaultDeny: { egress: false } })).toEqual(['allowed', 'maybe spec.egress[0]', 'default']);
    expect(steps('203.0.113.9', { egress: [byNames] })).toEqual(['unknown', 'maybe spec.egress[0]']);
  });

  it('says what denies it, and not that the rule by names might', () => {
    expect(steps('203.0.113.9', { egress: [byNames], egressDeny: [{ toCIDR: ['203.0.113.0/24'] }] })).toEqual(['denied', 'denies spec.egressDeny[0]']);
  });

  it('reads as sentences', () => {
    const objects = [...PODS, cnp('shop/x', { endpointSelector: labels({ app: 'web' }), egress: [byNames, { toCIDR: ['203.0.113.0/24'] }] })];
    const explanation = explained(objects, 'shop/web', '203.0.113.9', 443);
    expect(explanationText(explanation)).toMatchSnapshot();
    expect(decisionText(explanation.decision)).toMatchSnapshot();
  });
});

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
