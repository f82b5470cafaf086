import { refuse } from './finding';

/** What a quantity is of: memory and storage come in whole bytes, CPU in thousandths. */
export type Resource = 'cpu' | 'memory' | 'ephemeral-storage';

const QUANTITY = /^(?<whole>[0-9]*)(?:\.(?<fraction>[0-9]*))?(?<suffix>[numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]+)?$/;
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY: Readonly<Record<string, bigint>> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };

/** Values are counted in billionths, the finest that Kubernetes keeps. */
const SCALE = 9;
/** More digits than any quantity needs, few enough to count quickly. */
const DIGITS_MAX = 24;
const EXPONENT_MAX = 18;

/**
 * The value of a Kubernetes quantity in billionths, rounded up as Kubernetes rounds.
 *
 * Refuses with QUANTITY_INVALID what is no quantity.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ (v1.35)
 */
export function quantity(what: string, text: string): bigint {
  const groups = QUANTITY.exec(text)?.groups ?? {};
  const { whole = '', fraction = '', suffix = '' } = groups;
  const digits = whole + fraction;
  const exponent = exponentOf(suffix);
  if (digits === '' || digits.length > DIGITS_MAX || Math.abs(exponent) > EXPONENT_MAX) {
    refuse('QUANTITY_INVALID', `${what} \`${text}\` is not a quantity: write a number and a unit, such as \`250m\`, \`0.5\`, \`128Mi\` or \`1Gi\``);
  }
  const shift = SCALE + exponent - fraction.length;
  const binary = BigInt(digits) * 2n ** (BINARY[suffix] ?? 0n);
  return shift >= 0 ? binary * 10n ** BigInt(shift) : roundedUp(binary, 10n ** BigInt(-shift));
}

/**
 * A quantity of a resource that a container can have: more than nothing, and not finer than the resource.
 *
 * Refuses with QUANTITY_INVALID. `400m` of memory is less than a byte, which nobody means.
 */
export function resourceQuantity(what: string, resource: Resource, text: string): bigint {
  const value = quantity(what, text);
  if (value === 0n) {
    refuse('QUANTITY_INVALID', `${what} \`${text}\` is nothing: give more than zero`);
  }
  const finest = resource === 'cpu' ? 10n ** BigInt(SCALE - 3) : 10n ** BigInt(SCALE);
  if (value % finest !== 0n) {
    const unit = resource === 'cpu' ? 'thousandths of a CPU, as in `250m`' : 'whole bytes, as in `128Mi`; the suffix `m` means thousandths';
    refuse('QUANTITY_INVALID', `${what} \`${text}\` is too fine: ${resource} is counted in ${unit}`);
  }
  return value;
}

/**
 * Holds a request against its limit. Refuses with QUANTITY_INVALID a request above the limit, as the API server does.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#requests-and-limits (v1.35)
 */
export function requestWithinLimit(what: string, request: string, limit: string): void {
  if (quantity(what, request) > quantity(what, limit)) {
    refuse('QUANTITY_INVALID', `${what}: the request \`${request}\` is above the limit \`${limit}\`; raise the limit or lower the request`);
  }
}

function exponentOf(suffix: string): number {
  return /^[eE]./.test(suffix) ? Number(suffix.slice(1)) : DECIMAL[suffix] ?? 0;
}

function roundedUp(value: bigint, divisor: bigint): bigint {
  return (value + divisor - 1n) / divisor;
}
