import { IConstruct } from 'constructs';
import { refuse } from '../../model/finding';
import { matchOf } from '../../model/intents';
import { siteOf } from '../../synth/call-site';
import { fixClusterOf } from '../../synth/cluster-scope';
import { ProofModeModel, setProofMode } from '../../synth/proof-scope';
import { Registry } from '../../synth/registry';
import { bindingOf } from '../connections/connection-rules';
import { IPeer } from '../connections/peer';

/** What a scope does with what the proof finds. */
export enum ProofMode {
  /** The synth fails, and nothing is written. */
  ERROR = 'error',
  /** It is printed on standard error, and the synth goes on: for a team that adopts the library on a cluster that has grown. */
  WARN = 'warn',
  /** Nothing is proved, and nothing said. */
  OFF = 'off',
}

/** A pair that is accepted as it is, whatever was declared. */
export interface ProofExceptionProps {
  /** Who calls. */
  readonly source: IPeer;

  /** Who is called, on the ports that it names; a target that names none is accepted on every port. */
  readonly target: IPeer;

  /** Who answers for it: a team, or a person. */
  readonly owner: string;

  /** Why it is fine, and until when. */
  readonly reason: string;
}

/**
 * The proof at synth: what is about to be written is read back, and whatever it allows that nobody declared, or blocks that
 * somebody did, fails the synth.
 *
 * ```ts
 * declare const legacy: Chart;
 * declare const web: SecureMicroservice;
 * Proof.setMode(legacy, ProofMode.WARN);
 * Proof.accept(legacy, {
 *   source: Peer.namespaceNamed('batch'),
 *   target: web.port('http'),
 *   owner: 'team-batch',
 *   reason: 'the nightly import, until it has a declaration of its own',
 * });
 * ```
 */
export class Proof {
  /** Says what everything below a scope does with what the proof finds there; the nearest scope decides, `ProofMode.ERROR` where none says. */
  public static setMode(scope: IConstruct, mode: ProofMode): void {
    const modes: Readonly<Record<ProofMode, ProofModeModel>> = { [ProofMode.ERROR]: 'error', [ProofMode.WARN]: 'warn', [ProofMode.OFF]: 'off' };
    setProofMode(scope, modes[mode]);
  }

  /**
   * Accepts a pair as it is: what the proof finds of it is no error. Every synth prints the owner and the reason, and says when there is
   * nothing left to accept.
   *
   * Throws `EXCEPTION_INVALID` without an owner or a reason, and `PEER_INVALID`.
   */
  public static accept(scope: IConstruct, exception: ProofExceptionProps): void {
    const [source, target] = [bindingOf(exception.source), bindingOf(exception.target)];
    for (const field of ['owner', 'reason'] as const) {
      if (exception[field].trim() === '' || /[\p{Cc}\p{Cf}]/u.test(exception[field])) {
        refuse('EXCEPTION_INVALID', `the \`${field}\` of the exception from \`${exception.source.peerName}\` to \`${exception.target.peerName}\` is not one line of text: `
          + 'an exception that nobody answers for stays for ever');
      }
    }
    Registry.of(scope).addException({
      construct: scope,
      cluster: fixClusterOf(scope),
      source: source.party,
      target: target.party,
      ports: target.ports === undefined || target.ports === 'all' ? [] : target.ports.map(matchOf),
      owner: exception.owner,
      reason: exception.reason,
      site: siteOf(scope),
    });
  }

  private constructor() {}
}
