import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { clusterOf, pathOf } from './cluster-scope';
import { dryRunGaps } from './dry-run-gaps';
import { FindingsByConstruct, ManagedApp, ManagedWorkload, report } from './managed';
import { mixedRoutes } from './route-kinds';
import { sharedServices } from './shared-services';
import type { ClusterProfileModel } from '../clusters/profile';
import { unenforcedWitness } from '../compare/verify/unenforced';
import { isClusterWide } from '../dialects/read-kinds';
import { WorkloadId } from '../model/asked';
import { isSupported, Support } from '../model/capability';
import { ExposureModel, StreamModel } from '../model/exposure';
import { Finding } from '../model/finding';
import { requestKey, requestText } from '../model/route';

/** The facts about the whole App that no construct can see alone. */
export function appFindings(app: ManagedApp): FindingsByConstruct {
  const found: FindingsByConstruct = new Map();
  const checks = [nameCollisions, selectorCollisions, exposureCollisions, mixedRoutes, sharedServices, enforcement, guardrailsTwice, dryRunGaps];
  for (const check of checks) {
    check(app).forEach((list, construct) => report(found, construct, list));
  }
  return found;
}

/** Two objects of one kind, namespace and name: the later file would overwrite the earlier one without a word. */
function nameCollisions(app: ManagedApp): FindingsByConstruct {
  const found: FindingsByConstruct = new Map();
  const first = new Map<string, ApiObject>();
  const clusters = new Map<IConstruct, IConstruct>();
  for (const construct of app.root.node.findAll()) {
    if (!ApiObject.isApiObject(construct)) {
      continue;
    }
    const key = [clusterRoot(construct, clusters).node.addr, construct.apiGroup, construct.kind, namespaceOf(construct) ?? '', construct.name].join('|');
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, construct);
    } else {
      report(found, construct.node.scope ?? app.root, [nameCollision(construct, other)]);
    }
  }
  return found;
}

/** The root of a construct's cluster, looked up once per scope. */
function clusterRoot(construct: IConstruct, known: Map<IConstruct, IConstruct>): IConstruct {
  const scope = construct.node.scope ?? construct;
  const root = known.get(scope) ?? clusterOf(scope).root;
  known.set(scope, root);
  return root;
}

/** What is of the whole cluster has no namespace, whatever its chart has. */
function namespaceOf({ apiVersion, kind, metadata }: ApiObject): string | undefined {
  return isClusterWide(apiVersion, kind) ? undefined : metadata.namespace;
}

function nameCollision(object: ApiObject, other: ApiObject): Finding {
  const namespace = namespaceOf(object);
  const where = namespace === undefined ? '' : ` in namespace \`${namespace}\``;
  return {
    code: 'NAME_COLLISION',
    text: `${object.kind} \`${object.name}\`${where} is made by \`${pathOf(other)}\` as well, and one would overwrite the other: `
      + 'give one of them another \`name\`; charts that go to different clusters need a \`Cluster.attach\` each',
  };
}

/** Two workloads that one selector catches would share their traffic and their policies. */
function selectorCollisions(app: ManagedApp): FindingsByConstruct {
  const found: FindingsByConstruct = new Map();
  for (const workloads of groupBy(app.workloads, (workload) => `${workload.cluster.root.node.addr}|${workload.namespace}`)) {
    for (const [workload, others] of overlaps(workloads)) {
      report(found, workload.construct, others.map((other): Finding => ({
        code: 'SELECTOR_COLLISION',
        text: `the selector of \`${workload.name}\` also selects the pods of \`${other.name}\`, so Services and policies would mix them: `
          + 'give each its own \`selectorLabels\`',
      })));
    }
  }
  return found;
}

/** Which workload selects which others, by an index over single labels, so that it stays linear. */
function overlaps(workloads: readonly ManagedWorkload[]): Map<ManagedWorkload, ManagedWorkload[]> {
  const byLabel = new Map<string, Set<ManagedWorkload>>();
  for (const workload of workloads) {
    for (const [key, value] of Object.entries(workload.podLabels())) {
      const label = `${key}=${value}`;
      byLabel.set(label, (byLabel.get(label) ?? new Set()).add(workload));
    }
  }
  const result = new Map<ManagedWorkload, ManagedWorkload[]>();
  for (const workload of workloads) {
    const sets = Object.entries(workload.selectorLabels()).map(([key, value]) => byLabel.get(`${key}=${value}`) ?? new Set<ManagedWorkload>());
    const [smallest = new Set<ManagedWorkload>(), ...rest] = sets.sort((a, b) => a.size - b.size);
    const caught = [...smallest].filter((other) => other !== workload && rest.every((set) => set.has(other)));
    if (caught.length > 0) {
      result.set(workload, caught);
    }
  }
  return result;
}

