import { TlsModel } from '../../../../src/model/tls';
import { http, stream } from '../asks';
import { gatewayEdge, ingressEdge } from '../edges';
import { Intent } from '../run';

function ended(name: string, tls: TlsModel): Intent {
  return { name, ask: (edge) => http(edge, { tls }), without: (edge) => http(edge) };
}

const withListenerSets = { certificates: 'listenerSet' } as const;

const LISTENER_SETS = ([['1.4', 'standard'], ['1.4', 'experimental'], ['1.5', 'standard'], ['1.6', 'standard']] as const)
  .map(([release, channel]) => ({ name: `gateway generic ${release} ${channel}`, edge: gatewayEdge('generic', release, channel, withListenerSets) }));

/** Edges whose operator lets TLS through on the port of HTTPS. */
const THROUGH = (['haproxy', 'ingress-nginx', 'traefik'] as const)
  .map((controller) => ({ name: `ingress ${controller}`, edge: ingressEdge(controller, [{ name: 'through', protocol: 'TLS', port: 443 }]) }));

export const TLS: readonly Intent[] = [
  ended('a Secret that the edge has', { kind: 'secret', secretName: 'edge-tls' }),
  ended('a Secret of its own', { kind: 'secret', secretName: 'own-tls' }),
  ended('an Issuer', { kind: 'issuer', issuerName: 'acme' }),
  ended('a ClusterIssuer', { kind: 'clusterIssuer', issuerName: 'letsencrypt', secretName: 'web-cert' }),
  ended('a certificate of the edge', { kind: 'edge' }),
  { ...ended('a Secret behind listeners of its own', { kind: 'secret', secretName: 'own-tls' }), edges: LISTENER_SETS },
  { ...ended('an Issuer behind listeners of its own', { kind: 'issuer', issuerName: 'acme' }), edges: LISTENER_SETS },
  {
    name: 'that goes through to the pods',
    ask: (edge) => stream(edge, { protocol: 'TLS', port: edge.api === 'gateway' ? 8443 : 443, hosts: ['shop.example.com'] }),
  },
  { name: 'that goes through by a door that is named', edges: THROUGH, ask: (edge) => stream(edge, { protocol: 'TLS', port: 443, hosts: ['a.example.com', 'b.example.com'] }) },
];
