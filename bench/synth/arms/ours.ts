import { App, Chart } from 'cdk8s';
// eslint-disable-next-line import/no-unresolved -- by the `paths` of the compiler, as in the examples; compiled, it is a package
import { Health, Port, Proof, ProofMode, SecureMicroservice } from 'cdk8s-reach';
import { at } from '../lists';
import { calleesOf, chartOf, imageOf, indexesOf, nameOf, PORT, Shape, teamNamed } from '../shape';

/** Which of ours is measured. */
export interface OursOptions {
  /** Whether what is written is read back. */
  readonly isProved: boolean;
  /** Whether the charts write something else than their objects, so that what the proof has read is made once more for what is written. */
  readonly isRewritten?: boolean;
}

/** A chart with a `toJson` of its own: nothing that the proof has made of it is kept. */
class Rewriting extends Chart {
  public override toJson(): unknown[] {
    return [...super.toJson()];
  }
}

/** Ours: three lines a microservice, one line an edge. */
export function synthesizeOurs(shape: Shape, outdir: string, { isProved, isRewritten = false }: OursOptions): void {
  const app = new App({ outdir });
  const Own = isRewritten ? Rewriting : Chart;
  const charts = Array.from({ length: shape.charts }, (_, chart) => new Own(app, teamNamed(chart), { namespace: teamNamed(chart) }));
  const microservices = indexesOf(shape).map(index => new SecureMicroservice(at(charts, chartOf(shape, index)), nameOf(index), {
    image: imageOf(index),
    ports: [Port.http(PORT)],
    health: Health.http({ live: '/livez', ready: '/readyz' }),
  }));
  microservices.forEach((caller, index) => {
    for (const callee of calleesOf(shape, index)) caller.connections.allowTo(at(microservices, callee));
  });
  if (!isProved) Proof.setMode(app, ProofMode.OFF);
  app.synth();
}
