import { ListEnd } from './end';
import { addressesJson, workloadJson } from '../words/json';

/** An end as JSON. */
export function endJson(end: ListEnd): object {
  switch (end.kind) {
    case 'workload': return workloadJson(end.workload);
    case 'addresses': return addressesJson(end.addresses);
    case 'controller': return { controller: true };
  }
}
