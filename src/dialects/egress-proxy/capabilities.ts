import { Source, Support } from '../../model/capability';
import { no, yes } from '../../model/support';

const DOCS = 'https://www.envoyproxy.io/docs/envoy/v1.40.0';
const TUNNELS: Source = { url: `${DOCS}/intro/arch_overview/http/upgrades#connect-support`, version: 'Envoy 1.40.0' };
const NAMES: Source = { url: `${DOCS}/intro/arch_overview/http/http_proxy`, version: 'Envoy 1.40.0' };
const PATTERNS: Source = { url: `${DOCS}/api-v3/type/matcher/v3/string.proto`, version: 'Envoy 1.40.0' };
const IMAGE: Source = { url: 'https://github.com/envoyproxy/envoy/blob/v1.40.0/distribution/docker/Dockerfile-envoy', version: 'Envoy 1.40.0, stage `envoy-distroless`' };

/** What can be asked of an egress proxy. */
export type EgressProxyCapability = 'tunnels' | 'plainHttp' | 'wildcards' | 'withoutPrivilege' | 'otherTcp' | 'datagrams' | 'insideOfTls';

/** What the Envoy of an egress proxy does, with the place where that was read. */
export const EGRESS_PROXY_CAPABILITIES: Readonly<Record<EgressProxyCapability, Support>> = {
  tunnels: yes(TUNNELS, 'CONNECT, which clients of HTTPS send to the proxy of `HTTPS_PROXY`'),
  plainHttp: yes(NAMES, 'requests with a whole URL, which clients of HTTP send to the proxy of `HTTP_PROXY`'),
  wildcards: yes(PATTERNS, 'a pattern that must match the whole name and port'),
  // built on a base whose user is 65532, with the program alone beside it
  withoutPrivilege: yes(IMAGE),
  otherTcp: no(TUNNELS, 'give `EgressFallback.addresses(…)`, unless the client can ask an HTTP proxy for a tunnel'),
  datagrams: no(TUNNELS, 'give `EgressFallback.addresses(…)`'),
  insideOfTls: no(TUNNELS, 'the name of a tunnel is held, not what is said in it: nothing is decrypted'),
};
