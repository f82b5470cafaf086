import { Workload } from '../../reachability/workload';
import { order } from '../../sets/order';
import { everything, LabelSelector, matches, selectorOf } from '../../sets/selector';

type Label = readonly [key: string, value: string];

/** Labels that controllers put on, another at every release. */
const PASSING_LABELS = ['pod-template-hash', 'controller-revision-hash', 'pod-template-generation'];

/**
 * Labels that are there to tell applications apart, in the order in which they are taken; all others come behind them.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ (Kubernetes 1.35)
 */
const TELLING_LABELS = ['app.kubernetes.io/name', 'app.kubernetes.io/instance', 'app', 'k8s-app'];

/** Of so many labels every choice is tried; of more, those that are not needed are left out one by one. */
const TRIED_AT_MOST = 10;

/**
 * The pods of a workload, by few of their labels: those by which its controller finds them, since they are the ones that stay, or else the
 * fewest. Among the workloads of its namespace they match exactly those that all of its lasting labels match.
 */
export function selectorOfPods(workload: Workload, workloads: readonly Workload[]): LabelSelector {
  const all = lastingOf(workload.labels);
  if (all.length === 0) return everything;
  const whole = selectorOf(Object.fromEntries(all));
  const strangers = workloads.filter(({ namespace, labels }) => namespace === workload.namespace && !matches(whole, labels));
  const isEnough = (labels: readonly Label[]) => {
    const selector = selectorOf(Object.fromEntries(labels));
    return labels.length > 0 && matches(selector, workload.labels) && !strangers.some((one) => matches(selector, one.labels));
  };
  const byController = lastingOf(workload.selectorLabels ?? {});
  if (isEnough(byController)) return selectorOf(Object.fromEntries(byController));
  const fewest = all.length <= TRIED_AT_MOST ? fewestOf(all, strangers) : neededOf(all, isEnough);
  return selectorOf(Object.fromEntries([...fewest].sort(([a], [b]) => order(a, b))));
}

/** The labels that last, the telling ones first; those that pass where there are no others. */
function lastingOf(labels: Workload['labels']): Label[] {
  const own = Object.entries(labels);
  const lasting = own.filter(([key]) => !PASSING_LABELS.includes(key));
  const rank = (key: string) => (TELLING_LABELS.includes(key) ? TELLING_LABELS.indexOf(key) : TELLING_LABELS.length);
  return (lasting.length > 0 ? lasting : own).sort(([a], [b]) => rank(a) - rank(b) || order(a, b));
}

/** The first of the smallest choices that none of the strangers has whole. */
function fewestOf(all: readonly Label[], strangers: readonly Workload[]): readonly Label[] {
  const carried = [...new Set(strangers.map(({ labels }) => all.map(([key, value]) => (labels[key] === value ? '1' : '0')).join('')))];
  for (const size of all.keys()) {
    for (const choice of choicesOf(size + 1, 0, all.length)) {
      if (!carried.some((one) => choice.every((place) => one[place] === '1'))) return choice.flatMap((place) => all.slice(place, place + 1));
    }
  }
  return all;
}

/** So many of the places from one on, in every way; the first places come first. */
function* choicesOf(size: number, from: number, end: number): Iterable<readonly number[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let place = from; place < end; place++) {
    for (const others of choicesOf(size - 1, place + 1, end)) yield [place, ...others];
  }
}

/** The labels without which the others would not be enough; the telling ones stay longest. */
function neededOf(all: readonly Label[], isEnough: (labels: readonly Label[]) => boolean): readonly Label[] {
  return all.reduceRight<readonly Label[]>((left, label) => {
    const others = left.filter((one) => one !== label);
    return isEnough(others) ? others : left;
  }, all);
}
