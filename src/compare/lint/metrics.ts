import { letText, MayBe, mayBeScraper, shuttersOf } from './callers';
import { LintFinding } from './codes';
import { Manifests, namedObject, namesText } from './manifests';
import { Scrape, scrapesIn } from './scrapes';
import { workloadText } from '../../reachability/workload';

/** Metrics that somebody asks for and does not get: no port of the name, or a policy in between. */
export function* checkMetrics(manifests: Manifests): Iterable<LintFinding> {
  const mayBe = mayBeScraper(manifests.snapshot);
  for (const scrape of scrapesIn(manifests)) {
    yield* unknownPort(scrape);
    yield* shutOut(scrape, manifests, mayBe);
  }
}

/** Nothing is said of a monitor that selects nobody here: those whom it selects may be elsewhere. */
function* unknownPort({ object, path, missing }: Scrape): Iterable<LintFinding> {
  if (missing === undefined) return;
  const isService = object.kind === 'ServiceMonitor';
  yield {
    code: 'NAMED_PORT_UNKNOWN',
    object: namedObject(object),
    path,
    text: `${isService ? 'no port of the Services' : 'no container port of'} ${namesText(missing.among)} has the name \`${missing.name}\`, so that nothing is collected`,
    mend: isService ? 'write the name of a port of the Service; `targetPort` is for those of containers' : 'write the name of a port of a container',
  };
}

function* shutOut({ object, path, targets }: Scrape, manifests: Manifests, mayBe: MayBe): Iterable<LintFinding> {
  for (const { workload, ports } of targets) {
    const shutters = shuttersOf(workload, ports, manifests, mayBe);
    if (shutters.length === 0) continue;
    yield {
      code: 'METRICS_SHUT_OUT',
      object: namedObject(object),
      path,
      text: `asks \`${workloadText(workload)}\` for metrics on ${ports.toString()}, and ${letText(shutters)} nobody in there who collects them`,
      mend: `allow ingress on ${ports.toString()} from the pods of Prometheus, namespace and pods in one peer`,
    };
  }
}
