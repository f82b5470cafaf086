import { ApiObject, App, Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { at } from '../lists';
import { runArm } from '../program';
import { calleesOf, callersOf, chartOf, imageOf, indexesOf, nameOf, PORT, Shape, teamNamed } from '../shape';

runArm(synthesize);

/** The same kinds of objects through cdk8s-plus-27, hardened and connected as far as its classes go. */
function synthesize(shape: Shape, outdir: string): void {
  const app = new App({ outdir });
  const charts = Array.from({ length: shape.charts }, (_, chart) => new Chart(app, teamNamed(chart), { namespace: teamNamed(chart) }));
  const deployments = indexesOf(shape).map(index => microservice(at(charts, chartOf(shape, index)), index));
  const dns = charts.map(dnsOf);
  deployments.forEach((deployment, index) => {
    const callers = callersOf(shape, index).map(caller => at(deployments, caller));
    const callees = calleesOf(shape, index).map(callee => at(deployments, callee));
    policy(deployment, callers, callees, at(dns, chartOf(shape, index)));
  });
  app.synth();
}

/** Everything but the policy, which needs the other microservices. */
function microservice(chart: Chart, index: number): kplus.Deployment {
  const name = nameOf(index);
  const labels = labelsOf(name, chart.node.id);
  const metadata = { name, labels };
  const serviceAccount = new kplus.ServiceAccount(chart, `${name}-account`, { metadata, automountToken: false });
  const deployment = new kplus.Deployment(chart, name, {
    metadata,
    podMetadata: { labels },
    replicas: 3,
    serviceAccount,
    automountServiceAccountToken: false,
    securityContext: { ensureNonRoot: true, user: 65532, group: 65532, fsGroup: 65532 },
    terminationGracePeriod: Duration.seconds(30),
    spread: true,
    strategy: kplus.DeploymentStrategy.rollingUpdate({
      maxSurge: kplus.PercentOrAbsolute.percent(25),
      maxUnavailable: kplus.PercentOrAbsolute.absolute(0),
    }),
  });
  const container = deployment.addContainer(containerOf(name, index));
  container.mount('/tmp', kplus.Volume.fromEmptyDir(deployment, 'tmp', 'tmp', { sizeLimit: Size.mebibytes(64) }));
  new kplus.Service(chart, `${name}-service`, { metadata, selector: deployment, ports: [{ name: 'http', port: PORT, targetPort: PORT }] });
  disruptionBudget(chart, name, labels, deployment.matchLabels);
  return deployment;
}

function containerOf(name: string, index: number): kplus.ContainerProps {
  return {
    name,
    image: imageOf(index),
    imagePullPolicy: kplus.ImagePullPolicy.ALWAYS,
    ports: [{ name: 'http', number: PORT }],
    liveness: kplus.Probe.fromHttpGet('/livez', { port: PORT, periodSeconds: Duration.seconds(10), timeoutSeconds: Duration.seconds(1) }),
    readiness: kplus.Probe.fromHttpGet('/readyz', { port: PORT, periodSeconds: Duration.seconds(10), timeoutSeconds: Duration.seconds(1) }),
    resources: {
      cpu: { request: kplus.Cpu.millis(100), limit: kplus.Cpu.millis(500) },
      memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) },
      // the class takes whole gibibytes only
      ephemeralStorage: { request: Size.gibibytes(1), limit: Size.gibibytes(1) },
    },
    securityContext: {
      ensureNonRoot: true,
      user: 65532,
      group: 65532,
      privileged: false,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      // the API wants `ALL`, for which the class has no member
      capabilities: { drop: ['ALL' as kplus.Capability] },
    },
    lifecycle: { preStop: kplus.Handler.fromCommand(['sleep', '5']) },
  };
}

/** cdk8s-plus has no disruption budget. */
function disruptionBudget(chart: Chart, name: string, labels: Record<string, string>, matchLabels: Record<string, string>): void {
  new ApiObject(chart, `${name}-budget`, {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, labels },
    spec: { maxUnavailable: 1, selector: { matchLabels }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  });
}

/** One policy a microservice: its callers, its callees, and DNS. */
function policy(deployment: kplus.Deployment, callers: readonly kplus.Deployment[], callees: readonly kplus.Deployment[], dns: kplus.Pods): void {
  const chart = Chart.of(deployment);
  const port = [kplus.NetworkPolicyPort.tcp(PORT)];
  const networkPolicy = new kplus.NetworkPolicy(chart, `${deployment.name}-policy`, {
    metadata: { name: deployment.name, labels: labelsOf(deployment.name, chart.node.id) },
    selector: deployment,
    ingress: { default: kplus.NetworkPolicyTrafficDefault.DENY },
    egress: { default: kplus.NetworkPolicyTrafficDefault.DENY },
  });
  for (const caller of callers) networkPolicy.addIngressRule(caller, port);
  for (const callee of callees) networkPolicy.addEgressRule(callee, port);
  networkPolicy.addEgressRule(dns, [kplus.NetworkPolicyPort.tcp(53), kplus.NetworkPolicyPort.udp(53)]);
}

/** One for all policies of a chart: each selector is a construct, which costs. */
function dnsOf(chart: Chart): kplus.Pods {
  const namespaces = kplus.Namespaces.select(chart, 'dns-namespace', { names: ['kube-system'] });
  return kplus.Pods.select(chart, 'dns', { labels: { 'k8s-app': 'kube-dns' }, namespaces });
}

function labelsOf(name: string, partOf: string): Record<string, string> {
  return {
    'app.kubernetes.io/instance': name,
    'app.kubernetes.io/managed-by': 'cdk8s',
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/part-of': partOf,
    'app.kubernetes.io/version': '1.0.0',
  };
}
