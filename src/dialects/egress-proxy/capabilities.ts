import { Source, Support } from '../../model/capability';
import { no, yes } from '../../model/support';

// each as it was read, at its commit; what was tried, and with what, stands in the README
const ENVOY = 'https://github.com/envoyproxy/envoy/blob';
const TRIED = 'its commit; tried with Envoy 1.40.0';
const TUNNELS: Source = { url: `${ENVOY}/01d874ec43376d52d2bc11acc1efbbdc5d7281ae/docs/root/intro/arch_overview/http/upgrades.rst`, version: TRIED };
const NAMES: Source = { url: `${ENVOY}/0262031304ac81d8d795360ba5fc9193717c4092/docs/root/intro/arch_overview/http/http_proxy.rst`, version: TRIED };
const PATTERNS: Source = { url: `${ENVOY}/00ecb000ae43976d4cfe9c07a9642cf2ebdfbcac/api/envoy/type/matcher/v3/string.proto`, version: TRIED };
const IMAGE: Source = {
  url: `${ENVOY}/0252c88f4757a779c62b2cc034e29bb737e0783a/distribution/docker/Dockerfile-envoy`, version: 'its commit, stage `envoy-distroless`; the image was not tried',
};

/** What can be asked of an egress proxy. */
export type EgressProxyCapability = 'tunnels' | 'plainHttp' | 'wildcards' | 'withoutPrivilege' | 'otherTcp' | 'datagrams' | 'insideOfTls';

/** What the Envoy of an egress proxy does, with the place where that was read. */
export const EGRESS_PROXY_CAPABILITIES: Readonly<Record<EgressProxyCapability, Support>> = {
  tunnels: yes(TUNNELS, 'CONNECT, which clients of HTTPS send to the proxy of `HTTPS_PROXY`'),
  plainHttp: yes(NAMES, 'requests with a whole URL, which clients of HTTP send to the proxy of `HTTP_PROXY`'),
  wildcards: yes(PATTERNS, 'a pattern that must match the whole name and port'),
  // built on a base whose user is not root, with the program alone beside it
  withoutPrivilege: yes(IMAGE),
  otherTcp: no(TUNNELS, 'give `EgressFallback.addresses(…)`, unless the client can ask an HTTP proxy for a tunnel'),
  datagrams: no(TUNNELS, 'give `EgressFallback.addresses(…)`'),
  insideOfTls: no(TUNNELS, 'the name of a tunnel is held, not what is said in it: nothing is decrypted'),
};
