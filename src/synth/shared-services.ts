import { FindingsByConstruct, ManagedApp, report } from './managed';
import { rendering } from './rendering';
import { ExposureModel } from '../model/exposure';
import { servedBackends } from '../model/route';

/**
 * Exposures that need different words on one Service: each alone is fine, and together they cannot be.
 *
 * The finding is under the later of the two.
 */
export function sharedServices(app: ManagedApp): FindingsByConstruct {
  const found: FindingsByConstruct = new Map();
  const before = new Map<string, ExposureModel>();
  for (const { construct, cluster, model } of app.exposures) {
    if (model.kind !== 'http' || model.edge.api !== 'ingress') continue;
    const { exposureDisagreements } = rendering();
    for (const serviceName of new Set(servedBackends(model.routes).map((backend) => backend.serviceName))) {
      const key = [cluster.root.node.addr, model.namespace, serviceName, model.edge.controller].join('|');
      const routes = model.routes.filter(({ action }) => action.kind === 'serve' && action.backends.some((backend) => backend.serviceName === serviceName));
      const known = before.get(key);
      const together = { ...model, routes: [...(known?.routes ?? []), ...routes] };
      before.set(key, together);
      if (known !== undefined && exposureDisagreements({ ...model, routes }).length === 0) {
        report(found, construct, exposureDisagreements(together));
      }
    }
  }
  return found;
}
