/** Whom a load balancer of AWS is for. */
export enum AlbScheme {
  /** Clients of the VPC. */
  INTERNAL = 'internal',
  /** Everybody. */
  INTERNET_FACING = 'internet-facing',
}
