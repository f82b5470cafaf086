import { Captured, capturedExample, proofOf } from './captured';
import { Damaged, fieldDamages } from './fields';
import { copies } from './manifest';
import { additionsTo, fieldsOf, isOwnPolicy, mistakesAt } from './own-policies';
import { OwnProgram, ownProgram } from './own-program';
import { sideProblems } from './side-problems';
import { Edge, GatewayController, HeaderMatch, NetworkPlugin, Peer, PolicyApi, Port } from '../../src';
import { FindingPart, ProofFinding } from '../../src/compare/verify/finding';
import { nameText } from '../../src/sets/names';

/** A program on a plugin, and the damages to its own policies that change nothing. */
interface Case {
  readonly name: string;
  readonly captured: () => Captured;
  /** Fields without which, or with another value of which, the same flows are open: a pattern of the damage, and why. */
  readonly idle: readonly (readonly [RegExp, string])[];
}

const UNION = 'policies of one tier that only allow let through what any of them does, in whatever order';
const CALICO_IDLE: Case['idle'] = [
  [/ a tier before it passes all on$/, 'what its policies pass on is asked of the tier behind, whatever it does with the rest'],
  [/ a tier behind it opens all$/, 'whatever no policy of this tier lets through is denied in it, so that none behind is asked'],
  [/^shop\/partners a set of (another namespace|the whole cluster) has its label$/, 'a policy of a namespace that says nothing of namespaces finds the sets of its own'],
  [/ NetworkPolicy spec\.order/, UNION],
  [/ NetworkPolicy spec\.(ingress|egress)\[\d\]\.action = "Pass"$/, 'no tier comes after this one, and what is passed on by all of them is let through'],
  [/ NetworkPolicy spec\.tier$/, 'it is that tier without a word'],
  [/ NetworkPolicy spec\.types$/, 'there are rules for both directions, by which Calico knows them'],
];

const ONE_LABEL = 'the other label finds the same pods';
const CILIUM_IDLE: Case['idle'] = [
  [/ CiliumNetworkPolicy spec\.endpointSelector\.matchLabels\.k8s:app\.kubernetes\.io\/(instance|name)$/, ONE_LABEL],
  [/ CiliumNetworkPolicy spec\.egress\[\d\]\.toPorts\[0\]\.rules\.dns\[0\]\.matchPattern = "\*\*"$/, 'it is every name, too'],
];

const CASES: readonly Case[] = [
  {
    name: 'Calico, all in its own API',
    captured: () => ownProgram({ plugin: NetworkPlugin.calico({ policies: PolicyApi.OWN, overrides: { http: true } }) }, calico),
    idle: [
      ...CALICO_IDLE,
      [/^shop\/\w+ NetworkPolicy spec\.(in|e)gress\[\d\]\.\w+\.namespaceSelector$/, 'without one it is the namespace of the policy, which is the one that is meant'],
      [/^back\/log NetworkPolicy spec\.ingress( = \[\{"action":"Deny"\}\])?$/, 'nobody comes in to it'],
      [/^back\/log NetworkPolicy spec\.selector( = "(all\(\))?")?$/, 'it has a way out to DNS, as all others have'],
    ],
  },
  {
    name: 'Calico, beside core NetworkPolicy',
    captured: () => ownProgram({ plugin: NetworkPlugin.calico({ overrides: { http: true } }) }, calico),
    idle: [
      ...CALICO_IDLE.filter(([pattern]) => !pattern.test('back/log NetworkPolicy spec.types')),
      [/ NetworkPolicy spec\.tier = "adminnetworkpolicy"$/, 'what none of its rules lets through is passed on from there, to the NetworkPolicy beside it'],
      [/^back\/pay NetworkPolicy spec\.(egress|types($|\[1\]$| = \["Ingress"\]))/, 'the NetworkPolicy beside it shuts what goes out'],
      [/^shop\/web NetworkPolicy spec\.(ingress$|types($|\[0\]$| = \["Egress"\]))/, 'the NetworkPolicy beside it shuts what comes in'],
    ],
  },
  {
    name: 'Cilium, all in its own API',
    captured: () => ownProgram({ plugin: NetworkPlugin.cilium({ policies: PolicyApi.OWN }), edges: EDGES }, cilium),
    idle: [
      ...CILIUM_IDLE,
      [/ CiliumNetworkPolicy spec\.enableDefaultDeny(\.(in|e)gress)?$/, 'a direction that has rules is shut without a word'],
      [/^shop\/\w+ CiliumNetworkPolicy spec\..*\.matchLabels\.k8s:io\.kubernetes\.pod\.namespace$/, 'without it, it is the namespace of the policy, which is the one that is meant'],
      [/^back\/log CiliumNetworkPolicy spec\.ingress( = \[\]|\[0\])?$/, 'nobody comes in to it, and `enableDefaultDeny` shuts it'],
      [/^back\/log CiliumNetworkPolicy spec\.endpointSelector( = \{\}|\.matchLabels)$/, 'it has a way out to DNS, as all others have'],
      [/^back\/log a second policy denies all that comes in$/, 'nobody comes in to it'],
    ],
  },
  {
    name: 'Cilium, beside core NetworkPolicy',
    captured: () => ownProgram({ plugin: NetworkPlugin.cilium(), edges: EDGES }, cilium),
    idle: CILIUM_IDLE,
  },
];

