import { GatewayEdge } from './edge';
import { Labels } from './endpoint';
import { GatewayExposure, IngressExposure, OnEdge, StreamModel } from './exposure';
import { EdgeCapabilities, ExposureFeature } from './feature';
import { Finding } from './finding';
import { KubeObject } from './rendered';
import { RouteModel, ServedBackend } from './route';

/** What one controller adds to an Ingress that is otherwise the same for all. */
export interface IngressPart {
  /** Annotations of the Ingress; the user's win over them. */
  readonly annotations: Labels;
  /** Annotations that win over the user's, since they hold the user's words already. */
  readonly joined?: Labels;
  readonly objects: readonly KubeObject[];
  readonly gaps: readonly Finding[];
}

/** What every controller is. */
interface AnyController {
  /** How it reads in a sentence, such as `Traefik`. */
  readonly title: string;
  /** Whatever is `no` here and is asked all the same is reported before the controller is asked for anything. */
  readonly capabilities: EdgeCapabilities;
}

/** How one controller is told what the Ingress API has no field for. */
export interface IngressController extends AnyController {
  /** Where its class is said: in `spec.ingressClassName`, or in the annotation that came before it. */
  readonly classIn: 'field' | 'annotation';
  /** Whether it takes certificates from Secrets. */
  readonly tlsFromSecrets: boolean;
  /** Annotations by which a user says that HTTPS is served without a Secret. */
  readonly httpsAnnotations: readonly string[];
  /** Whether a Service annotation speaks of one of its ports, or of all of them. */
  readonly serviceAnnotationsArePerPort: boolean;
  /** What goes onto the Ingress and beside it; `https` says whether HTTPS is served at all. */
  part(exposure: IngressExposure, https: boolean): IngressPart;
  /**
   * The parts into which the routes of an exposure fall, an Ingress for each: for controllers whose annotations speak of a whole Ingress and
   * routes that need different ones. Absent means one Ingress for all.
   */
  split?(exposure: IngressExposure): readonly IngressSlice[];
  /** All the objects, where the controller has kinds of its own that say what no Ingress can; nothing where an Ingress will do. */
  instead?(exposure: IngressExposure, https: boolean): Pick<IngressPart, 'objects' | 'gaps'> | undefined;
  /** What the Service of these routes has to say. */
  serviceAnnotations(routes: readonly ServedBackend[], exposure: IngressExposure): Labels;
  /** The objects of a raw stream. */
  stream?(stream: StreamModel): Pick<IngressPart, 'objects' | 'gaps'>;
}

/** A part of an exposure that gets an Ingress of its own. */
export interface IngressSlice {
  /** What is added to the name of the exposure; none for the first. */
  readonly suffix?: string;
  /** Absent means all hosts of the exposure. */
  readonly hosts?: readonly string[];
  readonly routes: readonly RouteModel[];
  /** Annotations that only this Ingress has; they win over those of the whole. */
  readonly annotations: Labels;
}

/** A reference from a rule of a route to an object of the controller, in the route's namespace. */
export interface ExtensionRef {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

/** A route that the Gateway dialect writes for an exposure: what policies of a controller can point at. */
export interface RouteTarget {
  readonly kind: 'HTTPRoute' | 'GRPCRoute';
  readonly name: string;
  /** What the route serves; empty for one that only sends clients to HTTPS. */
  readonly routes: readonly RouteModel[];
}

/** A route that the Gateway dialect writes for a raw stream. */
export interface StreamTarget {
  readonly kind: 'TCPRoute' | 'TLSRoute' | 'UDPRoute';
  readonly name: string;
}

/** What one controller adds to the routes of an exposure. */
export interface GatewayPart {
  /** Policies and filters beside the routes. */
  readonly objects: readonly KubeObject[];
  /** The filters of one rule beside those that the API itself has. */
  readonly filters: (route: RouteModel) => readonly ExtensionRef[];
  /** Annotations of the routes. */
  readonly annotations: Labels;
  readonly gaps: readonly Finding[];
}

/** How one controller of Gateways is told what the Gateway API has no field for. */
export interface GatewayController extends AnyController {
  /** What it is told by objects of its own, though the API has (experimental) fields for it: the API's are left out then. */
  readonly own: readonly ExposureFeature[];
  /**
   * Whose the ports of listeners are: those of the controller's own process, which its Service offers to clients under other numbers, HTTPS under 443.
   * Absent means those to which clients come.
   */
  readonly listenerPorts?: 'process';
  /** What goes beside the routes of an exposure. */
  part(exposure: GatewayExposure, targets: readonly RouteTarget[]): GatewayPart;
  /** What goes beside the routes of a raw stream; absent means nothing. */
  stream?(stream: OnEdge<StreamModel, GatewayEdge>, targets: readonly StreamTarget[]): Pick<GatewayPart, 'objects' | 'annotations' | 'gaps'>;
  /** What the Service of these routes has to say; absent means nothing. */
  serviceAnnotations?(routes: readonly ServedBackend[], exposure: GatewayExposure): Labels;
}
