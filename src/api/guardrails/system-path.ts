import { refuse } from '../../model/finding';
import { matchOf } from '../../model/intents';
import { DeclaredPath } from '../../synth/guardrails';
import { Port } from '../connections/port';

/** A way between the pods of a cluster and its system that nobody's policy shuts. Who the system is the cluster profile knows. */
export class SystemPath {
  /** Every guarded pod may ask the DNS of the cluster, on its ports. */
  public static dns(): SystemPath {
    return new SystemPath({ name: 'dns' });
  }

  /** Prometheus may scrape every guarded pod on these ports. Throws `GUARDRAILS_INVALID` without any. */
  public static metrics(...ports: Port[]): SystemPath {
    if (ports.length === 0) refuse('GUARDRAILS_INVALID', '`SystemPath.metrics()` names no port: name those that Prometheus scrapes, as in `SystemPath.metrics(Port.metrics(9100))`');
    return new SystemPath({ name: 'metrics', ports: ports.map((port) => matchOf(port._model())) });
  }

  /** Every guarded pod may call the API server. Most need not: declare it for those that do, as in `connections.allowTo(Peer.apiServer())`. */
  public static apiServer(): SystemPath {
    return new SystemPath({ name: 'apiServer' });
  }

  private constructor(private readonly path: DeclaredPath) {}

  /**
   * The path as data.
   * @internal
   */
  public _path(): DeclaredPath {
    return this.path;
  }
}
