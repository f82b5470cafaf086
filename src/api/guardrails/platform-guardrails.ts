import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { GuardrailBaseline, GuardrailCallers, PlatformGuardrailsProps } from './platform-guardrails-props';
import { SystemPath } from './system-path';
import { FlowDirection } from '../../model/endpoint';
import { refuse } from '../../model/finding';
import { NAMESPACES_AT_MOST } from '../../model/guardrails';
import { matchOf } from '../../model/intents';
import { recommendedLabels } from '../../model/labels';
import { dnsLabel1123 } from '../../model/name';
import { order } from '../../model/order';
import { PortMatch } from '../../model/port';
import { siteOf } from '../../synth/call-site';
import { fixClusterOf } from '../../synth/cluster-scope';
import { DeclaredPath, emitGuardrails } from '../../synth/guardrails';
import { Port } from '../connections/port';

/** The names of tiers and policies go on behind that of the guardrails. */
const NAME_AT_MOST = 40;

/** Beyond it there would not be room for all tenants. */
const FIRST_PRIORITY_AT_MOST = 900;

/** So many ports have room in one policy of every API. */
const PORTS_AT_MOST = 100;

/**
 * What a platform team asks of a whole cluster, before and behind the policies of its namespaces: tenants are kept apart, some ports are never open, the
 * ways to the system always are, and a pod of which no policy says anything is shut.
 *
 * They are written in the API of policies for a whole cluster that the network plugin has, and proved like everything else: whatever is written that lets through
 * what they shut, or shuts what they open, is reported as `GUARDRAIL_BROKEN`. What the plugin has no words for is reported as `CANNOT_EXPRESS`. A cluster has one set
 * of them.
 *
 * ```ts
 * declare const app: App;
 * const platform = new Chart(app, 'platform');
 * new PlatformGuardrails(platform, 'platform', {
 *   tenants: Tenants.byLabel('acme.dev/tenant', ['blue', 'green']),
 *   neverOpen: [Port.tcp(22), Port.tcp(3389)],
 *   systemPaths: [SystemPath.dns(), SystemPath.metrics(Port.metrics(9100))],
 * });
 * ```
 */
export class PlatformGuardrails extends Construct {
  /** The name with which the names of the objects begin. */
  public readonly name: string;

  /** Every object, in the order in which they are asked. */
  public readonly objects: ApiObject[];

  /** Throws `GUARDRAILS_INVALID`, `NAME_INVALID`. */
  constructor(scope: Construct, id: string, props: PlatformGuardrailsProps = {}) {
    super(scope, id);
    const name = dnsLabel1123('the name of PlatformGuardrails,', props.name ?? id);
    if (name.length > NAME_AT_MOST) refuse('GUARDRAILS_INVALID', `the name \`${name}\` of guardrails is too long: at most ${NAME_AT_MOST} characters, since the names of objects go on behind it`);
    const firstPriority = props.firstPriority ?? 10;
    if (!Number.isInteger(firstPriority) || firstPriority < 0 || firstPriority > FIRST_PRIORITY_AT_MOST) {
      refuse('GUARDRAILS_INVALID', `firstPriority \`${firstPriority}\` of guardrails \`${name}\` is no whole number from 0 to ${FIRST_PRIORITY_AT_MOST}: there is room for what they have behind such a one`);
    }
    this.name = name;
    this.objects = emitGuardrails(this, fixClusterOf(this), {
      name,
      labels: recommendedLabels(name, Chart.of(this).node.id),
      firstPriority,
      ...(props.namespaces === undefined ? {} : { namespaces: namespacesOf('namespaces', props.namespaces, 1) }),
      platform: namespacesOf('platformNamespaces', props.platformNamespaces ?? [], 0),
      ...(props.tenants === undefined ? {} : { tenants: props.tenants._model() }),
      paths: pathsOf(props.systemPaths ?? [SystemPath.dns()]),
      neverOpen: portsOf(name, props.neverOpen ?? []),
      baseline: DIRECTIONS[props.baseline ?? GuardrailBaseline.BOTH],
      callers: props.callers ?? GuardrailCallers.EVERYBODY,
    }, siteOf(this), props.tierApi);
  }
}

const DIRECTIONS: Readonly<Record<GuardrailBaseline, readonly FlowDirection[]>> = {
  [GuardrailBaseline.BOTH]: ['ingress', 'egress'],
  [GuardrailBaseline.INGRESS]: ['ingress'],
  [GuardrailBaseline.EGRESS]: ['egress'],
  [GuardrailBaseline.NONE]: [],
};

function namespacesOf(what: string, names: readonly string[], atLeast: number): string[] {
  if (names.length < atLeast) refuse('GUARDRAILS_INVALID', `\`${what}\` of guardrails is empty, and would guard nothing: name a namespace, or leave it out to guard all of them`);
  if (names.length > NAMESPACES_AT_MOST) refuse('GUARDRAILS_INVALID', `\`${names.length}\` \`${what}\` of guardrails are too many to be named: at most ${NAMESPACES_AT_MOST} are`);
  return [...new Set(names.map((name) => dnsLabel1123(`a namespace of \`${what}\``, name)))].sort(order);
}

/** Each path once, in one order. */
function pathsOf(paths: readonly SystemPath[]): DeclaredPath[] {
  const declared = paths.map((path) => path._path());
  const twice = declared.find(({ name }, i) => declared.findIndex((one) => one.name === name) !== i);
  if (twice !== undefined) refuse('GUARDRAILS_INVALID', `\`SystemPath.${twice.name}(…)\` is among the \`systemPaths\` twice: name all its ports in one`);
  return declared.sort((a, b) => order(a.name, b.name));
}

function portsOf(name: string, ports: readonly Port[]): PortMatch[] {
  if (ports.length > PORTS_AT_MOST) refuse('GUARDRAILS_INVALID', `\`${ports.length}\` ports of \`neverOpen\` of guardrails \`${name}\` are too many: at most ${PORTS_AT_MOST}; a range is one, as in \`Port.tcp(2000, { endPort: 3000 })\``);
  const local = ports.find((port) => port._model().purpose === 'local');
  if (local !== undefined) refuse('PORT_LOCAL', `port \`${local.name}\` of \`neverOpen\` is for the localhost of one pod, which no policy sees: use \`Port.tcp(${local.number})\``);
  const matches = new Map(ports.map((port) => [JSON.stringify(matchOf(port._model())), matchOf(port._model())]));
  return [...matches.values()].sort((a, b) => order(a.protocol, b.protocol) || (a.port ?? 0) - (b.port ?? 0) || (a.endPort ?? 0) - (b.endPort ?? 0));
}
