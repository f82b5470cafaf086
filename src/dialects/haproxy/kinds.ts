/** One port of HAProxy, and the Service behind it. */
export interface TcpService {
  readonly name: string;
  readonly frontend: {
    readonly name: string;
    readonly tcplog: boolean;
    readonly binds: readonly { readonly name: string; readonly port: number; readonly address?: string; readonly v4v6?: boolean }[];
    readonly tcp_request_rule_list?: readonly {
      readonly type: 'connection';
      readonly action: 'reject';
      readonly cond: 'unless';
      readonly cond_test: string;
      readonly index: number;
    }[];
  };
  readonly service: { readonly name: string; readonly port: number };
}

/**
 * The controller's own resource for raw streams; its specification is a list.
 *
 * @see https://github.com/haproxytech/kubernetes-ingress/blob/v3.2.11/documentation/custom-resource-tcp.md
 */
export interface Tcp {
  readonly apiVersion: 'ingress.v1.haproxy.org/v1';
  readonly kind: 'TCP';
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  };
  readonly spec: readonly TcpService[];
}
