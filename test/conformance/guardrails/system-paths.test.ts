import { conformance, GuardrailIntent } from './run';
import { GuardrailBaseline, Port, SystemPath } from '../../../src';

const NOTHING_ELSE = { baseline: GuardrailBaseline.NONE };

const INTENTS: readonly GuardrailIntent[] = [
  {
    name: 'the DNS of the cluster',
    props: { ...NOTHING_ELSE, systemPaths: [SystemPath.dns()] },
    namespaces: 'allow nothing',
    asked: [
      { source: 'blue-web/app', destination: 'kube-system/dns', port: 53, verdict: 'allowed' },
      { source: 'blue-web/app', destination: 'kube-system/dns', port: 53, protocol: 'UDP', verdict: 'allowed' },
      { source: 'blue-web/app', destination: 'kube-system/app', port: 53, verdict: 'denied' },
      { source: 'blue-web/app', destination: 'kube-system/dns', port: 9153, verdict: 'denied' },
      { source: 'blue-web/app', destination: 'blue-db/app', port: 53, verdict: 'denied' },
    ],
  },
  {
    name: 'metrics',
    props: { ...NOTHING_ELSE, systemPaths: [SystemPath.metrics(Port.metrics(9100), Port.tcp(9200))] },
    namespaces: 'allow nothing',
    asked: [
      { source: 'monitoring/prometheus', destination: 'blue-web/app', port: 9100, verdict: 'allowed' },
      { source: 'monitoring/prometheus', destination: 'blue-web/app', port: 9200, verdict: 'allowed' },
      { source: 'monitoring/prometheus', destination: 'blue-web/app', port: 9300, verdict: 'denied' },
      { source: 'monitoring/app', destination: 'blue-web/app', port: 9100, verdict: 'denied' },
      { source: 'blue-db/app', destination: 'blue-web/app', port: 9100, verdict: 'denied' },
    ],
  },
  {
    name: 'the API server',
    props: { ...NOTHING_ELSE, systemPaths: [SystemPath.apiServer()] },
    namespaces: 'allow nothing',
    asked: [
      { source: 'blue-web/app', destination: '10.0.0.10', port: 6443, verdict: 'allowed', byIdentity: 'unknown' },
      { source: 'blue-web/app', destination: '10.0.0.11', port: 6443, verdict: 'denied', byIdentity: 'unknown' },
      { source: 'blue-web/app', destination: '10.0.0.10', port: 22, verdict: 'denied' },
    ],
  },
  {
    name: 'every path in a namespace that is shut',
    props: { namespaces: ['blue-web'], systemPaths: [SystemPath.dns(), SystemPath.metrics(Port.metrics(9100)), SystemPath.apiServer()] },
    namespaces: 'say nothing',
    asked: [
      { source: 'blue-web/app', destination: 'kube-system/dns', port: 53, protocol: 'UDP', verdict: 'allowed' },
      { source: 'blue-web/app', destination: 'kube-system/app', port: 53, protocol: 'UDP', verdict: 'denied' },
      { source: 'blue-web/app', destination: 'kube-system/dns', port: 9153, verdict: 'denied' },
      { source: 'monitoring/prometheus', destination: 'blue-web/app', port: 9100, verdict: 'allowed' },
      { source: 'monitoring/app', destination: 'blue-web/app', port: 9100, verdict: 'denied' },
      { source: 'blue-web/app', destination: '10.0.0.10', port: 443, verdict: 'allowed', byIdentity: 'unknown' },
      { source: 'blue-web/app', destination: '10.0.0.12', port: 443, verdict: 'denied', byIdentity: 'unknown' },
      { source: 'blue-db/app', destination: '10.0.0.12', port: 443, verdict: 'allowed' },
    ],
  },
];

conformance('ways of the system that are always open', INTENTS);