/** What Calico has words for, and core NetworkPolicy has not. */
function calico({ web, api, pay }: OwnProgram): void {
  api.connections.allowTo(pay, { http: [{ method: 'POST', path: '/charge' }, { method: 'GET', pathPrefix: '/v1' }] });
  web.connections.allowTo(Peer.cidrGroup('partners', '203.0.113.0/24', '2001:db8:7::/48').on(Port.https()));
  pay.connections.allowFrom(Peer.serviceAccount('default', 'other'));
}

/** What Cilium has words for, and core NetworkPolicy has not. */
function cilium({ web, api, pay }: OwnProgram): void {
  api.connections.allowTo(pay, { http: [{ method: 'POST', path: '/charge' }, { pathPrefix: '/v1', headers: [HeaderMatch.exact('x-team', 'shop')] }] });
  web.connections.allowTo(Peer.pods({ namespaceName: 'other', labels: { app: 'legacy' } }).on(Port.http(8080)), { http: [{ method: 'GET', pathPattern: '/v\\d+/[a-z]+' }] });
  api.connections.allowTo(Peer.cidrGroup('partners', '203.0.113.0/24', '2001:db8:7::/48').on(Port.https()));
  web.connections.allowTo(Peer.dnsName('api.stripe.com').on(Port.https()));
  web.connections.allowTo(Peer.dnsName('*.example.org').on(Port.https()));
  api.connections.allowTo(Peer.apiServer());
  api.connections.allowTo(Peer.nodes().on(Port.metrics(9100)));
  pay.connections.allowFrom(Peer.serviceAccount('default', 'other'));
}

/** The way in that Cilium has itself, whose Envoy no selector of pods finds. */
const EDGES = [Edge.gateway('public', { controller: GatewayController.CILIUM, namespaceName: 'infra' })];

/** How many of each. */
function countsOf(kinds: readonly string[]): string {
  return [...new Set(kinds)].sort().map((kind) => `${kind} | ${kinds.filter((one) => one === kind).length}`).join('\n');
}

/** What a damage is found by: what an API server would refuse, or the first finding. */
function firstKind({ findings: [finding], problems: [problem], partly }: ReturnType<typeof proofOf>): string {
  return problem?.code ?? finding?.kind ?? (partly.length > 0 ? 'partly' : 'nothing');
}

/** Whatever a person would see of a proof: what is found, what an API server would refuse, what counts for nothing. */
function seen({ findings, problems, unenforced, partly }: ReturnType<typeof proofOf>): string[] {
  return [...findings.map(partsOf), ...problems.map(({ object, path, text }) => `${object} ${path}: ${text}`), ...unenforced, ...partly.map(({ policy }) => policy)];
}

