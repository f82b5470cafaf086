import { Handler, Probe } from './kinds';
import { PreStopModel, ProbeAction, ProbeModel, TextMap } from '../../model/pod';

/**
 * A probe.
 *
 * Its `host` is never set: the restricted profile forbids it, and the kubelet asks the pod itself.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline (host probes and lifecycle hooks, v1.34)
 */
export function renderProbe(probe: ProbeModel | undefined): Probe | undefined {
  return probe === undefined ? undefined : { ...renderAction(probe.action), ...probe.timing };
}

/**
 * What a container does before its signal. The kubelet itself does the sleeping, so that an image without a shell can drain.
 *
 * @see https://www.kubernetes.dev/resources/keps/3960/ (beta and on from v1.30, stable in v1.34)
 */
export function renderPreStop(hook: PreStopModel): Handler | undefined {
  switch (hook.kind) {
    case 'none':
      return undefined;
    case 'sleep':
      return { sleep: { seconds: hook.seconds } };
    case 'exec':
      return { exec: { command: hook.command } };
    case 'http':
      return { httpGet: { path: hook.path, port: hook.port } };
  }
}

function renderAction(action: ProbeAction): Handler {
  switch (action.kind) {
    case 'http':
      return {
        httpGet: { path: action.path, port: action.port, scheme: action.https ? 'HTTPS' : undefined, httpHeaders: renderHeaders(action.headers) },
      };
    case 'tcp':
      return { tcpSocket: { port: action.port } };
    case 'grpc':
      return { grpc: { port: action.port, service: action.service } };
    case 'exec':
      return { exec: { command: action.command } };
  }
}

function renderHeaders(headers: TextMap): readonly { readonly name: string; readonly value: string }[] | undefined {
  const names = Object.keys(headers).sort();
  return names.length === 0 ? undefined : names.map((name) => ({ name, value: headers[name] ?? '' }));
}
