import { Row } from './intent';
import { ACCEPTED, OPEN } from './profiles';


const WHAT = 'network plugin `{plugin}` enforces no NetworkPolicy: every pod can reach every port of every workload, whatever is declared; ';

/**
 * The rows of plugins that enforce no policy, on which every intent fares alike: all is open, which is told once for the cluster, as an error or, with the reason
 * of somebody who has said that it is fine, as a warning.
 *
 * @param findings What is reported beside it.
 */
export function unenforced(...findings: readonly string[]): readonly [Row, Row] {
  return [
    [OPEN, { open: 'all', findings: [`[] ${WHAT}… (NOT_ENFORCED)`, ...findings] }],
    [ACCEPTED, { open: 'all', findings: [`warning: [] ${WHAT}accepted: a cluster for trials (UNENFORCED_ACCEPTED)`, ...findings] }],
  ];
}
