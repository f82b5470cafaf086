import { Section } from './section';
import { ServiceRow } from './service-rows';
import { Service, ServicePort } from '../../reachability/rules/services';
import { workloadText } from '../../reachability/workload';

/** Where the ports of Services lead. */
export function servicesSection(rows: readonly ServiceRow[]): Section {
  return {
    title: 'services',
    headings: ['service', 'type', 'port', 'destination', 'container ports'],
    rows: rows.map((row) => [
      `${row.service.namespace}/${row.service.name}`, typeText(row.service), row.port === undefined ? '-' : servicePortText(row.port), destinationText(row), targetsText(row),
    ]),
  };
}

function typeText({ type, headless, externalIps }: Service): string {
  const kind = headless && type === 'ClusterIP' ? 'headless' : type;
  return externalIps.length === 0 ? kind : `${kind}, external addresses ${externalIps.join(', ')}`;
}

/** A port such as `80/TCP (http)`, and the port of every node behind an arrow. */
function servicePortText({ name, port, protocol, nodePort }: ServicePort): string {
  return `${port}/${protocol}${name === undefined ? '' : ` (${name})`}${nodePort === undefined ? '' : `, node port ${nodePort}`}`;
}

function destinationText({ service, destination }: ServiceRow): string {
  if (service.externalName !== undefined) return `${service.externalName} (outside)`;
  return destination === undefined ? '-' : workloadText(destination);
}

function targetsText({ service, port, nowhere, ports }: ServiceRow): string {
  switch (nowhere) {
    case 'pods': return 'leads nowhere: selects nobody';
    case 'endpoints': return 'somebody else keeps the endpoints';
    case 'target': return `leads nowhere: no port ${port?.target.kind === 'name' ? port.target.name : ''} of ${port?.protocol ?? ''}`;
    case undefined: return service.externalName === undefined ? ports.toString() : 'leads out of the cluster';
  }
}
