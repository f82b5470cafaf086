import { ListEnd } from './end';
import { addressesJson, nameJson, workloadJson } from '../words/json';

/** An end as JSON. */
export function endJson(end: ListEnd): object {
  switch (end.kind) {
    case 'workload': return workloadJson(end.workload);
    case 'addresses': return addressesJson(end.addresses);
    case 'name': return nameJson(end.name);
    case 'controller': return { controller: true };
  }
}
