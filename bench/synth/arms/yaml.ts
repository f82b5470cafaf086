import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { stringify } from 'yaml';
import { generatedObjects } from '../objects';
import { runArm } from '../program';
import { chartOf, indexesOf, Shape, teamNamed } from '../shape';

const objectsOf = generatedObjects();
runArm(synthesize);

/** The objects that ours writes, as `yaml` writes them with the settings of cdk8s: what no construct library can be faster than. */
function synthesize(shape: Shape, outdir: string): void {
  mkdirSync(outdir, { recursive: true });
  for (let chart = 0; chart < shape.charts; chart++) {
    const objects = indexesOf(shape).filter(index => chartOf(shape, index) === chart).flatMap(index => objectsOf(shape, index));
    const documents = objects.map(object => stringify(object, { keepUndefined: true, lineWidth: 0, version: '1.1' }));
    writeFileSync(join(outdir, `${teamNamed(chart)}.k8s.yaml`), documents.join('---\n'));
  }
}
