/** What manifests of a folder do not say. */
export interface ManifestFolderProps {
  /**
   * The CIDRs of pods, v4 and v6. Throws `CIDR_INVALID`.
   *
   * @default unknown: a pod may have any address, so that an `ipBlock` may hold it
   */
  readonly podCidrs?: string[];

  /**
   * The CIDRs of nodes, v4 and v6. Throws `CIDR_INVALID`.
   *
   * @default unknown: a node may have any address
   */
  readonly nodeCidrs?: string[];
}
