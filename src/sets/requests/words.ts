import { DFA, FAIterators, NFA, TooManyNodesError } from 'refa';
import { automatonOf, MAX_CHARACTER, STATES_MAX } from './automaton';
import { ALPHABET, CharacterRange, charactersOf } from './characters';
import { Expression } from './expression';

/** A set of texts, exactly. Whatever would become too large is nothing in place of a set. */
export class Words {
  /** No text. */
  public static readonly none = Words.sound(DFA.empty({ maxCharacter: MAX_CHARACTER }));

  /** Every text of the alphabet. */
  public static readonly all = Words.repeated(ALPHABET, 0);

  /** The texts that an expression takes in as a whole. */
  public static of(expression: Expression): Words | undefined {
    return bounded(() => Words.sound(automatonOf(expression)))?.intersection(Words.all);
  }

  /** One text alone. */
  public static exactly(text: string): Words | undefined {
    return bounded(() => Words.sound(DFA.fromWords([charactersOf(text)], { maxCharacter: MAX_CHARACTER }, states())))?.intersection(Words.all);
  }

  /** The texts of some characters, of so many at least. */
  public static repeated(ranges: readonly CharacterRange[], least: number): Words {
    return Words.sound(automatonOf({ kind: 'repeated', part: { kind: 'characters', ranges }, least, most: Infinity }));
  }

  private static sound(automaton: DFA): Words {
    automaton.minimize();
    const key = keyOf(automaton);
    return new Words(automaton, key, key.split(';').length);
  }

  private readonly known = new Map<string, Words | undefined>();

  /**
   * @param key Equal sets have equal keys.
   * @param size How many states its automaton has.
   */
  private constructor(private readonly automaton: DFA, public readonly key: string, public readonly size: number) {}

  /** The texts of both. */
  public intersection(other: Words): Words | undefined {
    if (this.key === other.key || this.key === Words.none.key) return this;
    if (other.key === Words.none.key) return other;
    return this.remembered(`and ${other.key}`, () => Words.sound(DFA.fromIntersection(this.automaton, other.automaton, states())));
  }

  /** The texts of this one that are not in the other. */
  public difference(other: Words): Words | undefined {
    if (this.key === other.key) return Words.none;
    if (this.key === Words.none.key || other.key === Words.none.key) return this;
    return this.remembered(`not ${other.key}`, () => {
      const rest = other.automaton.copy(states());
      rest.complement(states());
      return Words.sound(DFA.fromIntersection(this.automaton, rest, states()));
    });
  }

  /** The texts of either. */
  public union(other: Words): Words | undefined {
    if (this.key === other.key || other.key === Words.none.key) return this;
    if (this.key === Words.none.key) return other;
    return this.remembered(`or ${other.key}`, () => {
      const sum = NFA.fromFA(this.automaton, new NFA.LimitedNodeFactory(STATES_MAX * 5));
      sum.union(other.automaton, new NFA.LimitedNodeFactory(STATES_MAX * 5));
      return Words.sound(DFA.fromFA(sum, states()));
    });
  }

  /** The texts of this one with one of the other behind each. */
  public followedBy(other: Words): Words | undefined {
    return this.remembered(`then ${other.key}`, () => {
      const sum = NFA.fromFA(this.automaton, new NFA.LimitedNodeFactory(STATES_MAX * 5));
      sum.append(other.automaton, new NFA.LimitedNodeFactory(STATES_MAX * 5));
      return Words.sound(DFA.fromFA(sum, states()));
    });
  }

  /** Whether there is no text. */
  public isEmpty(): boolean {
    return this.automaton.isEmpty;
  }

  /** Whether a text is among them. */
  public has(text: string): boolean {
    return this.automaton.test(charactersOf(text));
  }

  /** One of the shortest texts, of letters where it can be; nothing where there is none. */
  public shortest(): string | undefined {
    const word = FAIterators.shortestWordSet(this.automaton.transitionIterator());
    return word?.map((characters) => {
      const told = TOLD.find((one) => characters.has(one)) ?? characters.ranges[0]?.min ?? 0;
      return String.fromCodePoint(told);
    }).join('');
  }

  private remembered(key: string, make: () => Words): Words | undefined {
    if (this.known.has(key)) return this.known.get(key);
    const made = bounded(make);
    this.known.set(key, made);
    return made;
  }
}

/** The characters of examples, the best ones first. */
const TOLD = charactersOf('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-._~?=');

function states(): DFA.LimitedNodeFactory {
  return new DFA.LimitedNodeFactory(STATES_MAX);
}

function bounded<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof TooManyNodesError) return undefined;
    throw error;
  }
}

/** The states in the order in which they are found, by the least characters first: of all that have the fewest states there is one such text. */
function keyOf({ initial, finals }: DFA): string {
  const numbers = new Map<DFA.Node, number>([[initial, 0]]);
  const parts: string[] = [];
  for (const node of numbers.keys()) {
    const ways = [...node.out].map(([range, to]) => ({ range, to })).sort((a, b) => a.range.min - b.range.min);
    const told = ways.map(({ range: { min, max }, to }) => {
      const number = numbers.get(to) ?? numbers.size;
      numbers.set(to, number);
      return { min, max, number };
    });
    // neighbours that lead to one state are one, however they have been written
    const joined = told.reduce<{ min: number; max: number; number: number }[]>((all, one) => {
      const last = all.at(-1);
      if (last !== undefined && last.number === one.number && last.max + 1 === one.min) last.max = one.max;
      else all.push({ ...one });
      return all;
    }, []);
    parts.push(`${finals.has(node) ? '!' : ''}${joined.map(({ min, max, number }) => `${min}-${max}>${number}`).join()}`);
  }
  return parts.join(';');
}
