import { Asked, conformance, GuardrailIntent } from './run';
import { GuardrailBaseline, Tenants } from '../../../src';

const APART: readonly Asked[] = [
  { source: 'blue-web/app', destination: 'green-web/app', port: 80, verdict: 'denied' },
  { source: 'green-web/app', destination: 'blue-db/app', port: 5432, verdict: 'denied' },
  { source: 'blue-web/app', destination: 'blue-db/app', port: 5432, verdict: 'allowed' },
  { source: 'blue-web/app', destination: 'blue-web/other', port: 80, verdict: 'allowed' },
  // whoever is nobody's, or of a tenant that nobody has declared
  { source: 'blue-web/app', destination: 'loose/app', port: 80, verdict: 'denied' },
  { source: 'loose/app', destination: 'green-web/app', port: 80, verdict: 'denied' },
  { source: 'red-web/app', destination: 'blue-web/app', port: 80, verdict: 'denied' },
  { source: 'loose/app', destination: 'loose/other', port: 80, verdict: 'allowed' },
  // the platform
  { source: 'blue-web/app', destination: 'kube-system/dns', port: 53, verdict: 'allowed' },
  { source: 'monitoring/prometheus', destination: 'green-web/app', port: 9100, verdict: 'allowed' },
  // outside
  { source: 'blue-web/app', destination: '203.0.113.7', port: 443, verdict: 'allowed' },
  { source: '203.0.113.7', destination: 'blue-web/app', port: 80, verdict: 'allowed' },
];

const NOTHING_ELSE = { baseline: GuardrailBaseline.NONE, systemPaths: [] };

const INTENTS: readonly GuardrailIntent[] = [
  {
    name: 'tenants by a label',
    props: { ...NOTHING_ELSE, tenants: Tenants.byLabel('acme.dev/tenant', ['blue', 'green']) },
    namespaces: 'allow everything',
    asked: [
      ...APART,
      { source: 'red-web/app', destination: 'loose/app', port: 80, verdict: 'denied' },
      { source: 'red-web/app', destination: 'red-web/other', port: 80, verdict: 'denied' },
      { source: 'loose/app', destination: 'red-web/app', port: 80, verdict: 'denied' },
      { source: 'red-web/app', destination: 'kube-system/dns', port: 53, verdict: 'allowed' },
    ],
  },
  {
    name: 'tenants by their namespaces',
    props: { ...NOTHING_ELSE, tenants: Tenants.byNamespaces({ blue: ['blue-web', 'blue-db'], green: ['green-web'] }) },
    namespaces: 'allow everything',
    asked: [...APART, { source: 'red-web/app', destination: 'loose/app', port: 80, verdict: 'allowed' }],
  },
  {
    name: 'a tenant of some guarded namespaces',
    props: { ...NOTHING_ELSE, tenants: Tenants.byLabel('acme.dev/tenant', ['blue']), namespaces: ['blue-web', 'green-web'] },
    namespaces: 'allow everything',
    asked: [
      { source: 'blue-web/app', destination: 'loose/app', port: 80, verdict: 'denied' },
      { source: 'blue-db/app', destination: 'loose/app', port: 80, verdict: 'allowed' },
      { source: 'green-web/app', destination: 'loose/app', port: 80, verdict: 'denied' },
      { source: 'red-web/app', destination: 'loose/app', port: 80, verdict: 'allowed' },
    ],
  },
  {
    name: 'a tenant of which some namespaces are guarded, by their names',
    props: { ...NOTHING_ELSE, tenants: Tenants.byNamespaces({ blue: ['blue-web', 'blue-db'], green: ['green-web'] }), namespaces: ['blue-web'] },
    namespaces: 'allow everything',
    asked: [
      { source: 'blue-web/app', destination: 'loose/app', port: 80, verdict: 'denied' },
      { source: 'blue-web/app', destination: 'blue-db/app', port: 80, verdict: 'allowed' },
      // whoever is not guarded is left alone
      { source: 'blue-db/app', destination: 'loose/app', port: 80, verdict: 'allowed' },
      { source: 'green-web/app', destination: 'loose/app', port: 80, verdict: 'allowed' },
      { source: 'green-web/app', destination: 'blue-web/app', port: 80, verdict: 'denied' },
    ],
  },
];

conformance('tenants', INTENTS);
