import { PluginCapability, Source, Support } from '../model/capability';
import { no, since, yes } from '../model/support';

/** A network plugin, as far as policies are concerned. */
export interface PluginModel {
  readonly name: string;
  readonly enforces: Readonly<Record<PluginCapability, Support>>;
}

const CORE: Source = { url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/', version: 'Kubernetes 1.35' };

const TIERS: Source = { url: 'https://network-policy-api.sigs.k8s.io/implementations/', version: 'network-policy-api v0.2.0' };

/** A plugin that does all that core NetworkPolicy asks of it, and nothing else. */
const conformant: PluginModel = {
  name: 'a conformant network plugin',
  enforces: {
    networkPolicy: yes(CORE),
    endPort: since('Kubernetes 1.25', CORE),
    sctp: since('Kubernetes 1.20', CORE),
    // an API of its own, with custom resources, which core does not ask of anybody
    clusterNetworkPolicy: no(TIERS),
  },
};

const FLANNEL: Source = { url: 'https://github.com/flannel-io/flannel/blob/v0.28.9/README.md#network-policy', version: 'Flannel 0.28.9' };

/**
 * Flannel alone: it moves packets and enforces no policy.
 *
 * With `netpol.enabled` in its chart (since 0.25.5), or with Calico's policy engine beside it (Canal), the cluster does
 * enforce policies: such a cluster is a conformant one.
 */
const flannel: PluginModel = {
  name: 'Flannel',
  enforces: {
    networkPolicy: no(FLANNEL),
    endPort: no(FLANNEL),
    sctp: no(FLANNEL),
    clusterNetworkPolicy: no(FLANNEL),
  },
};

/** The plugins that are known by name. */
export const PLUGINS = { conformant, flannel } as const;
