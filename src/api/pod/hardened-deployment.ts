import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Labels } from '../../model/endpoint';
import { refuse } from '../../model/finding';
import { ContainerModel, containerPorts } from '../../model/pod';
import { quantity } from '../../model/quantity';
import { WorkloadContent } from '../../synth/workload-content';

/** What a Deployment is made of. */
export interface DeploymentSource {
  readonly content: WorkloadContent;
  /** The replicas that the user asked for; absent where an autoscaler may take over without a word. */
  readonly replicas?: number;
}

/**
 * A Deployment of cdk8s-plus-27 that writes what we render.
 *
 * Its generated class knows the fields of Kubernetes 1.27 and drops all others, so the object writes itself as a plain ApiObject does.
 * What cdk8s-plus adds later (containers, volumes, variables, mounts, scheduling, labels, an autoscaler) is kept.
 */
export class HardenedDeployment extends kplus.Deployment {
  private patched = false;

  public constructor(scope: Construct, id: string, private readonly source: DeploymentSource) {
    const { model } = source.content;
    const { name, namespace, labels, annotations } = model;
    super(scope, id, {
      metadata: { name, namespace, labels, annotations },
      podMetadata: { labels: model.podLabels, annotations: model.podAnnotations },
      replicas: source.replicas,
      select: false,
    });
    this.select(kplus.LabelSelector.of({ labels: mutable(model.selectorLabels) }));
    // cdk8s-plus finds pods by this label, and fills it with a hash of the path
    this.podMetadata.addLabel(kplus.Pod.ADDRESS_LABEL, model.name);
    model.containers.forEach((container) => super.attachContainer(new kplus.Container(containerProps(container))));
    model.initContainers.forEach((container) => super.addInitContainer(containerProps(container)));
    this.apiObject.toJson = ApiObject.prototype.toJson;
    this.apiObject.addJsonPatch = (...patches: JsonPatch[]): void => {
      this.patched = true;
      ApiObject.prototype.addJsonPatch.apply(this.apiObject, patches);
    };
  }

  /** Whether anything was added that can make the pod less safe than we rendered it. */
  public get isTouched(): boolean {
    const { containers, initContainers } = this.source.content.model;
    return this.patched || this.containers.length > containers.length || this.initContainers.length > initContainers.length
      || this.volumes.length > 0
      || this.containers.some(({ mounts, ports }, index) => mounts.length > 0 || ports.length > declaredPorts(containers[index]))
      || this.initContainers.some(({ mounts, ports }, index) => mounts.length > 0 || ports.length > declaredPorts(initContainers[index]));
  }

  /** The object that is written. */
  public get written(): ApiObject {
    return this.apiObject;
  }

  /** Adds a container to those that run. Throws `CONTAINER_NAME_DUPLICATE`, `PORT_DUPLICATE`. */
  public override attachContainer(container: kplus.Container): void {
    this.refuseTaken(container.name, container.ports);
    super.attachContainer(container);
  }

  /** Adds an init container. Throws `CONTAINER_NAME_DUPLICATE`, `PORT_DUPLICATE`. */
  public override addInitContainer(container: kplus.ContainerProps): kplus.Container {
    this.refuseTaken(container.name ?? `init-${this.initContainers.length}`, container.ports ?? []);
    return super.addInitContainer(container);
  }

  /** As whom the pods speak to the API server, for a role binding. */
  public override toSubjectConfiguration(): kplus.SubjectConfiguration {
    return { kind: 'ServiceAccount', name: this.source.content.model.account.name, apiGroup: '', namespace: this.metadata.namespace };
  }

  /**
   * What cdk8s-plus writes lazily as `spec`.
   * @internal
   */
  public override _toKube(): kplus.k8s.DeploymentSpec {
    const theirs = super._toKube();
    const spec = this.source.content.specWith({
      selector: theirs.selector,
      metadata: theirs.template.metadata ?? {},
      autoscaled: this.hasAutoscaler,
      pod: this.additionsOf(theirs.template.spec),
    });
    // the same shape by the names that the API has; the generated type is of 1.27 and wraps numbers into classes
    return spec as kplus.k8s.DeploymentSpec;
  }

