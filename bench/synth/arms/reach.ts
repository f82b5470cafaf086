import { App, Chart } from 'cdk8s';
// eslint-disable-next-line import/no-unresolved -- by the `paths` of the compiler, as in the examples; compiled, it is a package
import { Health, Port, SecureMicroservice } from 'cdk8s-reach';
import { at } from '../lists';
import { runArm } from '../program';
import { calleesOf, chartOf, imageOf, indexesOf, nameOf, PORT, Shape, teamNamed } from '../shape';

runArm(synthesize);

/** Ours: three lines a microservice, one line an edge. */
function synthesize(shape: Shape, outdir: string): void {
  const app = new App({ outdir });
  const charts = Array.from({ length: shape.charts }, (_, chart) => new Chart(app, teamNamed(chart), { namespace: teamNamed(chart) }));
  const microservices = indexesOf(shape).map(index => new SecureMicroservice(at(charts, chartOf(shape, index)), nameOf(index), {
    image: imageOf(index),
    ports: [Port.http(PORT)],
    health: Health.http({ live: '/livez', ready: '/readyz' }),
  }));
  microservices.forEach((caller, index) => {
    for (const callee of calleesOf(shape, index)) caller.connections.allowTo(at(microservices, callee));
  });
  app.synth();
}
