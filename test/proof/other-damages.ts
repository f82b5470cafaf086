import { Captured } from './captured';
import { at, Damage } from './damage';
import { copies, isMapping, list, Manifest, mapping, Mapping, nameOf, podLabels } from './manifest';
import { AskedPeer } from '../../src/model/asked';

/** Every kind of damage to Services, workloads and Ingresses. */
export function otherDamages(example: Captured): Damage[] {
  const managed = new Set(example.asked.workloads.map(({ id }) => `${id.namespace}/${id.name}`));
  const targets = new Map(example.asked.targets.map((target) => [`${target.namespace}/${target.service}`, `${target.workload.namespace}/${target.workload.name}`]));
  const isService = (object: Manifest) => object.kind === 'Service' && targets.has(nameOf(object));
  const isForeign = (object: Manifest) => podLabels(object) !== undefined && !managed.has(nameOf(object));
  const isManaged = (object: Manifest) => podLabels(object) !== undefined && managed.has(nameOf(object));
  const subjectOf = (object: Manifest) => targets.get(nameOf(object)) ?? '';
  return [
    ...at('the Service is deleted', example, isService, (service, all) => {
      const target = example.asked.targets.find((one) => `${one.namespace}/${one.service}` === nameOf(service));
      all.splice(all.indexOf(service), 1);
      return target?.mayBeElsewhere === true ? 'the Service of somebody else may be outside the App' : { kind: 'targetMissing', subject: subjectOf(service) };
    }),
    ...at('the selector of the Service is empty', example, isService, (service) => {
      mapping(service, 'spec')['selector'] = {};
      return { kind: 'targetMissing', subject: subjectOf(service) };
    }),
    ...at('the Service port stands for the container\'s', example, isService, (service) => {
      const port = list(service, 'spec', 'ports')[0];
      if (!isMapping(port)) return undefined;
      const own = example.asked.targets.find((one) => one.service === service.metadata.name && one.namespace === service.metadata.namespace && one.servicePort === port['port']);
      port['targetPort'] = port['port'] ?? 0;
      return own?.port === port['port'] ? 'both have one number' : { kind: 'targetMissing', subject: subjectOf(service) };
    }),
    ...at('the protocol of the Service is changed', example, isService, (service) => {
      const port = list(service, 'spec', 'ports')[0];
      if (!isMapping(port)) return undefined;
      port['protocol'] = 'UDP';
      return { kind: 'targetMissing', subject: subjectOf(service) };
    }),
    ...at('another workload gets the same labels', example, isManaged, (object, all) => {
      const [labels, twin] = [podLabels(object) ?? {}, twinOf(object)];
      mapping(twin, 'spec', 'template')['metadata'] = { labels: { ...labels } };
      all.push(twin);
      const caller = example.asked.workloads.find(({ egress }) => egress.some(({ peers }) => peers.some((peer) => isWorkload(peer, object))));
      const service = [...targets].find(([, workload]) => workload === nameOf(object));
      if (caller !== undefined) return { kind: 'flowExcess', subject: `${caller.id.namespace}/${caller.id.name}`, direction: 'egress', other: nameOf(twin) };
      const callee = example.asked.workloads.find(({ ingress }) => ingress.some(({ peers }) => peers.some((peer) => isWorkload(peer, object))));
      if (callee !== undefined) return { kind: 'flowExcess', subject: `${callee.id.namespace}/${callee.id.name}`, direction: 'ingress', other: nameOf(twin) };
      return service === undefined ? 'it calls nobody and nobody calls it, and no Service leads to it' : { kind: 'targetExcess', subject: nameOf(object) };
    }),
    ...at('the workload is deleted', example, isManaged, (object, all) => {
      all.splice(all.indexOf(object), 1);
      return { kind: 'workloadMissing', subject: nameOf(object) };
    }),
    ...at('the pods are relabelled', example, isManaged, (object) => {
      mapping(object, 'spec', 'template', 'metadata')['labels'] = { app: 'relabelled' };
      return { kind: 'flowExcess', subject: nameOf(object), direction: 'egress', other: 'every pod' };
    }),
    ...at('the pods are put on the host network', example, isManaged, (object) => {
      mapping(object, 'spec', 'template', 'spec')['hostNetwork'] = true;
      return { kind: 'workloadOnHost', subject: nameOf(object) };
    }),
    ...at('somebody else isolates a workload that is called, and is not ours', example, isForeign, (object, all) => {
      const caller = example.asked.workloads.find(({ egress }) => egress.some(({ peers }) => peers.some((peer) => isWorkload(peer, object))));
      all.push({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'deny', namespace: object.metadata.namespace },
        spec: { podSelector: { matchLabels: podLabels(object) ?? {} }, policyTypes: ['Ingress'] },
      });
      return caller === undefined ? 'nobody of ours calls it' : { kind: 'flowMissing', subject: `${caller.id.namespace}/${caller.id.name}`, direction: 'egress', other: nameOf(object) };
    }),
    ...routeDamages(example, targets),
    ...controllerDamages(example),
  ];
}

