import { EXISTING_WORKLOAD } from './intents/existing-workload';
import { EXISTING_WORKLOAD_OPEN } from './intents/existing-workload-open';
import { NAMESPACES_BY_LABEL } from './intents/namespaces-by-label';
import { POD_OTHER_NAMESPACE } from './intents/pod-other-namespace';
import { POD_SAME_NAMESPACE } from './intents/pod-same-namespace';
import { PODS_BY_LABEL } from './intents/pods-by-label';
import { POLICY_OF_OTHERS } from './intents/policy-of-others';
import { REPLICAS } from './intents/replicas';
import { SERVICE_ACCOUNT } from './intents/service-account';
import { WHOLE_CLUSTER } from './intents/whole-cluster';
import { WHOLE_NAMESPACE } from './intents/whole-namespace';
import { conformance } from './run';

conformance('pods of the cluster', [
  POD_SAME_NAMESPACE,
  POD_OTHER_NAMESPACE,
  REPLICAS,
  WHOLE_CLUSTER,
  WHOLE_NAMESPACE,
  NAMESPACES_BY_LABEL,
  PODS_BY_LABEL,
  EXISTING_WORKLOAD,
  EXISTING_WORKLOAD_OPEN,
  POLICY_OF_OTHERS,
  SERVICE_ACCOUNT,
]);
