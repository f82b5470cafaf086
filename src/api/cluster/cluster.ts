import { IConstruct } from 'constructs';
import { ClusterProfile } from './cluster-profile';
import { attachProfile, clusterOf } from '../../synth/cluster-scope';

/**
 * The cluster to which a scope goes: an App, a Chart, or any construct.
 *
 * ```ts
 * declare const app: App;
 * Cluster.attach(app, ClusterProfile.of({ edges: [Edge.traefik('public')] }));
 * ```
 */
export class Cluster {
  /**
   * Says which cluster everything below a scope goes to; the nearest scope decides.
   *
   * Throws `CLUSTER_ALREADY_FIXED` where a construct of this library below the scope was made before.
   */
  public static attach(scope: IConstruct, profile: ClusterProfile): Cluster {
    attachProfile(scope, profile._model());
    return Cluster.of(scope);
  }

  /** The cluster to which a construct goes. */
  public static of(scope: IConstruct): Cluster {
    const found = clusterOf(scope);
    return new Cluster(ClusterProfile._of(found.profile), found.root);
  }

  /** What is known of it. */
  public readonly profile: ClusterProfile;

  /** The scope to which it is attached; the App where none is. */
  public readonly scope: IConstruct;

  private constructor(profile: ClusterProfile, scope: IConstruct) {
    this.profile = profile;
    this.scope = scope;
  }
}
