import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { emit } from './emit';
import { renderService } from '../dialects/service/render';
import { ServiceModel } from '../model/service';

/** Creates a Service at once. */
export function emitService(scope: Construct, id: string, model: ServiceModel): ApiObject {
  const metadata = { name: model.name, labels: { ...model.labels }, annotations: { ...model.annotations } };
  return emit(scope, id, { apiVersion: 'v1', kind: 'Service', metadata }, { spec: () => renderService(model).objects[0]?.spec });
}
