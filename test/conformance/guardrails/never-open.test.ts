import { Asked, conformance, GuardrailIntent } from './run';
import { GuardrailBaseline, GuardrailCallers, Port } from '../../../src';

const NOTHING_ELSE = { baseline: GuardrailBaseline.NONE, systemPaths: [] };

const SHUT: readonly Asked[] = [
  { source: 'blue-web/app', destination: 'blue-web/other', port: 22, verdict: 'denied' },
  { source: 'kube-system/dns', destination: 'loose/app', port: 22, verdict: 'denied' },
  { source: 'blue-web/app', destination: 'green-web/app', port: 3050, protocol: 'UDP', verdict: 'denied' },
  { source: 'blue-web/app', destination: 'green-web/app', port: 3050, verdict: 'allowed' },
  { source: 'blue-web/app', destination: 'green-web/app', port: 23, verdict: 'allowed' },
  { source: 'blue-web/app', destination: 'kube-system/app', port: 22, verdict: 'allowed' },
  { source: 'blue-web/app', destination: '203.0.113.7', port: 22, verdict: 'allowed' },
];

const neverOpen = [Port.tcp(22), Port.udp(3000, { endPort: 3100 })];

const INTENTS: readonly GuardrailIntent[] = [
  {
    name: 'ports that nobody calls',
    props: { ...NOTHING_ELSE, neverOpen },
    namespaces: 'allow everything',
    asked: [...SHUT, { source: '203.0.113.7', destination: 'blue-web/app', port: 22, verdict: 'denied' }],
  },
  {
    name: 'ports that no pod calls',
    props: { ...NOTHING_ELSE, neverOpen, callers: GuardrailCallers.PODS },
    namespaces: 'allow everything',
    asked: [...SHUT, { source: '203.0.113.7', destination: 'blue-web/app', port: 22, verdict: 'allowed' }],
  },
  {
    name: 'ports that nobody calls in one namespace',
    props: { ...NOTHING_ELSE, neverOpen, namespaces: ['blue-web'] },
    namespaces: 'allow everything',
    asked: [
      { source: 'blue-db/app', destination: 'blue-web/app', port: 22, verdict: 'denied' },
      { source: 'blue-web/app', destination: 'blue-db/app', port: 22, verdict: 'allowed' },
    ],
  },
  {
    name: 'more ports than one rule has room for',
    props: { ...NOTHING_ELSE, neverOpen: Array.from({ length: 60 }, (_, i) => Port.tcp(7000 + 2 * i)), callers: GuardrailCallers.PODS },
    namespaces: 'allow everything',
    asked: [
      { source: 'blue-db/app', destination: 'blue-web/app', port: 7000, verdict: 'denied' },
      { source: 'blue-db/app', destination: 'blue-web/app', port: 7001, verdict: 'allowed' },
      { source: 'blue-db/app', destination: 'blue-web/app', port: 7118, verdict: 'denied' },
    ],
  },
];

conformance('ports that are never open', INTENTS);
