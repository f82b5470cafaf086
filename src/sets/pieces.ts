/** A set that others cut. */
export interface Cuttable<S> {
  intersection(other: S): S;
  difference(other: S): S;
  isEmpty(): boolean;
}

/** A set, cut wherever one of some others begins or ends: each of those takes in a piece as a whole, or nothing of it. */
export function piecesOf<S extends Cuttable<S>>(whole: S, cuts: readonly S[]): readonly S[] {
  return cuts.reduce<readonly S[]>((pieces, cut) => pieces
    .flatMap((one) => [one.intersection(cut), one.difference(cut)])
    .filter((one) => !one.isEmpty()), [whole]);
}

/** What is left of a set without all of some others. */
export function withoutAll<S extends Pick<Cuttable<S>, 'difference'>>(whole: S, others: readonly S[]): S {
  return others.reduce((rest, one) => rest.difference(one), whole);
}