/** One request to one edge can have one answer only, and one port of it one stream. */
function exposureCollisions(app: ManagedApp): FindingsByConstruct {
  const found: FindingsByConstruct = new Map();
  const first = new Map<string, IConstruct>();
  for (const { construct, cluster, model } of app.exposures) {
    for (const { key, text } of placesOf(model)) {
      const place = `${cluster.root.node.addr}|${model.edge.name}|${key}`;
      const other = first.get(place);
      if (other === undefined) {
        first.set(place, construct);
      } else {
        report(found, construct, [{
          code: 'EXPOSURE_COLLISION',
          text: `\`${text}\` is exposed by \`${pathOf(other)}\` as well, on the same edge: one host and path has one backend; change one of them`,
        }]);
      }
    }
  }
  return found;
}

function placesOf(model: ExposureModel | StreamModel): { readonly key: string; readonly text: string }[] {
  if (model.kind === 'http') {
    return model.hosts.flatMap((host) => model.routes.map((route) => ({ key: `${host}|${requestKey(route)}`, text: `${host}${requestText(route)}` })));
  }
  // every load balancer has addresses of its own
  if (model.edge.api === 'service' && model.edge.type === 'loadBalancer') return [];
  const hosts = model.hosts.length === 0 ? [''] : model.hosts;
  const transport = model.protocol === 'UDP' ? 'UDP' : 'TCP';
  return hosts.map((host) => ({ key: `${transport}|${model.port}|${host}`, text: `${host === '' ? '' : `${host} on `}port ${model.port}/${transport}` }));
}

/** A cluster that enforces no policy gets policies that do nothing. */
function enforcement(app: ManagedApp): FindingsByConstruct {
  const found: FindingsByConstruct = new Map();
  const held = [...app.workloads, ...app.guardrails.map(({ cluster }) => ({ cluster, ...ANYBODY }))];
  for (const { cluster: { root, profile }, ...workload } of held) {
    const fact = found.has(root) ? undefined : nothingHolds(profile);
    if (fact === undefined) continue;
    report(found, root, [profile.unenforcedAccepted === undefined
      ? { code: 'NOT_ENFORCED', text: `${fact.text}; ${fact.instead}`, details: unenforcedWitness(workload) }
      : { code: 'UNENFORCED_ACCEPTED', text: `${fact.text}; accepted: ${profile.unenforcedAccepted}` }]);
  }
  return found;
}

/** Whom guardrails are about where an App has no workload of its own. */
const ANYBODY: WorkloadId = { kind: 'Pod', namespace: 'any namespace', name: 'every pod' };

/** Rules of two sets of guardrails would meet, and nobody has said which of them come first. */
function guardrailsTwice(app: ManagedApp): FindingsByConstruct {
  const found: FindingsByConstruct = new Map();
  const first = new Map<IConstruct, IConstruct>();
  for (const { construct, cluster, model } of app.guardrails) {
    const other = first.get(cluster.root);
    if (other === undefined) {first.set(cluster.root, construct);} else {
      report(found, construct, [{
        code: 'GUARDRAILS_TWICE',
        text: `guardrails \`${model.name}\` are the second ones of their cluster, beside those of \`${pathOf(other)}\`, and which of their rules come first nobody has said: `
          + 'ask for everything in one set; charts that go to different clusters need a `Cluster.attach` each',
      }]);
    }
  }
  return found;
}

interface Unheld {
  readonly text: string;
  readonly instead: string;
}

/** Why no policy holds anything, of one family of addresses at least. */
function nothingHolds({ plugin: { name, enforces }, ipFamilies }: ClusterProfileModel): Unheld | undefined {
  const open = 'every pod can reach every port of every workload, whatever is declared';
  if (!isSupported(enforces.networkPolicy)) {
    return { text: `network plugin \`${name}\` enforces no NetworkPolicy: ${open}`, instead: insteadOf(enforces.networkPolicy) };
  }
  if (!isSupported(enforces.ipv6) && ipFamilies.includes('IPv6')) {
    const text = `network plugin \`${name}\` enforces no NetworkPolicy over IPv6, which is among the \`ipFamilies\` of the cluster`;
    return { text: `${text}: by IPv6 ${open}`, instead: insteadOf(enforces.ipv6) };
  }
  return undefined;
}

function insteadOf(support: Support): string {
  return (support.support === 'no' ? support.instead : undefined) ?? 'give the cluster a network plugin that does, or accept it with a reason';
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) {
      group.push(item);
    } else {
      groups.set(key(item), [item]);
    }
  }
  return [...groups.values()];
}
