import { BackendConfig, BackendSpec } from './kinds';
import { Labels } from '../../model/endpoint';
import { IngressExposure } from '../../model/exposure';
import { ServedBackend } from '../../model/route';

/** The configuration that the ports behind an exposure name; none where it asks for nothing that would be in it. */
export function backendConfigs(exposure: IngressExposure): BackendConfig[] {
  const { name, namespace, labels } = exposure;
  const spec = specOf(exposure);
  return spec === undefined ? [] : [{ apiVersion: 'cloud.google.com/v1', kind: 'BackendConfig', metadata: { name, namespace, labels }, spec }];
}

/** By which a Service names it, port by port. */
export function backendConfigAnnotation(routes: readonly ServedBackend[], exposure: IngressExposure): Labels {
  if (specOf(exposure) === undefined) return {};
  const ports = [...new Set(routes.map(({ servicePortName }) => servicePortName))].sort();
  return { 'cloud.google.com/backend-config': JSON.stringify({ ports: Object.fromEntries(ports.map((port) => [port, exposure.name])) }) };
}

function specOf({ traffic }: IngressExposure): BackendSpec | undefined {
  const { backendSeconds } = traffic.timeouts ?? {};
  const spec: BackendSpec = {
    ...(backendSeconds === undefined ? {} : { timeoutSec: backendSeconds }),
    ...(traffic.loadBalancing === 'ipHash' ? { sessionAffinity: { affinityType: 'CLIENT_IP' } } : {}),
  };
  return Object.keys(spec).length === 0 ? undefined : spec;
}
