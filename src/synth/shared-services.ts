import { FindingsByConstruct, ManagedApp, report } from './managed';
import { serviceDisagreements } from '../dialects/ingress/service-annotations';
import { ExposureModel } from '../model/exposure';

/**
 * Exposures that need different words on one Service: each alone is fine, and together they cannot be.
 *
 * The finding is under the later of the two.
 */
export function sharedServices(app: ManagedApp): FindingsByConstruct {
  const found: FindingsByConstruct = new Map();
  const before = new Map<string, ExposureModel>();
  for (const { construct, cluster, model } of app.exposures) {
    for (const serviceName of new Set(model.routes.map((route) => route.serviceName))) {
      const key = [cluster.root.node.addr, model.namespace, serviceName, model.edge.controller].join('|');
      const routes = model.routes.filter((route) => route.serviceName === serviceName);
      const known = before.get(key);
      const together = { ...model, routes: [...(known?.routes ?? []), ...routes] };
      before.set(key, together);
      if (known !== undefined && serviceDisagreements({ ...model, routes }).length === 0) {
        report(found, construct, serviceDisagreements(together));
      }
    }
  }
  return found;
}
