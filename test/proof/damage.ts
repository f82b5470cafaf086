import { Captured } from './captured';
import { copies, Manifest } from './manifest';
import { OtherEnd } from '../../src/compare/verify/difference';
import { FindingPart, ProofFinding } from '../../src/compare/verify/finding';
import { Address, isProblem, parseAddress } from '../../src/sets/cidr';
import { nameText } from '../../src/sets/names';
import { Protocol } from '../../src/sets/ports';

/** The finding that a damage must give. */
export interface Expected {
  readonly kind: ProofFinding['kind'];
  /** `namespace/name` of the workload that it is about. */
  readonly subject: string;
  readonly direction?: 'ingress' | 'egress';
  /** A part of the other ends' names, such as `shop/web` or `kube-system`. */
  readonly other?: string;
  /** An address among the other ends. */
  readonly address?: string;
  readonly port?: number;
  readonly protocol?: Protocol;
}

/** One damage done to the objects of an example, at one place. */
export interface Damage {
  readonly kind: string;
  readonly at: string;
  readonly objects: readonly Manifest[];
  /** The finding, or why nothing has changed. */
  readonly expects: Expected | string;
}

/** Does one kind of damage at one object after the other: each time to a copy of all of them. */
export function at(
  kind: string, { objects }: Captured, isTarget: (object: Manifest) => boolean,
  damage: (object: Manifest, all: Manifest[]) => Expected | string | undefined,
): Damage[] {
  return objects.flatMap((target, place): Damage[] => {
    if (!isTarget(target as Manifest)) return []; // an object as it is written; what is no target need not be copied
    const all = copies(objects);
    const object = all[place];
    if (object === undefined) return [];
    const expects = damage(object, all);
    return expects === undefined ? [] : [{ kind, at: `${object.kind} ${object.metadata.namespace}/${object.metadata.name}`, objects: all, expects }];
  });
}

/** Whether a finding is the one that is expected. */
export function isExpected(finding: ProofFinding, expected: Expected): boolean {
  if (finding.kind !== expected.kind || subjectOf(finding) !== expected.subject) return false;
  if (!('parts' in finding)) return true;
  if (expected.direction !== undefined && finding.direction !== expected.direction) return false;
  return finding.parts.some((part) => isExpectedPart(part, expected));
}

function isExpectedPart({ others, ports }: FindingPart, { other, address, port, protocol = 'TCP' }: Expected): boolean {
  if (port !== undefined && !ports.has(protocol, port)) return false;
  if (address !== undefined) return others.some((end) => end.kind === 'addresses' && end.addresses.has(addressOf(address)));
  return other === undefined || others.some((end) => endText(end).includes(other));
}

function endText(end: OtherEnd): string {
  switch (end.kind) {
    case 'workload': return `${end.workload.namespace}/${end.workload.name}`;
    case 'addresses': return end.addresses.toString();
    case 'name': return nameText(end.name);
  }
}

function addressOf(text: string): Address {
  const address = parseAddress(text);
  if (isProblem(address)) throw new Error(`${text} ${address.detail}`);
  return address;
}

function subjectOf(finding: ProofFinding): string {
  const idOf = ({ namespace, name }: { readonly namespace: string; readonly name: string }) => `${namespace}/${name}`;
  switch (finding.kind) {
    case 'targetMissing':
    case 'targetExcess': return idOf(finding.target.workload);
    case 'routeMissing': return idOf(finding.route.workload);
    case 'routeExcess': return idOf(finding.workload);
    case 'routeTwice': return finding.objects.map(idOf).join(' ');
    case 'controllerMissing': return finding.edge.name;
    case 'dryRun':
    case 'podsInBlocks':
    case 'exception': return '';
    case 'guardrailBroken': return finding.statement;
    case 'flowExcess':
    case 'flowMissing':
    case 'flowUnknown':
    case 'requestExcess':
    case 'requestMissing':
    case 'requestUnknown':
    case 'queryMissing':
    case 'nameUnread':
    case 'tenantUnknown':
    case 'workloadMissing':
    case 'workloadOnHost': return idOf(finding.subject.id);
  }
}