/** The labels of a controller in the profile are not those that it has: it is there, in its namespace, with others. */
function controllerDamages({ asked, objects }: Captured): Damage[] {
  return asked.edges.flatMap(({ name, controllers }) => controllers.flatMap((endpoint): Damage[] => {
    if (endpoint.kind !== 'pods' || endpoint.namespaces === 'all' || !('name' in endpoint.namespaces)) return [];
    const own = JSON.stringify(endpoint);
    const isUsed = asked.workloads.some(({ ingress }) => ingress.some(({ peers }) => peers.some((peer) => JSON.stringify(peer) === own)));
    const controller: Manifest = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'controller', namespace: endpoint.namespaces.name },
      spec: { template: { metadata: { labels: { app: 'controller' } }, spec: { containers: [] } } },
    };
    return [{
      kind: 'the selector of the controller in the profile is wrong',
      at: `edge ${name}`,
      objects: [...copies(objects), controller],
      expects: isUsed ? { kind: 'controllerMissing', subject: name } : 'nothing is exposed through the edge',
    }];
  }));
}

function isWorkload(peer: AskedPeer, object: Manifest): boolean {
  return peer.kind === 'workload' && `${peer.id.namespace}/${peer.id.name}` === nameOf(object);
}

function twinOf({ metadata: { namespace, name } }: Manifest): Manifest {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: `${name}-twin`, namespace }, spec: { template: { spec: { containers: [] } } } };
}

function routeDamages(example: Captured, targets: ReadonlyMap<string, string>): Damage[] {
  const isService = (object: Manifest) => object.kind === 'Service' && targets.has(nameOf(object));
  const isIngress = ({ kind }: Manifest) => kind === 'Ingress';
  const backendOf = (ingress: Manifest): Mapping => mapping(list(list(ingress, 'spec', 'rules')[0], 'http', 'paths')[0], 'backend', 'service');
  const routeOf = (ingress: Manifest) => example.asked.routes.find(({ host, namespace }) => (
    namespace === ingress.metadata.namespace && host === mapping(list(ingress, 'spec', 'rules')[0])['host']
  ));
  const subjectOf = (ingress: Manifest) => {
    const workload = routeOf(ingress)?.workload;
    return workload === undefined ? '' : `${workload.namespace}/${workload.name}`;
  };
  return [
    ...at('the Ingress is deleted', example, isIngress, (ingress, all) => {
      all.splice(all.indexOf(ingress), 1);
      return { kind: 'routeMissing', subject: subjectOf(ingress) };
    }),
    ...at('the Ingress goes to another Service', example, isIngress, (ingress, all) => {
      const others = all.filter((one) => isService(one) && one.metadata.namespace === ingress.metadata.namespace);
      const other = others.find((one) => targets.get(nameOf(one)) !== subjectOf(ingress));
      backendOf(ingress)['name'] = other?.metadata.name ?? 'nobody';
      return { kind: 'routeMissing', subject: subjectOf(ingress) };
    }),
    ...at('the Ingress goes to another port', example, isIngress, (ingress) => {
      backendOf(ingress)['port'] = { number: 4242 };
      return { kind: 'routeMissing', subject: subjectOf(ingress) };
    }),
    ...at('the host is misspelt', example, isIngress, (ingress) => {
      const subject = subjectOf(ingress);
      mapping(list(ingress, 'spec', 'rules')[0])['host'] = 'misspelt.example.com';
      return { kind: 'routeMissing', subject };
    }),
    ...at('another Ingress leads in beside it', example, isIngress, (ingress, all) => {
      const backdoor = JSON.parse(JSON.stringify(ingress)) as Manifest; // a copy of one
      backdoor.metadata.name = 'backdoor';
      mapping(list(backdoor, 'spec', 'rules')[0])['host'] = 'backdoor.example.com';
      all.push(backdoor);
      return { kind: 'routeExcess', subject: subjectOf(ingress) };
    }),
  ];
}
