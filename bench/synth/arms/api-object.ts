import { ApiObject, App, Chart } from 'cdk8s';
import { at } from '../lists';
import { ObjectsOf } from '../program';
import { chartOf, indexesOf, nameOf, Shape, teamNamed } from '../shape';

/** The objects that ours writes, each as a plain ApiObject. */
export function synthesize(shape: Shape, outdir: string, objectsOf: ObjectsOf): void {
  const app = new App({ outdir });
  const charts = Array.from({ length: shape.charts }, (_, chart) => new Chart(app, teamNamed(chart), { namespace: teamNamed(chart) }));
  for (const index of indexesOf(shape)) {
    for (const object of objectsOf(shape, index)) new ApiObject(at(charts, chartOf(shape, index)), `${nameOf(index)}-${object.kind}`, object);
  }
  app.synth();
}
