import { ManifestObject } from './harness';

/** What two versions of an app have to agree on. */
export interface AppFacts {
  /** Images by workload and container, init containers included. */
  readonly images: Record<string, string>;
  /** Container ports by workload and container. */
  readonly ports: Record<string, string>;
  /** Values of variables by workload, container and name. */
  readonly env: Record<string, string>;
  /** What each Service offers: its own port and the number of the container's port behind it. */
  readonly services: Record<string, string>;
}

interface Container {
  readonly name: string;
  readonly image: string;
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number; readonly protocol?: string }[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
}

/** One difference of two apps. */
export interface Difference {
  readonly what: string;
  readonly original: string | null;
  readonly ours: string | null;
}

/** Reads the facts of an app from its manifests. */
export function factsOf(documents: readonly ManifestObject[]): AppFacts {
  const facts: AppFacts = { images: {}, ports: {}, env: {}, services: {} };
  const names: Record<string, number> = {};
  for (const document of documents.filter(({ kind }) => kind === 'Deployment')) {
    for (const container of containersOf(document)) {
      const place = `${document.metadata.name}/${container.name}`;
      facts.images[place] = container.image;
      facts.ports[place] = (container.ports ?? []).map(({ containerPort, protocol }) => `${containerPort}/${protocol ?? 'TCP'}`).sort().join(' ');
      container.ports?.forEach(({ name, containerPort }) => { names[`${document.metadata.name}:${name ?? ''}`] = containerPort; });
      container.env?.forEach(({ name, value }) => { facts.env[`${place}/${name}`] = value ?? 'from elsewhere'; });
    }
  }
  for (const document of documents.filter(({ kind }) => kind === 'Service')) {
    facts.services[document.metadata.name] = offered(document, names);
  }
  return facts;
}

/** Everything in which two apps differ, sorted. */
export function differencesOf(original: AppFacts, ours: AppFacts): Difference[] {
  const kinds = ['images', 'ports', 'env', 'services'] as const;
  return kinds.flatMap((kind) => [...new Set([...Object.keys(original[kind]), ...Object.keys(ours[kind])])].sort()
    .map((key) => ({ what: `${kind} ${key}`, original: original[kind][key] ?? null, ours: ours[kind][key] ?? null }))
    .filter((difference) => difference.original !== difference.ours));
}

function containersOf(document: ManifestObject): Container[] {
  // a manifest of apps/v1, which the schema has checked
  const { template } = document['spec'] as { template: { spec: { containers: Container[]; initContainers?: Container[] } } };
  return [...template.spec.initContainers ?? [], ...template.spec.containers];
}

function offered(document: ManifestObject, names: Readonly<Record<string, number>>): string {
  // a manifest of v1, which the schema has checked
  const { type, ports } = document['spec'] as { type?: string; ports: { name: string; port: number; targetPort: number | string; protocol?: string }[] };
  const targets = ports.map(({ name, port, targetPort, protocol }) => {
    const number = typeof targetPort === 'number' ? targetPort : names[`${document.metadata.name}:${targetPort}`];
    return `${name} ${port}/${protocol ?? 'TCP'} to ${number ?? 'nothing'}`;
  });
  return `${type ?? 'ClusterIP'}: ${targets.sort().join(', ')}`;
}
