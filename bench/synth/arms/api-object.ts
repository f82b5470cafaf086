import { ApiObject, App, Chart } from 'cdk8s';
import { at } from '../lists';
import { generatedObjects } from '../objects';
import { runArm } from '../program';
import { chartOf, indexesOf, nameOf, Shape, teamNamed } from '../shape';

const objectsOf = generatedObjects();
runArm(synthesize);

/** The objects that ours writes, each as a plain ApiObject. */
function synthesize(shape: Shape, outdir: string): void {
  const app = new App({ outdir });
  const charts = Array.from({ length: shape.charts }, (_, chart) => new Chart(app, teamNamed(chart), { namespace: teamNamed(chart) }));
  for (const index of indexesOf(shape)) {
    for (const object of objectsOf(shape, index)) new ApiObject(at(charts, chartOf(shape, index)), `${nameOf(index)}-${object.kind}`, object);
  }
  app.synth();
}
