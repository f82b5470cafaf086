import { bypassOf } from './bypass';
import type { ClusterProfileModel } from '../../clusters/profile';
import { ProxyOpening } from '../../model/egress-proxy';
import { refuse } from '../../model/finding';
import { WorkloadSide } from '../connections/binding';

/** The address of the proxy that the variables of a workload name already. */
const NAMED = new WeakMap<WorkloadSide, string>();

/** The variables by which most clients find their proxy, and what they must not send there. */
export class ProxyVariables {
  constructor(private readonly profile: ClusterProfileModel) {}

  /**
   * Checks that the variables can name the proxy, and gives what injects them; nothing for containers that are not ours.
   *
   * Throws `EGRESS_INVALID` where they name another one.
   */
  public prepare(caller: WorkloadSide, address: string, openings: readonly ProxyOpening[]): (() => void) | undefined {
    const { injectEnv } = caller;
    if (injectEnv === undefined) return undefined;
    const other = NAMED.get(caller);
    if (other !== undefined && other !== address) {
      refuse('EGRESS_INVALID', `\`${caller.party.name}\` goes through the proxies \`${other}\` and \`${address}\`, and its variables can name one alone: `
        + 'lead all of its names through one of them, or say `injectVariables: false` of the other');
    }
    const isPlain = openings.some((opening) => opening.isPlain);
    return () => {
      inBothCases(injectEnv, 'HTTPS_PROXY', address);
      if (isPlain) inBothCases(injectEnv, 'HTTP_PROXY', address);
      if (other === undefined) inBothCases(injectEnv, 'NO_PROXY', () => bypassOf(caller, this.profile).join(','));
      NAMED.set(caller, address);
    };
  }
}

/** Some clients read the one, some the other. */
function inBothCases(injectEnv: NonNullable<WorkloadSide['injectEnv']>, name: string, value: string | (() => string)): void {
  injectEnv(name, value);
  injectEnv(name.toLowerCase(), value);
}
