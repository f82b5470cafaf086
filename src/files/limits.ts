const MEBI = 1024 * 1024;

/** How much is taken of input that may be hostile: more than any cluster needs, less than what would exhaust the memory. */
export const LIMITS = {
  /** Of one file. */
  fileBytes: 64 * MEBI,
  /** Of all files together. */
  totalBytes: 512 * MEBI,
  /** Of one YAML document, whose syntax tree takes about a hundred times its length; JSON is bound by its file only. */
  yamlLength: 8 * MEBI,
  /** Signs of one YAML document that may begin a value, each of which takes up to a kilobyte in the tree. */
  yamlSigns: 2_000_000,
  /** How deep mappings and lists may nest. */
  depth: 200,
  /** How deep a list of objects may hold lists of objects. */
  listDepth: 8,
  /** How often aliases may repeat what stands at their anchors, in one document. */
  aliases: 1000,
  /** How many aliases a document may have at all: each is looked for among all of them. */
  aliasesInAll: 10_000,
  /** Documents, and objects in lists. */
  objects: 500_000,
  /** Connections that are listed: nobody reads as many, and a cluster without policies has the square of its workloads. */
  connections: 10_000_000,
} as const;

/** A number of bytes as a person says it. */
export function mebibytes(bytes: number): string {
  return `${Math.ceil(bytes / MEBI)} MiB`;
}
