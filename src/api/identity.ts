import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Labels } from '../model/endpoint';
import { Finding, refuse } from '../model/finding';
import { recommendedLabels, versionLabel, workloadSelector } from '../model/labels';
import { annotationSet, dnsLabel1035, labelSet } from '../model/name';

/** What the identity of a microservice is made of. */
export interface IdentityProps {
  readonly image: string;
  readonly name?: string;
  readonly labels?: Record<string, string>;
  readonly podLabels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
  readonly selectorLabels?: Record<string, string>;
  readonly partOf?: string;
}

/** Who a microservice is: what its objects are named, and how its pods are found. */
export interface Identity {
  readonly name: string;
  /** The namespace of the chart; the one that Kubernetes assumes where it has none, which is a finding. */
  readonly namespace: string;
  /** Labels of every object. */
  readonly labels: Labels;
  /** Labels of the pods; they alone carry the version, which changes with every image. */
  readonly podLabels: Labels;
  readonly selector: Labels;
  readonly annotations: Readonly<Record<string, string>>;
  readonly findings: readonly Finding[];
}

/** Derives the identity from the id, the chart and the props. Throws `NAME_INVALID`, `LABEL_INVALID`, `ANNOTATION_INVALID`. */
export function identityOf(construct: Construct, props: IdentityProps): Identity {
  const chart = Chart.of(construct);
  const name = dnsLabel1035('the name of a SecureMicroservice,', props.name ?? construct.node.id);
  const selector = selectorOf(name, props.selectorLabels);
  const labels = { ...recommendedLabels(name, props.partOf ?? chart.node.id), ...labelSet('the labels of a SecureMicroservice', props.labels ?? {}) };
  return {
    name,
    namespace: chart.namespace ?? 'default',
    labels,
    podLabels: { ...versionLabel(props.image), ...labels, ...labelSet('the podLabels', props.podLabels ?? {}), ...selector },
    selector,
    annotations: annotationSet('the annotations of a SecureMicroservice', props.annotations ?? {}),
    findings: chart.namespace === undefined ? [namespaceMissing(chart)] : [],
  };
}

function selectorOf(name: string, chosen: Record<string, string> | undefined): Labels {
  if (chosen === undefined) {
    return workloadSelector(name);
  }
  if (Object.keys(chosen).length === 0) {
    refuse('LABEL_INVALID', `the selectorLabels of \`${name}\` are empty and would select every pod of the namespace: name at least one, or leave them out`);
  }
  return labelSet('the selectorLabels', chosen);
}

/** A policy names its peers by their namespace, so a chart without one leaves it open who they are. */
export function namespaceMissing(chart: Chart): Finding {
  const { id } = chart.node;
  return {
    code: 'NAMESPACE_MISSING',
    text: `chart \`${id}\` has no namespace, and policies name their peers by it: give it one, as in \`new Chart(app, '${id}', { namespace: '${id}' })\``,
  };
}
