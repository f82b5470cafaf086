import { ApiObject, ApiObjectMetadataDefinition, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { emit } from './emit';
import { CONFIG_FOLDER, PROXY_ARGS, READINESS_PORT, renderProxyConfig, renderProxyService } from '../dialects/egress-proxy/render';
import { EgressProxyModel } from '../model/egress-proxy';
import { fingerprint } from '../model/fingerprint';

export { CONFIG_FOLDER, PROXY_ARGS, READINESS_PORT };

/** On the pods of an egress proxy: a text that changes with its configuration, so that a change of it reaches them. */
export const CONFIG_ANNOTATION = 'cdk8s-reach/egress-config';

/** The objects of an egress proxy beside those of its workload. */
export interface EgressProxyObjects {
  readonly configMap: ApiObject;
  readonly service: ApiObject;
}

/** Creates the objects at once; whom they serve is known when they are written. */
export function emitEgressProxy(scope: Construct, model: () => EgressProxyModel, pods: ApiObjectMetadataDefinition): EgressProxyObjects {
  const { name, namespace, labels } = model();
  const metadata = { name, namespace, labels: { ...labels } };
  pods.addAnnotation(CONFIG_ANNOTATION, Lazy.any({ produce: () => fingerprint(renderProxyConfig(model()).data) }));
  return {
    configMap: emit(scope, 'ConfigMap', { apiVersion: 'v1', kind: 'ConfigMap', metadata }, { data: () => renderProxyConfig(model()).data }),
    service: emit(scope, 'Service', { apiVersion: 'v1', kind: 'Service', metadata }, { spec: () => renderProxyService(model()).spec }),
  };
}
