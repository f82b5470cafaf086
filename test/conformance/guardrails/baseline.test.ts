import { Asked, conformance, GuardrailIntent } from './run';
import { GuardrailBaseline, GuardrailCallers, SystemPath } from '../../../src';

const SHUT_TO_PODS: readonly Asked[] = [
  { source: 'blue-web/app', destination: 'blue-web/other', port: 80, verdict: 'denied' },
  { source: 'kube-system/dns', destination: 'loose/app', port: 80, verdict: 'denied' },
  { source: 'blue-web/app', destination: '203.0.113.7', port: 443, verdict: 'denied' },
  { source: 'blue-web/app', destination: '2001:db8::7', port: 443, verdict: 'denied' },
  { source: 'blue-web/app', destination: '10.0.0.11', port: 10250, verdict: 'denied' },
  { source: 'kube-system/app', destination: 'monitoring/app', port: 80, verdict: 'allowed' },
  { source: 'kube-system/app', destination: '203.0.113.7', port: 443, verdict: 'allowed' },
];

const INTENTS: readonly GuardrailIntent[] = [
  {
    name: 'a pod without a policy',
    props: { systemPaths: [] },
    namespaces: 'say nothing',
    asked: [...SHUT_TO_PODS, { source: '203.0.113.7', destination: 'blue-web/app', port: 80, verdict: 'denied' }],
  },
  {
    name: 'a pod without a policy, towards pods',
    props: { systemPaths: [], callers: GuardrailCallers.PODS },
    namespaces: 'say nothing',
    asked: [...SHUT_TO_PODS, { source: '203.0.113.7', destination: 'blue-web/app', port: 80, verdict: 'allowed' }],
  },
  {
    name: 'a pod whose namespace has policies',
    props: { systemPaths: [] },
    namespaces: 'allow everything',
    asked: [
      { source: 'blue-web/app', destination: 'blue-web/other', port: 80, verdict: 'allowed' },
      { source: 'blue-web/app', destination: '203.0.113.7', port: 443, verdict: 'allowed' },
      { source: '203.0.113.7', destination: 'blue-web/app', port: 80, verdict: 'allowed' },
    ],
  },
  {
    name: 'the ingress of a pod without a policy',
    props: { systemPaths: [], baseline: GuardrailBaseline.INGRESS },
    namespaces: 'say nothing',
    asked: [
      { source: 'kube-system/app', destination: 'blue-web/app', port: 80, verdict: 'denied' },
      { source: 'blue-web/app', destination: 'kube-system/app', port: 80, verdict: 'allowed' },
    ],
  },
  {
    name: 'the egress of a pod without a policy',
    props: { systemPaths: [], baseline: GuardrailBaseline.EGRESS },
    namespaces: 'say nothing',
    asked: [
      { source: 'kube-system/app', destination: 'blue-web/app', port: 80, verdict: 'allowed' },
      { source: 'blue-web/app', destination: 'kube-system/app', port: 80, verdict: 'denied' },
    ],
  },
  {
    name: 'two namespaces by name',
    props: { namespaces: ['blue-web', 'green-web'], systemPaths: [SystemPath.dns()] },
    namespaces: 'say nothing',
    asked: [
      { source: 'blue-web/app', destination: 'green-web/app', port: 80, verdict: 'denied' },
      { source: 'blue-web/app', destination: 'kube-system/dns', port: 53, verdict: 'allowed' },
      { source: 'loose/app', destination: 'red-web/app', port: 80, verdict: 'allowed' },
      { source: 'loose/app', destination: 'blue-web/app', port: 80, verdict: 'denied' },
      { source: '203.0.113.7', destination: 'blue-web/app', port: 80, verdict: 'denied' },
      { source: '203.0.113.7', destination: 'loose/app', port: 80, verdict: 'allowed' },
    ],
  },
];

conformance('the baseline', INTENTS);