  /** What somebody added, by the names that the API has; nothing in the usual case, which must be quick. */
  private additionsOf(pod: kplus.k8s.PodSpec | undefined): object | undefined {
    const { containers: own, initContainers: ownInit } = this.source.content.model;
    if (pod === undefined) {
      return undefined;
    }
    const containers = pod.containers.map((container, index) => addedTo(container, own[index]));
    const initContainers = (pod.initContainers ?? []).map((container, index) => addedTo(container, ownInit[index]));
    const { volumes, hostAliases, affinity, nodeName, tolerations, dnsConfig } = pod;
    const elsewhere = volumes ?? hostAliases ?? affinity ?? nodeName ?? tolerations ?? dnsConfig;
    if (elsewhere === undefined && [...containers, ...initContainers].every(isUnchanged)) {
      return undefined;
    }
    // the generator's own translation to the names and scalars of the API
    return kplus.k8s.toJson_PodSpec({ containers, initContainers, volumes, hostAliases, affinity, nodeName, tolerations, dnsConfig });
  }

  private refuseTaken(name: string, ports: readonly kplus.ContainerPort[]): void {
    const others = [...this.containers, ...this.initContainers];
    if (others.some((other) => other.name === name)) {
      refuse('CONTAINER_NAME_DUPLICATE', `\`${this.name}\` has a container named \`${name}\` already: give the one that you add another name`);
    }
    const taken = others.flatMap((other) => other.ports);
    for (const port of ports) {
      const twin = taken.find((other) => (other.number === port.number && protocolOf(other) === protocolOf(port))
        || (other.name !== undefined && other.name === port.name));
      if (twin !== undefined) {
        refuse('PORT_DUPLICATE', `container \`${name}\` declares port \`${port.name ?? port.number}\`, which another container of \`${this.name}\` has: all its containers share one network; change one of them`);
      }
    }
  }
}

/** Our container as cdk8s-plus sees it: enough for its own methods, nothing of which is written. */
function containerProps(container: ContainerModel): kplus.ContainerProps {
  const { cpu } = container.resources.requests;
  return {
    name: container.name,
    image: container.image,
    command: container.command.length === 0 ? undefined : [...container.command],
    args: container.args.length === 0 ? undefined : [...container.args],
    workingDir: container.workingDir,
    ports: containerPorts(container).map(({ name, number, protocol }) => ({ name, number, protocol: kplus.Protocol[protocol] })),
    // an autoscaler of cdk8s-plus looks whether there is a request
    resources: cpu === undefined ? {} : { cpu: { request: kplus.Cpu.millis(Number(quantity('cpu', cpu) / 1_000_000n)) } },
  };
}

/** Of a container that stands for ours only what is new; another one as it is. */
function addedTo(container: kplus.k8s.Container, own: ContainerModel | undefined): kplus.k8s.Container {
  if (own === undefined) {
    return container;
  }
  const ports = container.ports?.slice(declaredPorts(own));
  return {
    name: container.name,
    env: container.env,
    envFrom: container.envFrom,
    ports: ports?.length === 0 ? undefined : ports,
    volumeMounts: container.volumeMounts,
  };
}

function isUnchanged({ image, env, envFrom, ports, volumeMounts }: kplus.k8s.Container): boolean {
  return (image ?? env ?? envFrom ?? ports ?? volumeMounts) === undefined;
}

function declaredPorts(container: ContainerModel | undefined): number {
  return container === undefined ? 0 : containerPorts(container).length;
}

function protocolOf(port: kplus.ContainerPort): string {
  return port.protocol ?? 'TCP';
}

function mutable(labels: Labels): Record<string, string> {
  return { ...labels };
}
