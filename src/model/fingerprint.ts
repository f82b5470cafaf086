/** The largest prime below 2^32, so that eight hexadecimal digits hold what is left, and a factor with which no product leaves the safe integers. */
const [MODULUS, FACTOR] = [4_294_967_291, 65_599];

/** A short text for a long one: objects that are named by what they do are never changed into something else while they are in use. */
export function fingerprint(value: unknown): string {
  let hash = 0;
  for (const sign of JSON.stringify(value)) hash = (hash * FACTOR + (sign.codePointAt(0) ?? 0)) % MODULUS;
  return hash.toString(16).padStart(8, '0');
}
