import { EDGES, NamedEdge } from './edges';
import { proved } from './world';
import { exposureNeeds, renderExposure, withServices } from '../../../src/dialects/render-exposure';
import { GATEWAY_CONTROLLERS } from '../../../src/dialects/render-gateway-controllers';
import { INGRESS_CONTROLLERS } from '../../../src/dialects/render-ingress-controllers';
import { ServiceNeed } from '../../../src/dialects/service-needs';
import { EdgeModel } from '../../../src/model/edge';
import { ExposureModel, StreamModel } from '../../../src/model/exposure';
import { askedFeatures, EdgeCapabilities, ExposureFeature } from '../../../src/model/feature';
import { KubeObject } from '../../../src/model/rendered';

/** Something that a user asks of an edge, in one way. */
export interface Intent {
  readonly name: string;
  readonly ask: (edge: EdgeModel) => ExposureModel | StreamModel;
  /** The same without what it is about, so that its objects can be held against others; absent where the proof tells the difference. */
  readonly without?: (edge: EdgeModel) => ExposureModel | StreamModel;
  /** Whether an edge may lack two things at once: then each is a gap. */
  readonly lacksMore?: boolean;
  /** Edges of its own, in place of those of every controller. */
  readonly edges?: readonly NamedEdge[];
}

/** What became of an intent on one edge. */
export interface Outcome {
  readonly exposure: ExposureModel | StreamModel;
  readonly objects: readonly KubeObject[];
  /** The annotations of Services that go with the objects. */
  readonly needs: readonly ServiceNeed[];
  readonly gaps: readonly string[];
  /** Those of the features that the table of the controller says no to. */
  readonly refused: readonly ExposureFeature[];
}

/** Renders an intent on an edge, with Services that say what they have to. */
export function outcomeOf(ask: Intent['ask'], edge: EdgeModel): Outcome {
  const exposure = ask(edge);
  const needs = exposureNeeds(exposure);
  const annotationsOf = (serviceName: string) => needs.find((need) => need.serviceName === serviceName)?.annotations ?? {};
  const { objects, gaps } = renderExposure(withServices(exposure, annotationsOf));
  const capabilities = capabilitiesOf(edge);
  return {
    exposure,
    objects,
    needs,
    gaps: gaps.map(({ text }) => text.replace(/^exposure `[^`]*` on edge `[^`]*`: /, '')),
    refused: askedFeatures(exposure).map(({ feature }) => feature).filter((feature) => capabilities[feature].support === 'no'),
  };
}

function capabilitiesOf(edge: EdgeModel): EdgeCapabilities {
  if (edge.api === 'ingress') return INGRESS_CONTROLLERS[edge.controller].capabilities;
  if (edge.api === 'gateway') return GATEWAY_CONTROLLERS[edge.controller].capabilities;
  throw new Error('an edge of Services is not asked here');
}

/** What is wrong with an intent on an edge: it is in the objects exactly, or each feature that the controller lacks is one gap. */
function faultsOf({ without, lacksMore = false }: Intent, edge: EdgeModel, { exposure, objects, needs, gaps, refused }: Outcome): string[] {
  if (gaps.length < refused.length || (refused.length > 0 && gaps.length > refused.length && !lacksMore)) {
    return [`${gaps.length} gaps for ${refused.length} features that the table says no to (${refused.join(', ')}): ${gaps.join(' | ')}`];
  }
  if (gaps.length > 0) return [];
  const found = proved(exposure, objects, needs);
  if (without === undefined) return found;
  const other = outcomeOf(without, edge);
  const isSame = JSON.stringify([objects, needs]) === JSON.stringify([other.objects, other.needs]);
  return [...found, ...(isSame ? ['the objects are what they are without it'] : [])];
}

/** Holds each intent against every controller. The tables are for a person to read. */
export function conformance(title: string, intents: readonly Intent[]): void {
  describe(title, () => {
    test.each(intents)('$name is in the objects exactly on every controller, or a gap', (intent) => {
      const rows = (intent.edges ?? EDGES).map(({ name, edge }) => ({ name, edge, outcome: outcomeOf(intent.ask, edge) }));
      const faults = rows.flatMap(({ name, edge, outcome }) => faultsOf(intent, edge, outcome).map((fault) => `${name}: ${fault}`));
      expect(faults).toEqual([]);
      expect(tableOf(rows)).toMatchSnapshot();
    });
  });
}

/** A line for each controller; those that fare alike in one. */
function tableOf(rows: readonly { readonly name: string; readonly outcome: Outcome }[]): string {
  const byFate = new Map<string, string[]>();
  for (const { name, outcome: { gaps, refused } } of rows) {
    const fate = gaps.length === 0 ? 'exact' : `${refused.length === 0 ? 'in part' : 'no'}: ${gaps.join(' | ')}`;
    byFate.set(fate, [...byFate.get(fate) ?? [], name]);
  }
  return [...byFate].map(([fate, names]) => `${names.join(', ')}\n  ${fate}`).join('\n');
}
