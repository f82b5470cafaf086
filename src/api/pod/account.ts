import { annotationSet, dnsSubdomain } from '../../model/name';
import { AccountModel } from '../../model/pod';

/** How a ServiceAccount of its own is made. */
export interface OwnAccountProps {
  /**
   * Its name.
   * @default the name of the workload
   */
  readonly name?: string;

  /**
   * Its annotations, such as the role that a cloud gives to its pods.
   * @default none
   */
  readonly annotations?: Record<string, string>;
}

/**
 * As whom the pods of a workload speak to the API server and to the cloud.
 *
 * @see https://kubernetes.io/docs/concepts/security/service-accounts/ (v1.35)
 */
export class Account {
  /** A ServiceAccount that only this workload uses. Throws `NAME_INVALID`, `ANNOTATION_INVALID`. */
  public static own(props: OwnAccountProps = {}): Account {
    annotationSet('the annotations of a ServiceAccount', props.annotations ?? {});
    return new Account('own', props.name, props.annotations ?? {});
  }

  /** A ServiceAccount that somebody else makes in the same namespace; `default` is shared by all, and scanners object. Throws `NAME_INVALID`. */
  public static existing(name: string): Account {
    return new Account('existing', name, {});
  }

  private constructor(
    private readonly kind: AccountModel['kind'],
    private readonly name: string | undefined,
    private readonly annotations: Readonly<Record<string, string>>,
  ) {
    if (name !== undefined) {
      dnsSubdomain('the name of a ServiceAccount,', name);
    }
  }

  /**
   * The account of a workload as data.
   * @internal
   */
  public _model(workloadName: string): AccountModel {
    const name = this.name ?? workloadName;
    return this.kind === 'own' ? { kind: 'own', name, annotations: this.annotations } : { kind: 'existing', name };
  }
}