/** A finding with what it is about, so that one more flow in it shows. */
function partsOf(finding: ProofFinding): string {
  const subject = 'subject' in finding ? finding.subject.id.name : '';
  if (!('parts' in finding)) return `${finding.kind} ${subject}`;
  const parts = finding.parts.map(({ others, ports }) => `${others.map(endOf).join()} ${ports.toString()}`);
  return [finding.kind, finding.direction, subject, ...parts].join(' ');
}

function endOf(end: FindingPart['others'][number]): string {
  switch (end.kind) {
    case 'workload': return `${end.workload.namespace}/${end.workload.name}`;
    case 'addresses': return end.addresses.toString();
    case 'name': return nameText(end.name);
  }
}

describe.each(CASES)('$name', ({ captured, idle }) => {
  const example = captured();
  const undamaged = seen(proofOf(example));

  test('is as it was asked', () => {
    expect(example.objects.some((object) => isOwnPolicy(copies([object])[0] as ReturnType<typeof copies>[number]))).toBe(true);
    expect(undamaged).toEqual([]);
  });

  test('is found missing or too much, whatever is damaged or added, but for what changes nothing', () => {
    const added = copies(example.objects).filter(isOwnPolicy).flatMap(additionsTo)
      .map(({ at, what, objects }): Damaged => ({ at, what, objects: [...copies(example.objects), ...objects] }));
    const all = [...fieldDamages(example.objects as object[], { isTarget: isOwnPolicy, below: fieldsOf, mistakes: mistakesAt }), ...added]; // objects as they are written
    const results = all.map((damage) => ({ what: `${damage.at} ${damage.what}`, proof: proofOf(example, damage.objects) }));
    const unfound = results.filter(({ proof }) => seen(proof).join() === undamaged.join()).map(({ what }) => what);
    console.info(`${all.length} damages: ${all.length - unfound.length} found, ${unfound.length} change nothing\n${countsOf(results.map(({ proof }) => firstKind(proof)))}`);
    const reasonOf = (what: string) => idle.find(([pattern]) => pattern.test(what))?.[1];
    expect(unfound.filter((what) => reasonOf(what) === undefined)).toEqual([]);
    expect(idle.filter(([pattern]) => !unfound.some((what) => pattern.test(what)))).toEqual([]);
    expect(results.flatMap(({ what, proof }) => proof.findings.flatMap(sideProblems).map((problem) => `${what}: ${problem}`))).toEqual([]);
  });
});

/** What changes nothing in the examples, beside what changes nothing in the programs above. */
const IN_EXAMPLES: Case['idle'] = [
  ...CASES.flatMap(({ idle }) => idle).filter(([pattern]) => !pattern.source.startsWith('^')),
  [/ metadata\.annotations\.cdk8s-reach\/reasons$/, 'it is for people'],
  [/\.(namespaceSelector|matchLabels\.k8s:io\.kubernetes\.pod\.namespace)$/, 'without it, it is the namespace of the policy, which is the one that is meant'],
  [/^default\/frontend .*spec\.ingress(\[0\])?$/, 'nobody comes in to it'],
  [/^greeter\/greeter .*(selector|matchLabels)$/, 'it is alone in its namespace'],
];

describe.each(['01-backend-frontend', '03-existing-workloads', '05-sidecar'])('example %s', (name) => {
  test.each([
    ['Calico', NetworkPlugin.calico({ policies: PolicyApi.OWN })], ['Cilium', NetworkPlugin.cilium({ policies: PolicyApi.OWN })],
  ] as const)('all in the own API of %s is found missing or too much, whichever rule or field of the policies is taken away', (_, plugin) => {
    const example = capturedExample(name, plugin._plugin().plugin);
    const undamaged = seen(proofOf(example));
    const all = fieldDamages(example.objects as object[], { isTarget: isOwnPolicy }).filter(({ what }) => !what.includes(' = ')); // objects as they are written
    const unfound = all.filter(({ objects }) => seen(proofOf(example, objects)).join() === undamaged.join()).map(({ at, what }) => `${at} ${what}`);
    expect(all.length).toBeGreaterThan(10);
    expect(undamaged).toEqual([]);
    expect(unfound.filter((what) => !IN_EXAMPLES.some(([pattern]) => pattern.test(what)))).toEqual([]);
  });
});
