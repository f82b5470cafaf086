/** What leaves the cluster through somebody else, beside what policies say: the proof of proxies reads it. */
export { readEgressProxies } from './egress-proxy/read';
