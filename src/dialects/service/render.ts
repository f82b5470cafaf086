import { Service, ServiceBody, ServicePort } from './kinds';
import { PortModel } from '../../model/port';
import { Rendered } from '../../model/rendered';
import { ServiceEntry, ServiceModel, ServiceTraffic } from '../../model/service';

/** A Service that says every field that matters, so that no cluster's default decides. */
export function renderService(model: ServiceModel): Rendered<Service> {
  return {
    objects: [{
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: model.name, namespace: model.namespace, labels: model.labels, annotations: model.annotations },
      spec: bodyOf(model),
    }],
    gaps: [],
  };
}

function bodyOf(model: ServiceModel): ServiceBody {
  const { service } = model;
  switch (service.kind) {
    case 'clusterIp':
      return { type: 'ClusterIP', ...backend(model, {}), ...trafficOf(service.traffic) };
    case 'headless':
      return { type: 'ClusterIP', clusterIP: 'None', ...backend(model, {}), ...trafficOf(service.traffic) };
    case 'nodePort':
      return { type: 'NodePort', ...backend(model, service.entry.nodePorts), ...trafficOf(service.traffic), ...entryOf(service.entry) };
    case 'loadBalancer':
      return {
        type: 'LoadBalancer',
        ...backend(model, service.entry.nodePorts),
        ...trafficOf(service.traffic),
        ...entryOf(service.entry),
        loadBalancerClass: service.loadBalancerClass,
        loadBalancerSourceRanges: service.entry.sourceRanges.length === 0 ? undefined : service.entry.sourceRanges,
        allocateLoadBalancerNodePorts: service.allocateNodePorts,
      };
    case 'externalName':
      return { type: 'ExternalName', externalName: service.externalName, ...(model.ports.length === 0 ? {} : { ports: model.ports.map(portAlone) }) };
  }
}

function backend(model: ServiceModel, nodePorts: Readonly<Record<string, number>>): Pick<ServiceBody, 'selector' | 'ports'> {
  return {
    selector: model.selector,
    // A headless Service without ports is legal and gives the pods their names.
    ...(model.ports.length === 0 ? {} : { ports: model.ports.map((port) => portOf(port, nodePorts[port.name])) }),
  };
}

function portOf(port: PortModel, nodePort: number | undefined): ServicePort {
  return { ...portAlone(port), targetPort: port.name, nodePort };
}

function portAlone(port: PortModel): ServicePort {
  return { name: port.name, port: port.servicePort, protocol: port.protocol, appProtocol: port.appProtocol };
}

function trafficOf(traffic: ServiceTraffic): Partial<ServiceBody> {
  return {
    ...(traffic.sessionAffinitySeconds === undefined ? {} : {
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: traffic.sessionAffinitySeconds } },
    }),
    internalTrafficPolicy: traffic.internalTrafficPolicy,
    trafficDistribution: traffic.trafficDistribution,
    ipFamilies: traffic.ipFamilies,
    ipFamilyPolicy: traffic.ipFamilyPolicy,
    publishNotReadyAddresses: traffic.publishNotReadyAddresses,
  };
}

function entryOf(entry: ServiceEntry): Partial<ServiceBody> {
  return { externalTrafficPolicy: entry.externalTrafficPolicy };
}
