/** Texts by their code units, and numbers by their size: the one order in which anything is written, whatever the language of the machine. */
export function order<T extends string | number | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
