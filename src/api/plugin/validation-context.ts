/** A place in the manifests where a rule is violated. */
export interface ViolatingResource {
  /** The `metadata.name` of the object. */
  readonly resourceName: string;

  /** Where in it, such as `spec.ingress[0] (line 12)`. */
  readonly locations: string[];

  /** The file that holds it. */
  readonly manifestPath: string;
}

/** A rule that is violated. */
export interface Violation {
  /** A code: docs/findings.md explains it. */
  readonly ruleName: string;

  /** What is wrong. */
  readonly recommendation: string;

  /** How to mend it. */
  readonly fix: string;

  /** Where. */
  readonly violatingResources: ViolatingResource[];
}

/** What takes down the violations: cdk8s-cli has it. */
export interface IValidationReport {
  /** Takes one down. */
  addViolation(violation: Violation): void;

  /** Ends the report, with `success` or `failure`, and what else is to be shown. */
  submit(status: string, metadata?: { [key: string]: string }): void;
}

/** What shows lines to whoever watches: cdk8s-cli has it. */
export interface IValidationLogger {
  /** Shows a line. */
  log(message: string): void;
}

/** What cdk8s-cli hands to a plug-in. */
export interface IValidationContext {
  /** The files that have been written. */
  readonly manifests: string[];

  /** What takes down the violations. */
  readonly report: IValidationReport;

  /** What shows lines. */
  readonly logger: IValidationLogger;
}
