/** What is synthesized: how many microservices, in how many charts. */
export interface Shape {
  readonly microservices: number;
  readonly charts: number;
}

/** Each microservice calls so many others: the next ones by index, from the last one on to the first. */
export const EDGES = 3;

/** The objects of one microservice, by kind, in every arm. */
export const KINDS: readonly string[] = ['Deployment', 'NetworkPolicy', 'PodDisruptionBudget', 'Service', 'ServiceAccount'];

/** The port on which every microservice listens. */
export const PORT = 8080;

/** The name of a microservice; all names are of one length, so that none is the beginning of another. */
export function nameOf(index: number): string {
  return `svc-${String(index).padStart(5, '0')}`;
}

/** The id and the namespace of a chart. */
export function teamNamed(chart: number): string {
  return `team-${String(chart).padStart(5, '0')}`;
}

/** Neighbours are in different charts, where there is more than one: there, every edge crosses charts. */
export function chartOf(shape: Shape, index: number): number {
  return index % shape.charts;
}

/** The namespace of a microservice. */
export function teamOf(shape: Shape, index: number): string {
  return teamNamed(chartOf(shape, index));
}

/** The image of a microservice. */
export function imageOf(index: number): string {
  return `registry.example.com/${nameOf(index)}:1.0.0`;
}

/** Whom a microservice calls. */
export function calleesOf(shape: Shape, index: number): number[] {
  return neighbours(shape, index, 1);
}

/** Who calls it. */
export function callersOf(shape: Shape, index: number): number[] {
  return neighbours(shape, index, -1);
}

/** All microservices of a shape. */
export function indexesOf(shape: Shape): number[] {
  return Array.from({ length: shape.microservices }, (_, index) => index);
}

function neighbours({ microservices }: Shape, index: number, step: 1 | -1): number[] {
  return Array.from({ length: EDGES }, (_, edge) => (index + step * (edge + 1) + microservices) % microservices);
}
