import { proofOf } from './captured';
import { fieldDamages } from './fields';
import { GUARDED, guarded, isGuardrail } from './guarded';

/** Damages that leave every statement as it is: a pattern of the damage, and why. */
type Idle = readonly (readonly [RegExp, string])[];

const TCP: Idle[number] = [/\.protocol$/, 'it is TCP, or every protocol, without a word'];
const PEOPLE: Idle[number] = [/\.name( = ".*")?$/, 'the name of a rule is for people'];
const NEIGHBOURS = 'the policies next to it say nothing of the same connections';

/** Policies of `policy.networking.k8s.io`. */
const TIERED: Idle = [
  PEOPLE,
  [/ spec\.priority = \d+$/, NEIGHBOURS],
];

const IDLE: Readonly<Record<string, Idle>> = {
  ClusterNetworkPolicy: [...TIERED, [/-baseline \w+ spec\.egress\[0\]\.to\[0\]$/, 'the block of all addresses beside it takes in pods, too']],
  AdminNetworkPolicy: [
    ...TIERED,
    TCP,
    [/default BaselineAdminNetworkPolicy spec\.egress\[0\]\.to\[0\]$/, 'the block of all addresses beside it takes in pods, too'],
  ],
  GlobalNetworkPolicy: [
    [/\/platform Tier spec\.order = 501$/, NEIGHBOURS],
    [/ GlobalNetworkPolicy spec\.order( = \d+)?$/, NEIGHBOURS],
    [/ GlobalNetworkPolicy spec\.selector$/, 'it is every pod without a word'],
    [/ GlobalNetworkPolicy spec\.types(\[0\])?$/, 'there are rules for its directions, by which Calico knows them'],
    [/platform\.\S+ GlobalNetworkPolicy spec\.tier$/, 'in the tier of namespaces it stands before their policies, and what none of them lets through the baseline shuts as well'],
    [/platform-baseline Tier spec\.defaultAction$/, 'the policy in it denies all of the same pods'],
    [/platform-baseline Tier spec\.order( = 5000001)?$/, 'without an order it is the last, which it is anyway'],
  ],
  CiliumClusterwideNetworkPolicy: [
    [/ spec\.enableDefaultDeny(\.(in|e)gress)?( = true)?$/, 'the baseline shuts both directions of the same pods, by its rules and by this word'],
    [/ spec\.endpointSelector\.matchExpressions\[1\]$/, 'whoever has no namespace is nobody among the manifests, as health checks are'],
    [/-never-open \w+ spec\.ingressDeny\[0\]\.fromEntities$/, 'it is everybody without a word'],
    [/ spec\.(egressDeny\[0\]\.toEndpoints|ingressDeny\[0\]\.fromEndpoints)\[0\]\.matchExpressions\[[12]\]$/, 'whoever has no namespace is nobody among the manifests, as health checks are'],
    [/-baseline \w+ spec\.(in|e)gress(\[0\])?$/, 'the direction is shut by `enableDefaultDeny`, too'],
  ],
  NetworkPolicy: [
    TCP,
    [/ spec\.podSelector$/, 'it is every pod without a word'],
    [/ spec\.policyTypes$/, 'there are rules for both directions'],
  ],
};

/** What a person would see of a proof, by its kinds. */
function kindsOf({ findings, problems }: ReturnType<typeof proofOf>): string[] {
  return [...problems.map(({ code }) => code), ...findings.map(({ kind }) => kind)];
}

describe.each(GUARDED)('the proof of guardrails in $name', ({ name, plugin, props }) => {
  const example = guarded(plugin, props);
  const idle = IDLE[name] ?? [];
  const undamaged = kindsOf(proofOf(example));

  test('finds each object and each field that is taken away or changed, but for what changes no statement', () => {
    const all = fieldDamages(example.objects as object[], { isTarget: (object) => isGuardrail(example, object) }); // objects as they are written
    const results = all.map(({ at, what, objects }) => ({ what: `${at} ${what}`, kinds: kindsOf(proofOf(example, objects)) }));
    const unfound = results.filter(({ kinds }) => kinds.join() === undamaged.join()).map(({ what }) => what);
    const firsts = results.flatMap(({ kinds }) => kinds.filter((kind) => !undamaged.includes(kind)).slice(0, 1));
    const counts = [...new Set(firsts)].sort().map((kind) => `${kind} | ${firsts.filter((one) => one === kind).length}`);
    console.info(`${name}: ${all.length} damages: ${all.length - unfound.length} found, ${unfound.length} change nothing\n${counts.join('\n')}`);
    expect(unfound.filter((what) => !idle.some(([pattern]) => pattern.test(what)))).toEqual([]);
    expect(idle.filter(([pattern]) => !unfound.some((what) => pattern.test(what))).map(([pattern]) => pattern.source)).toEqual([]);
    // each object matters as a whole
    expect(unfound.filter((what) => /^\S+ \w+ $/.test(what))).toEqual([]);
  });
});
