import { AskedFlow } from '../../../model/asked';
import { requestsText } from '../../../model/request';
import { objectText } from '../../../reachability/objects';
import { Direction } from '../../../reachability/rules';
import { Decision } from '../../../reachability/trace';
import { ruleFieldOf } from '../../../reachability/trace-text';
import { Request, requestText } from '../../../sets/requests/request';
import { ProofFinding } from '../finding';
import { declaredLine } from '../routes/route-text';
import { endsText, evidence, partsText, subjectText } from '../words';
import { World } from '../world';

interface RequestText {
  readonly text: string;
  readonly details: readonly string[];
}

type OfKind<K extends ProofFinding['kind']> = Extract<ProofFinding, { readonly kind: K }>;

const OPPOSITE: Readonly<Record<Direction, Direction>> = { ingress: 'egress', egress: 'ingress' };

/** A request that gets through, and that nobody declared. */
export function requestExcessText({ subject, direction, parts, request, isEvery, flows, witness, connection }: OfKind<'requestExcess'>, world: World): RequestText {
  const [who, other] = [subjectText(subject), partsText(parts, world)];
  const asked = isEvery ? `every request, such as ${quoted(request)},` : quoted(request);
  const what = direction === 'egress' ? `${who} may ask ${asked} of ${other}` : `${who} may be asked ${asked} by ${other}`;
  const held = witness.verdict === 'denied' ? '; for now the other side alone keeps it out' : '';
  return {
    text: `${what}, and of that connection only ${declaredText(flows)} is declared${held}`,
    details: [
      ...evidence(witness),
      ...fieldLines(witness, connection, direction),
      declaredLine(sitesOf(flows), reasonsOf(flows)),
      'mend: take out what lets it through, or declare it in `http` of the connection',
    ],
  };
}

/** A declared request that does not get through. */
export function requestMissingText(
  { subject, direction, parts, request, flow, keeper, witness, connection }: OfKind<'requestMissing'>, world: World,
): RequestText {
  const [who, other] = [subjectText(subject), partsText(parts, world)];
  const what = direction === 'egress' ? `${who} is declared to ask ${quoted(request)} of ${other}` : `${who} is declared to be asked ${quoted(request)} by ${other}`;
  const others = endsText(parts.flatMap((part) => part.others), world);
  const [fault, mend] = keeper === 'own'
    ? ['its own policies keep it out', `write the policy of ${who} as this library makes it: look for patches of it, and for other policies that select ${who}`]
    : [`the policies of ${others} keep it out`, `let it through on the other side, too: change the policy that tells the requests of ${others} apart`];
  const side = keeper === 'own' ? direction : OPPOSITE[direction];
  return {
    text: `${what}, and ${fault}`,
    details: [...evidence(witness), ...fieldLines(witness, connection, side), declaredLine(flow.sites, flow.reasons), `mend: ${mend}`],
  };
}

/** Requests of which nobody knows. */
export function requestUnknownText({ subject, direction, parts, flows, witness, connection }: OfKind<'requestUnknown'>, world: World): RequestText {
  const what = direction === 'egress' ? 'may ask of' : 'may be asked by';
  return {
    text: `whether ${subjectText(subject)} ${what} ${partsText(parts, world)} what is declared, ${declaredText(flows)}, and nothing else, is not known`,
    details: [
      ...evidence(witness),
      ...fieldLines(witness, connection, direction),
      declaredLine(sitesOf(flows), reasonsOf(flows)),
      'mend: write expressions of the syntax that RE2 and JavaScript share, and shorter ones',
    ],
  };
}

function quoted(request: Request): string {
  return `\`${requestText(request)}\``;
}

function declaredText(flows: readonly AskedFlow[]): string {
  const requests = flows.map((flow) => flow.requests ?? []).flat();
  return requests.length === 0 || flows.some((flow) => flow.requests === undefined) ? 'every request' : `\`${requestsText(requests)}\``;
}

/** Where it is written: the rules that let the request through, or, of one that is kept out, those that let the connection through. */
function fieldLines(witness: Decision, { trace }: Decision, direction: Direction): string[] {
  const passing = rulesOf(witness.trace, direction);
  const rules = passing.length > 0 ? passing : rulesOf(trace, direction);
  return rules.map((rule) => {
    const field = 'requests' in rule && rule.requests !== undefined ? rule.requests.at : ruleFieldOf(rule);
    return `field: \`${field}\` of ${objectText(rule.origin)}`;
  });
}

type Rules = Extract<Extract<Decision['trace'], { kind: 'sides' }>['ingress']['reason'], { kind: 'matched' }>['rules'];

function rulesOf(trace: Decision['trace'], direction: Direction): Rules {
  if (trace.kind === 'ownPod') return [];
  const { reason } = trace[direction];
  return reason.kind === 'matched' || reason.kind === 'addressUnknown' ? reason.rules : [];
}

function sitesOf(flows: readonly AskedFlow[]): AskedFlow['sites'] {
  return flows.flatMap(({ sites }) => sites);
}

function reasonsOf(flows: readonly AskedFlow[]): string[] {
  return flows.flatMap(({ reasons }) => reasons);
}
