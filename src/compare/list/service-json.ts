import { ServiceRow } from './service-rows';
import { ServicePort } from '../../reachability/rules/services';
import { portsJson, workloadJson } from '../words/json';

/** Where one port of a Service leads, as JSON. */
export function serviceJson({ service, port, destination, ports, nowhere }: ServiceRow): object {
  const { namespace, name, type, headless, externalIps, externalName } = service;
  return {
    service: { namespace, name },
    type,
    headless,
    ...(externalIps.length === 0 ? {} : { externalIPs: [...externalIps] }),
    ...(port === undefined ? {} : { port: portJson(port) }),
    ...(destination === undefined ? {} : { destination: workloadJson(destination) }),
    ...(externalName === undefined ? {} : { outside: { name: externalName } }),
    ...(nowhere === undefined ? {} : { nowhere }),
    containerPorts: portsJson(ports),
  };
}

function portJson({ name, port, protocol, target, nodePort }: ServicePort): object {
  return {
    ...(name === undefined ? {} : { name }),
    number: port,
    protocol,
    target: target.kind === 'name' ? target.name : target.number,
    ...(nodePort === undefined ? {} : { nodePort }),
  };
}
