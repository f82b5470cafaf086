import { CharSet, Concatenation, DFA, Element, ENFA, NFA, NoParent } from 'refa';
import { CharacterRange, WORD_CHARACTERS } from './characters';
import { Edge, Expression } from './expression';

/** The signs of edges, which are characters that no text has. */
const EDGES: readonly Edge[] = ['start', 'end', 'word', 'noWord'];
const LAST_CHARACTER = 0x10ffff;

/** The greatest character of all automata: all of one have to be of all others. */
export const MAX_CHARACTER = LAST_CHARACTER + EDGES.length;

/** An automaton of more states is not made. */
export const STATES_MAX = 1000;

/** The texts of an expression. What becomes too large raises the error of refa about it. */
export function automatonOf(expression: Expression): DFA {
  const factory = () => new NFA.LimitedNodeFactory(STATES_MAX * 5);
  const states = new DFA.LimitedNodeFactory(STATES_MAX);
  const written = NFA.fromRegex(alternativesOf(expression), { maxCharacter: MAX_CHARACTER }, {}, factory());
  return hasEdges(expression) ? DFA.fromFA(withoutSigns(NFA.fromIntersection(written, CONSISTENT, factory())), states) : DFA.fromFA(written, states);
}

/** Some characters, as refa has them. */
export function characterSet(ranges: readonly CharacterRange[]): CharSet {
  return CharSet.empty(MAX_CHARACTER).union(ranges.map(({ first, last }) => ({ min: first, max: last })));
}

function hasEdges(expression: Expression): boolean {
  switch (expression.kind) {
    case 'characters': return false;
    case 'edge': return true;
    case 'repeated': return hasEdges(expression.part);
    case 'sequence':
    case 'either': return expression.parts.some(hasEdges);
  }
}

function alternativesOf(expression: Expression): NoParent<Concatenation>[] {
  const parts = expression.kind === 'either' ? expression.parts : [expression];
  return parts.map((part) => ({ type: 'Concatenation', elements: part.kind === 'sequence' ? part.parts.map(elementOf) : [elementOf(part)] }));
}

function elementOf(expression: Expression): NoParent<Element> {
  switch (expression.kind) {
    case 'characters': return { type: 'CharacterClass', characters: characterSet(expression.ranges) };
    case 'edge': return { type: 'CharacterClass', characters: signOf(expression.edge) };
    case 'sequence':
    case 'either': return { type: 'Alternation', alternatives: alternativesOf(expression) };
    case 'repeated': {
      const { part, least, most } = expression;
      return { type: 'Quantifier', alternatives: alternativesOf(part), lazy: false, min: least, max: most };
    }
  }
}

function signOf(edge: Edge): CharSet {
  const sign = LAST_CHARACTER + 1 + EDGES.indexOf(edge);
  return characterSet([{ first: sign, last: sign }]);
}

const SIGNS = characterSet([{ first: LAST_CHARACTER + 1, last: MAX_CHARACTER }]);

/** What stands at one side of a place in a text: nothing, since it begins or ends there, a character of a word, or another one. */
type Beside = 'nothing' | 'word' | 'other';

const ANYTHING: readonly Beside[] = ['nothing', 'word', 'other'];

/** What may stand behind a place, so that an edge is there. */
function behind(edge: Edge, before: Beside): readonly Beside[] {
  const wordOnly: readonly Beside[] = ['word'];
  const others = ANYTHING.filter((one) => one !== 'word');
  switch (edge) {
    case 'start': return before === 'nothing' ? ANYTHING : [];
    case 'end': return ['nothing'];
    case 'word': return before === 'word' ? others : wordOnly;
    case 'noWord': return before === 'word' ? wordOnly : others;
  }
}

/** All texts with signs of edges wherever these are, in any number and order. */
const CONSISTENT = consistent();

function consistent(): DFA {
  const builder = new DFA.Builder(DFA.nodeFactory);
  const word = characterSet(WORD_CHARACTERS);
  const sets: Readonly<Record<'word' | 'other', CharSet>> = {
    word, other: characterSet([{ first: 0, last: LAST_CHARACTER }]).without(word),
  };
  const known = new Map<string, DFA.Node>();
  const stateOf = (before: Beside, next: readonly Beside[]): DFA.Node => {
    const key = `${before} ${next.join()}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const state = known.size === 0 ? builder.initial : builder.createNode();
    known.set(key, state);
    if (next.includes('nothing')) builder.makeFinal(state);
    for (const one of ['word', 'other'] as const) if (next.includes(one)) builder.linkNodes(state, stateOf(one, ANYTHING), sets[one]);
    for (const edge of EDGES) {
      const allowed = behind(edge, before);
      const left = next.filter((one) => allowed.includes(one));
      if (left.length > 0) builder.linkNodes(state, stateOf(before, left), signOf(edge));
    }
    return state;
  };
  stateOf('nothing', ANYTHING);
  return DFA.fromBuilder(builder, { maxCharacter: MAX_CHARACTER });
}

/** The same texts without the signs. */
function withoutSigns(automaton: NFA): ENFA {
  const builder = new ENFA.Builder(new ENFA.LimitedNodeFactory(STATES_MAX * 5));
  const states = new Map<NFA.Node, ENFA.Node>();
  for (const node of automaton.nodes()) states.set(node, node === automaton.initial ? builder.initial : builder.createNode());
  for (const [node, state] of states) {
    if (automaton.finals.has(node)) builder.makeFinal(state);
    for (const [to, characters] of node.out) {
      const target = states.get(to);
      if (target === undefined) continue;
      const plain = characters.without(SIGNS);
      if (!plain.isEmpty) builder.linkNodes(state, target, plain);
      if (!characters.isDisjointWith(SIGNS)) link(builder, state, target);
    }
  }
  return ENFA.fromBuilder(builder, { maxCharacter: MAX_CHARACTER });
}

/** Leads from one state to another without a character, by a state of its own: two states have one transition, and that may be of characters. */
function link(builder: ENFA.Builder, from: ENFA.Node, to: ENFA.Node): void {
  const middle = builder.createNode();
  builder.linkNodes(from, middle, null);
  builder.linkNodes(middle, to, null);
}
