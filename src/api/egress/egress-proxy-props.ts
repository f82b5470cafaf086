import { Resources } from '../pod/container-props';

/** What can be said of an egress proxy. All of it has a default. */
export interface EgressProxyProps {
  /**
   * The name of its objects: a DNS label that begins with a letter. Throws `NAME_INVALID`.
   *
   * @default the id of the construct
   */
  readonly name?: string;

  /**
   * The image: Envoy, as the program `/usr/local/bin/envoy`. Throws `IMAGE_INVALID`, `IMAGE_UNTAGGED`.
   *
   * @see https://github.com/envoyproxy/envoy/blob/0252c88f4757a779c62b2cc034e29bb737e0783a/distribution/docker/Dockerfile-envoy (stage `envoy-distroless`)
   * @default `docker.io/envoyproxy/envoy:distroless-v1.40.0`, of the project itself
   */
  readonly image?: string;

  /**
   * How many pods there are. Throws `REPLICAS_INVALID`.
   *
   * @default 3
   */
  readonly replicas?: number;

  /**
   * What a pod may use. Throws `QUANTITY_INVALID`.
   *
   * @default guesses for a small server; see `Resources`
   */
  readonly resources?: Resources;

  /**
   * Whether it is deployed where the network plugin matches names, too, though nobody goes through it there.
   *
   * @default false: where names are matched there is no proxy
   */
  readonly always?: boolean;

  /**
   * Whether callers whose containers are ours get the variables `HTTPS_PROXY` and `NO_PROXY`, in capitals and not, and `HTTP_PROXY` for a connection on
   * `Port.http(…)`.
   *
   * @default true
   */
  readonly injectVariables?: boolean;

  /**
   * The ports on which it listens for its callers, by the namespace and the name of each, as in `{ 'shop/payments': 20001 }`: for two whose ports would
   * be one.
   *
   * @default a port from 20000 to 29999 that follows from the caller's namespace, kind and name
   */
  readonly callerPorts?: Record<string, number>;
}
