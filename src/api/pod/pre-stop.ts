import { refuse } from '../../model/finding';
import { PreStopModel } from '../../model/pod';

/**
 * What a container does between the decision to stop it and its signal.
 *
 * @see https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/ (v1.35)
 */
export class PreStop {
  /** Goes on serving while the cluster stops sending calls. Needs no program in the image; Kubernetes 1.30. Throws `DRAIN_INVALID`. */
  public static sleep(seconds: number): PreStop {
    if (!Number.isInteger(seconds) || seconds < 1) {
      refuse('DRAIN_INVALID', `a container cannot sleep \`${seconds}\` seconds before it stops: give a whole number from 1 on, or PreStop.none()`);
    }
    return new PreStop({ kind: 'sleep', seconds });
  }

  /** Runs a command. Throws `DRAIN_INVALID`. */
  public static exec(command: string[]): PreStop {
    if (command.length === 0) {
      refuse('DRAIN_INVALID', 'a container that runs a command before it stops has none: give the program and its arguments');
    }
    return new PreStop({ kind: 'exec', command });
  }

  /** Sends a GET request to the container. Throws `DRAIN_INVALID`. */
  public static http(path: string, port: number): PreStop {
    if (!path.startsWith('/') || !Number.isInteger(port) || port < 1 || port > 65535) {
      refuse('DRAIN_INVALID', `\`${path}\` on port \`${port}\` cannot be asked before a container stops: give a path that begins with \`/\` and a port from 1 to 65535`);
    }
    return new PreStop({ kind: 'http', path, port });
  }

  /** Nothing: calls that are on their way are lost. */
  public static none(): PreStop {
    return new PreStop({ kind: 'none' });
  }

  private constructor(private readonly model: PreStopModel) {}

  /**
   * The hook as data.
   * @internal
   */
  public _model(): PreStopModel {
    return this.model;
  }
}
