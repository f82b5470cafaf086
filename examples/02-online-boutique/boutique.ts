import { Chart } from 'cdk8s';
import {
  AdditionalContainerProps, AddressFormat, ExposedApp, Health, Mount, Port, Probe, Resources,
  SecureMicroservice, SecureMicroserviceProps, Tls,
} from 'cdk8s-reach';
import { Construct } from 'constructs';

const REGISTRY = 'us-central1-docker.pkg.dev/online-boutique-ci/microservices-demo';
const VERSION = 'v0.10.6';

/** Online Boutique, for any cluster: how its only way in is written is for the cluster profile to say. */
export class OnlineBoutique extends Chart {
  /** The service that charges cards, which may have to speak to somebody outside. */
  public readonly payment: SecureMicroservice;

  public constructor(scope: Construct, id: string, { tls }: { readonly tls: Tls }) {
    super(scope, id, { namespace: 'online-boutique' });
    // ---- What all of them share: the registry, the version, the user that the images expect, one replica.
    const size = (cpuRequest: string, memoryRequest: string, cpuLimit: string, memoryLimit: string): Resources => (
      { cpuRequest, memoryRequest, cpuLimit, memoryLimit }
    );
    const SMALL = size('100m', '64Mi', '200m', '128Mi');
    const common = (name: string): Pick<SecureMicroserviceProps, 'image' | 'replicas' | 'podSecurity' | 'containerName' | 'labels' | 'resources'> => ({
      image: `${REGISTRY}/${name}:${VERSION}`,
      replicas: 1,
      podSecurity: { user: 1000, group: 1000, fsGroup: 1000 },
      containerName: 'server',
      labels: { app: name },
      resources: SMALL,
    });

    /** A service that speaks gRPC on one port, told by the variable PORT, unless it is told otherwise. */
    const grpc = (name: string, port: Port, props: Partial<SecureMicroserviceProps> = {}): SecureMicroservice => new SecureMicroservice(this, name, {
      ...common(name),
      ports: [port],
      health: Health.grpc(),
      env: { PORT: String(port.number), DISABLE_PROFILER: '1' },
      ...props,
    });

    // ---- The backends
    const ads = grpc('adservice', Port.grpc(9555), {
      env: { PORT: '9555' },
      health: Health.of({
        liveness: Probe.grpc({ initialDelaySeconds: 20, periodSeconds: 15, failureThreshold: 6 }),
        readiness: Probe.grpc({ initialDelaySeconds: 20, periodSeconds: 15 }),
      }),
      resources: size('200m', '180Mi', '300m', '300Mi'),
    });
    const cart = grpc('cartservice', Port.grpc(7070), {
      env: {},
      health: Health.of({
        liveness: Probe.grpc({ initialDelaySeconds: 15, failureThreshold: 6 }),
        readiness: Probe.grpc({ initialDelaySeconds: 15 }),
      }),
      resources: size('200m', '64Mi', '300m', '128Mi'),
    });
    const checkout = grpc('checkoutservice', Port.grpc(5050), { env: { PORT: '5050' } });
    const currency = grpc('currencyservice', Port.grpc(7000));
    const email = grpc('emailservice', Port.grpc(8080, { servicePort: 5000 }));
    const payment = this.payment = grpc('paymentservice', Port.grpc(50051));
    const products = grpc('productcatalogservice', Port.grpc(3550));
    const recommendations = grpc('recommendationservice', Port.grpc(8080), { resources: size('100m', '220Mi', '200m', '450Mi') });
    const shipping = grpc('shippingservice', Port.grpc(50051));
    const redis = new SecureMicroservice(this, 'redis-cart', {
      ...common('redis-cart'),
      image: 'redis:alpine',
      containerName: 'redis',
      ports: [Port.tcp(6379, { name: 'tcp-redis' })],
      health: Health.of({ liveness: Probe.tcp({ periodSeconds: 5, failureThreshold: 6 }), readiness: Probe.tcp({ periodSeconds: 5 }) }),
      mounts: [Mount.emptyDir('/data')],
      resources: size('70m', '200Mi', '125m', '256Mi'),
    });

    // ---- The way in: one host, TLS, and nobody but the ingress controller and the load generator
    const healthz = (cookie: string, failureThreshold: number): Probe => Probe.http('/_healthz', {
      headers: { Cookie: `shop_session-id=x-${cookie}-probe` }, initialDelaySeconds: 10, failureThreshold,
    });
    const frontend = new ExposedApp(this, 'frontend', {
      ...common('frontend'),
      ports: [Port.http(8080, { servicePort: 80 })],
      health: Health.of({ liveness: healthz('liveness', 6), readiness: healthz('readiness', 3) }),
      env: { PORT: '8080', ENABLE_PROFILER: '0', SHOPPING_ASSISTANT_SERVICE_ADDR: 'shoppingassistantservice:80' },
      hosts: ['shop.example.com'],
      tls,
    });

    // ---- The load generator waits until the frontend answers
    const waitForFrontend: AdditionalContainerProps = {
      name: 'frontend-check',
      image: 'busybox:1.38.0@sha256:fd8d9aa63ba2f0982b5304e1ee8d3b90a210bc1ffb5314d980eb6962f1a9715d',
      command: ['/bin/sh', '-c', 'until wget -q -O /dev/null "http://${FRONTEND_ADDR}"; do sleep 10; done'],
      env: { FRONTEND_ADDR: 'frontend:80' },
    };
    const load = new SecureMicroservice(this, 'loadgenerator', {
      ...common('loadgenerator'),
      containerName: 'main',
      env: { USERS: '10', RATE: '1' },
      initContainers: [waitForFrontend],
      resources: size('300m', '256Mi', '500m', '512Mi'),
    });

    // ---- Who calls whom
    frontend.connections.allowTo(ads, { env: 'AD_SERVICE_ADDR' });
    frontend.connections.allowTo(cart, { env: 'CART_SERVICE_ADDR' });
    frontend.connections.allowTo(checkout, { env: 'CHECKOUT_SERVICE_ADDR' });
    frontend.connections.allowTo(currency, { env: 'CURRENCY_SERVICE_ADDR' });
    frontend.connections.allowTo(products, { env: 'PRODUCT_CATALOG_SERVICE_ADDR' });
    frontend.connections.allowTo(recommendations, { env: 'RECOMMENDATION_SERVICE_ADDR' });
    frontend.connections.allowTo(shipping, { env: 'SHIPPING_SERVICE_ADDR' });
    checkout.connections.allowTo(cart, { env: 'CART_SERVICE_ADDR' });
    checkout.connections.allowTo(currency, { env: 'CURRENCY_SERVICE_ADDR' });
    checkout.connections.allowTo(email, { env: 'EMAIL_SERVICE_ADDR' });
    checkout.connections.allowTo(payment, { env: 'PAYMENT_SERVICE_ADDR', reason: 'charges the card of an order' });
    checkout.connections.allowTo(products, { env: 'PRODUCT_CATALOG_SERVICE_ADDR' });
    checkout.connections.allowTo(shipping, { env: 'SHIPPING_SERVICE_ADDR' });
    recommendations.connections.allowTo(products, { env: 'PRODUCT_CATALOG_SERVICE_ADDR' });
    cart.connections.allowTo(redis, { env: 'REDIS_ADDR', reason: 'carts are kept there' });
    load.connections.allowTo(frontend, { env: 'FRONTEND_ADDR', envFormat: AddressFormat.HOST_PORT });
  }
}
