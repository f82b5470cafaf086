import { Source } from '../model/capability';
import { IngressControllerName } from '../model/edge';
import { Labels } from '../model/endpoint';

/** From where a controller reaches the pods, which is what a policy has to let in. */
export type ControllerPlace =
  /** Its own pods: namespace and labels, in one peer. */
  | { readonly kind: 'pods'; readonly namespace: string; readonly podLabels: Labels }
  /** Addresses that are the same in every cluster. */
  | { readonly kind: 'addresses'; readonly cidrs: readonly string[] }
  /** Addresses that only the user knows; the text says which. */
  | { readonly kind: 'cidrsRequired'; readonly which: string }
  /** Nothing is known: the user says namespace and labels, or CIDRs. */
  | { readonly kind: 'allRequired' };

/** What is known of one ingress controller as its maker ships it. */
export interface ControllerRow {
  /** Its name in a sentence. */
  readonly title: string;
  readonly place: ControllerPlace;
  /** The class of its Ingress objects, unless the user has given it another; none means that it has to be given. */
  readonly ingressClass?: string;
  readonly sources: readonly Source[];
}

/**
 * The controllers, each as its official chart or manifest installs it.
 *
 * A row holds labels that do not depend on the name of the release. Charts that install into the namespace of the
 * release get the namespace that their maker's own instructions use.
 */
export const CONTROLLERS: Readonly<Record<IngressControllerName, ControllerRow>> = {
  /** Retired: no release and no security fix after March 2026. Here for clusters that still run it, never as a default. */
  'ingress-nginx': {
    title: 'ingress-nginx',
    place: {
      kind: 'pods',
      namespace: 'ingress-nginx',
      podLabels: { 'app.kubernetes.io/component': 'controller', 'app.kubernetes.io/name': 'ingress-nginx' },
    },
    ingressClass: 'nginx',
    sources: [
      { url: 'https://github.com/kubernetes/ingress-nginx/blob/main/deploy/static/provider/cloud/deploy.yaml', version: '1.15.1, chart 4.15.1' },
      { url: 'https://www.kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/', version: 'retired in March 2026' },
    ],
  },
  /** The class is the release's name, which is `traefik` in the instructions. K3s installs the same chart into `kube-system`. */
  'traefik': {
    title: 'Traefik',
    place: { kind: 'pods', namespace: 'traefik', podLabels: { 'app.kubernetes.io/name': 'traefik' } },
    ingressClass: 'traefik',
    sources: [
      { url: 'https://github.com/traefik/traefik-helm-chart/blob/master/traefik/templates/_helpers.tpl', version: 'chart 41.3.0' },
      { url: 'https://github.com/traefik/traefik-helm-chart/blob/master/EXAMPLES.md', version: 'chart 41.3.0' },
    ],
  },
  /** By HAProxy Technologies, from its chart. Its plain manifest labels the pods `run=haproxy-ingress` instead, in the same namespace. */
  'haproxy': {
    title: 'HAProxy',
    place: { kind: 'pods', namespace: 'haproxy-controller', podLabels: { 'app.kubernetes.io/name': 'kubernetes-ingress' } },
    ingressClass: 'haproxy',
    sources: [
      { url: 'https://github.com/haproxytech/helm-charts/blob/main/kubernetes-ingress/templates/_helpers.tpl', version: 'chart 1.52.1' },
      { url: 'https://github.com/haproxytech/kubernetes-ingress/blob/master/deploy/haproxy-ingress.yaml', version: '3.2.11 (namespace)' },
    ],
  },
  /**
   * Envoy's pods, not Contour's own: they carry the traffic. From the quick start's manifest; the chart (0.7.0) labels them
   * `app.kubernetes.io/name=contour,app.kubernetes.io/component=envoy` instead. Without `--ingress-class-name` Contour takes
   * the class `contour`, too.
   */
  'contour': {
    title: 'Contour',
    place: { kind: 'pods', namespace: 'projectcontour', podLabels: { app: 'envoy' } },
    ingressClass: 'contour',
    sources: [
      { url: 'https://github.com/projectcontour/contour/blob/v1.33.6/examples/contour/03-envoy.yaml', version: '1.33.6' },
      { url: 'https://github.com/projectcontour/contour/blob/main/site/content/docs/main/config/ingress.md', version: '1.33.6 (class)' },
    ],
  },
  /**
   * The gateway's pods, not the controller's: they carry the traffic. From the chart `kong/ingress`, which installs the chart
   * `kong` twice, aliased; the alias becomes the name label. The chart `kong/kong` alone labels them `app.kubernetes.io/name=kong`.
   */
  'kong': {
    title: 'Kong',
    place: {
      kind: 'pods',
      namespace: 'kong',
      podLabels: { 'app.kubernetes.io/component': 'app', 'app.kubernetes.io/name': 'gateway' },
    },
    ingressClass: 'kong',
    sources: [
      { url: 'https://github.com/Kong/charts/blob/main/charts/ingress/values.yaml', version: 'chart 0.24.0' },
      { url: 'https://github.com/Kong/charts/blob/main/charts/kong/templates/_helpers.tpl', version: 'chart 3.4.1' },
      { url: 'https://developer.konghq.com/mesh/use-kong-as-delegated-gateway/', version: 'read in November 2026 (namespace and name label)' },
    ],
  },
  /** The load balancer is outside the cluster; in ip mode it dials the pods from the addresses that it has in its subnets. */
  'aws-alb': {
    title: 'the AWS Load Balancer Controller',
    place: { kind: 'cidrsRequired', which: 'the CIDRs of the subnets of the load balancer' },
    ingressClass: 'alb',
    sources: [
      {
        url: 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/guide/ingress/annotations.md#target-type',
        version: '3.5.0',
      },
      { url: 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/helm/aws-load-balancer-controller/values.yaml', version: '3.5.0' },
    ],
  },
  /**
   * Google's front ends and health checks. They reach pods only where the Service has container-native load balancing
   * (`cloud.google.com/neg`); through instance groups the pods see nodes. Only IPv4: the classic Application Load Balancer that
   * this class makes has no IPv6 backends. `gce-internal` comes from the proxy-only subnet as well, which the user has to name.
   */
  'gce': {
    title: 'GKE Ingress',
    place: { kind: 'addresses', cidrs: ['130.211.0.0/22', '35.191.0.0/16'] },
    ingressClass: 'gce',
    sources: [
      { url: 'https://cloud.google.com/load-balancing/docs/firewall-rules', version: 'read in November 2026' },
      { url: 'https://github.com/kubernetes/ingress-gce/blob/v1.41.1/docs/faq/gce.md', version: '1.41.1' },
      { url: 'https://cloud.google.com/kubernetes-engine/docs/concepts/ingress', version: 'read in November 2026 (class)' },
    ],
  },
  /** Any other controller: nothing is assumed. */
  'generic': {
    title: 'the ingress controller',
    place: { kind: 'allRequired' },
    sources: [{ url: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class', version: 'Kubernetes 1.35' }],
  },
};
