import { app, block, objectsOf, pod, policy, World } from './world';

const PODS = [pod('shop/web'), pod('shop/api'), pod('shop/db'), pod('other/web')];
const everyone = {};

/** The policies on top of four pods. */
const world = (...policies: readonly object[]) => new World([...PODS, ...policies]);

describe('isolation', () => {
  it('is nobody\'s without a policy', () => {
    const w = world();
    expect(w.verdict('shop/web', 'shop/api', 80)).toBe('allowed');
    expect(w.verdict('203.0.113.7', 'shop/api', 80, 'SCTP')).toBe('allowed');
  });

  it('without policyTypes is ingress always', () => {
    const w = world(policy('shop/api', { podSelector: app('api') }));
    expect(w.verdict('shop/web', 'shop/api', 80)).toBe('denied');
    expect(w.verdict('shop/api', 'shop/web', 80)).toBe('allowed');
  });

  it('without policyTypes is egress if and only if there are egress rules; such a policy isolates ingress too', () => {
    const w = world(policy('shop/api', { podSelector: app('api'), egress: [{ to: [{ podSelector: app('db') }] }] }));
    expect(w.verdict('shop/api', 'shop/db', 80)).toBe('allowed');
    expect(w.verdict('shop/api', 'shop/web', 80)).toBe('denied');
    expect(w.verdict('shop/web', 'shop/api', 80)).toBe('denied');
    expect(world(policy('shop/api', { podSelector: app('api'), egress: [] })).verdict('shop/api', 'shop/web', 80)).toBe('allowed');
  });

  it('with policyTypes is of these directions only, whatever rules there are', () => {
    const w = world(policy('shop/api', { podSelector: app('api'), policyTypes: ['Egress'], ingress: [] }));
    expect(w.verdict('shop/web', 'shop/api', 80)).toBe('allowed');
    expect(w.verdict('shop/api', 'shop/web', 80)).toBe('denied');
  });

  it('counts both sides: the egress of the source and the ingress of the destination', () => {
    const out = policy('shop/web', { podSelector: app('web'), policyTypes: ['Egress'], egress: [{ to: [{ podSelector: app('api') }] }] });
    const into = policy('shop/api', { podSelector: app('api'), policyTypes: ['Ingress'] });
    expect(world(out).verdict('shop/web', 'shop/api', 80)).toBe('allowed');
    expect(world(out, into).verdict('shop/web', 'shop/api', 80)).toBe('denied');
  });

  it('needs no rule for replies', () => {
    const w = world(
      policy('shop/web', { podSelector: app('web'), policyTypes: ['Ingress'] }),
      policy('shop/api', { podSelector: app('api'), policyTypes: ['Egress'] }),
    );
    expect(w.verdict('shop/web', 'shop/api', 80)).toBe('allowed');
    expect(w.verdict('shop/api', 'shop/web', 80)).toBe('denied');
  });

  it('is lifted by the union of the policies of a direction', () => {
    const w = world(
      policy('shop/from-web', { podSelector: app('api'), ingress: [{ from: [{ podSelector: app('web') }] }] }),
      policy('shop/from-db', { podSelector: everyone, ingress: [{ from: [{ podSelector: app('db') }] }] }),
      policy('shop/nobody', { podSelector: app('api'), ingress: [] }),
    );
    expect(w.verdict('shop/web', 'shop/api', 80)).toBe('allowed');
    expect(w.verdict('shop/db', 'shop/api', 80)).toBe('allowed');
    expect(w.verdict('other/web', 'shop/api', 80)).toBe('denied');
  });

  it('with an empty podSelector is that of every pod of the namespace, and of no other', () => {
    const w = world(policy('shop/all', { podSelector: {} }));
    expect(w.verdict('other/web', 'shop/web', 80)).toBe('denied');
    expect(w.verdict('shop/web', 'other/web', 80)).toBe('allowed');
  });

  it('for SCTP alone is isolation from TCP', () => {
    const w = world(policy('shop/api', { podSelector: app('api'), ingress: [{ ports: [{ protocol: 'SCTP', port: 80 }] }] }));
    expect(w.verdict('shop/web', 'shop/api', 80, 'SCTP')).toBe('allowed');
    expect(w.verdict('shop/web', 'shop/api', 80, 'TCP')).toBe('denied');
  });
});

describe('a rule', () => {
  const ingress = (...rules: readonly unknown[]) => world(policy('shop/api', { podSelector: app('api'), ingress: rules }));

  it('that is empty allows all, no rule allows nothing', () => {
    expect(ingress({}).verdict('203.0.113.7', 'shop/api', 9, 'UDP')).toBe('allowed');
    expect(ingress(null).verdict('203.0.113.7', 'shop/api', 9, 'UDP')).toBe('allowed');
    expect(ingress().verdict('203.0.113.7', 'shop/api', 9, 'UDP')).toBe('denied');
  });

  it('with missing or empty lists means anyone, on any port', () => {
    expect(ingress({ from: [], ports: [{ port: 80 }] }).verdict('other/web', 'shop/api', 80)).toBe('allowed');
    expect(ingress({ from: [{ podSelector: app('web') }], ports: [] }).verdict('shop/web', 'shop/api', 9, 'SCTP')).toBe('allowed');
    expect(ingress({ from: null, ports: null }).verdict('other/web', 'shop/api', 9)).toBe('allowed');
  });

  it('counts for its own direction only', () => {
    const w = world(policy('shop/api', {
      podSelector: app('api'),
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: app('web') }] }],
      egress: [{ to: [{ podSelector: app('db') }] }],
    }));
    const flows = [['web', 'api'], ['api', 'web'], ['api', 'db'], ['db', 'api']] as const;
    expect(flows.map(([source, destination]) => w.verdict(`shop/${source}`, `shop/${destination}`, 80))).toEqual(['allowed', 'denied', 'allowed', 'denied']);
  });

  it('needs its peers and its ports, both', () => {
    const w = ingress({ from: [{ podSelector: app('web') }], ports: [{ port: 80 }] });
    expect(w.verdict('shop/web', 'shop/api', 80)).toBe('allowed');
    expect(w.verdict('shop/web', 'shop/api', 81)).toBe('denied');
    expect(w.verdict('shop/db', 'shop/api', 80)).toBe('denied');
  });
});

describe('a peer', () => {
  const namespaces = objectsOf(`
apiVersion: v1
kind: Namespace
metadata: { name: other, labels: { team: blue } }`);
  const from = (...peers: readonly object[]) => new World([
    ...PODS, ...namespaces, pod('other/db'), policy('shop/api', { podSelector: app('api'), ingress: [{ from: peers }] }),
  ]);

  it('with a pod selector alone is of the policy\'s own namespace', () => {
    expect(from({ podSelector: app('web') }).verdict('shop/web', 'shop/api', 80)).toBe('allowed');
    expect(from({ podSelector: app('web') }).verdict('other/web', 'shop/api', 80)).toBe('denied');
    expect(from({ podSelector: {} }).verdict('other/web', 'shop/api', 80)).toBe('denied');
  });

  it('with a namespace selector alone is every pod there', () => {
    expect(from({ namespaceSelector: { matchLabels: { team: 'blue' } } }).verdict('other/db', 'shop/api', 80)).toBe('allowed');
    expect(from({ namespaceSelector: { matchLabels: { team: 'blue' } } }).verdict('shop/web', 'shop/api', 80)).toBe('denied');
    expect(from({ namespaceSelector: {} }).verdict('shop/web', 'shop/api', 80)).toBe('allowed');
  });

  it('with both selectors needs both, two peers need one', () => {
    const both = from({ namespaceSelector: { matchLabels: { team: 'blue' } }, podSelector: app('web') });
    expect(both.verdict('other/web', 'shop/api', 80)).toBe('allowed');
    expect(both.verdict('other/db', 'shop/api', 80)).toBe('denied');
    expect(both.verdict('shop/web', 'shop/api', 80)).toBe('denied');
    const either = from({ namespaceSelector: { matchLabels: { team: 'blue' } } }, { podSelector: app('web') });
    expect(['other/web', 'other/db', 'shop/web', 'shop/db'].map((source) => either.verdict(source, 'shop/api', 80)))
      .toEqual(['allowed', 'allowed', 'allowed', 'denied']);
  });

  it('by the name label finds every namespace, declared or not', () => {
    const w = from({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } });
    expect(w.verdict('shop/web', 'shop/api', 80)).toBe('allowed');
    expect(w.verdict('other/web', 'shop/api', 80)).toBe('denied');
  });

  it('with NotIn or DoesNotExist takes in those without the key', () => {
    const notIn = from({ podSelector: { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['low'] }] } });
    expect(notIn.verdict('shop/web', 'shop/api', 80)).toBe('allowed');
    const absent = from({ namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] } });
    expect(absent.verdict('shop/web', 'shop/api', 80)).toBe('allowed');
    expect(absent.verdict('other/web', 'shop/api', 80)).toBe('denied');
  });

  it('by selectors is never an address from outside', () => {
    expect(from({ namespaceSelector: {} }).verdict('203.0.113.7', 'shop/api', 80)).toBe('denied');
  });

  it('in a missing namespace is in default', () => {
    const bare = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', labels: { app: 'web' } } };
    const w = new World([bare, pod('default/api'), policy('default/api', { podSelector: app('api'), ingress: [{ from: [{ podSelector: app('web') }] }] })]);
    expect(w.verdict('default/web', 'default/api', 80)).toBe('allowed');
  });
});

describe('a block of addresses', () => {
  const located = [
    pod('shop/api'),
    pod('shop/web', { status: { podIP: '10.1.0.7', podIPs: [{ ip: '10.1.0.7' }, { ip: '2001:db8:1::7' }] } }),
    pod('shop/db', { status: { podIP: '10.2.0.7' } }),
    pod('shop/lost'),
  ];
  const from = (...peers: readonly object[]) => new World([...located, policy('shop/api', { podSelector: app('api'), ingress: [{ from: peers }] })]);

  it('without its exceptions is what it allows, v4 and v6', () => {
    const w = from({ ipBlock: { cidr: '203.0.113.0/24', except: ['203.0.113.128/25'] } }, { ipBlock: { cidr: '2001:db8::/32', except: ['2001:db8:f::/48'] } });
    expect(['203.0.113.7', '203.0.113.200', '198.51.100.1', '2001:db8::1', '2001:db8:f::1', '2001:db9::1'].map((source) => w.verdict(source, 'shop/api', 80)))
      .toEqual(['allowed', 'denied', 'denied', 'allowed', 'denied', 'denied']);
  });

  it('is excepted within its own peer only: another peer may allow the exception again', () => {
    const w = from({ ipBlock: { cidr: '203.0.113.0/24', except: ['203.0.113.128/25'] } }, { ipBlock: { cidr: '203.0.113.200/32' } });
    expect(w.verdict('203.0.113.200', 'shop/api', 80)).toBe('allowed');
    expect(w.verdict('203.0.113.201', 'shop/api', 80)).toBe('denied');
  });

  it('matches a pod by its address', () => {
    expect(from({ ipBlock: { cidr: '10.2.0.0/16' } }).verdict('shop/db', 'shop/api', 80)).toBe('allowed');
    expect(from({ ipBlock: { cidr: '10.1.0.0/16' } }).verdict('shop/db', 'shop/api', 80)).toBe('denied');
    expect(from({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.2.0.0/16'] } }).verdict('shop/db', 'shop/api', 80)).toBe('denied');
  });

  it('that has one of two addresses of a pod leaves the flow unknown, until the address is named', () => {
    const w = from({ ipBlock: { cidr: '10.1.0.0/16' } });
    expect(w.verdict('shop/web', 'shop/api', 80)).toBe('unknown');
    expect(w.verdict('10.1.0.7', 'shop/api', 80)).toBe('allowed');
    expect(w.verdict('2001:db8:1::7', 'shop/api', 80)).toBe('denied');
    expect(from({ ipBlock: { cidr: '10.1.0.0/16' } }, { ipBlock: { cidr: '2001:db8::/32' } }).verdict('shop/web', 'shop/api', 80)).toBe('allowed');
  });

  it('leaves a pod of unknown address unknown, unless another rule decides', () => {
    expect(from({ ipBlock: { cidr: '10.0.0.0/8' } }).verdict('shop/lost', 'shop/api', 80)).toBe('unknown');
    expect(from({ ipBlock: { cidr: '10.0.0.0/8' } }, { podSelector: app('lost') }).verdict('shop/lost', 'shop/api', 80)).toBe('allowed');
    expect(from({ ipBlock: { cidr: '0.0.0.0/0' } }).verdict('shop/lost', 'shop/api', 80)).toBe('unknown');
    expect(from({ ipBlock: { cidr: '0.0.0.0/0' } }, { ipBlock: { cidr: '::/0' } }).verdict('shop/lost', 'shop/api', 80)).toBe('allowed');
    const halves = policy('shop/halves', { podSelector: app('api'), ingress: [{ from: [{ ipBlock: { cidr: '::/0' } }] }] });
    const whole = policy('shop/whole', { podSelector: app('api'), ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 80 }] }] });
    expect(new World([...located, halves, whole]).verdict('shop/lost', 'shop/api', 80)).toBe('allowed');
    expect(new World([...located, halves, whole]).verdict('shop/lost', 'shop/api', 81)).toBe('unknown');
    const shut = policy('shop/lost', { podSelector: app('lost'), policyTypes: ['Egress'] });
    const both = new World([...located, shut, policy('shop/api', { podSelector: app('api'), ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] })]);
    expect(both.verdict('shop/lost', 'shop/api', 80)).toBe('denied');
  });

  it('is certain where the pod CIDRs are known', () => {
    const into = (peer: object) => new World(
      [...located, policy('shop/api', { podSelector: app('api'), ingress: [{ from: [peer] }] })], { podCidrs: [block('10.1.0.0/16'), block('10.2.0.0/16')] },
    ).verdict('shop/lost', 'shop/api', 80);
    expect(into({ ipBlock: { cidr: '10.0.0.0/8' } })).toBe('allowed');
    expect(into({ ipBlock: { cidr: '192.168.0.0/16' } })).toBe('denied');
    expect(into({ ipBlock: { cidr: '10.1.0.0/16' } })).toBe('unknown');
    expect(into({ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } })).toBe('denied');
  });

  it('holds for egress alike', () => {
    const w = new World([...located, policy('shop/api', {
      podSelector: app('api'), policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '203.0.113.0/24' } }], ports: [{ port: 443 }] }],
    })]);
    expect(w.verdict('shop/api', '203.0.113.7', 443)).toBe('allowed');
    expect(w.verdict('shop/api', '203.0.113.7', 80)).toBe('denied');
    expect(w.verdict('shop/api', '198.51.100.1', 443)).toBe('denied');
    expect(w.verdict('shop/api', 'shop/lost', 443)).toBe('unknown');
    expect(w.verdict('shop/api', 'shop/db', 443)).toBe('denied');
  });
});

describe('a port', () => {
  const open = (...ports: readonly object[]) => world(policy('shop/api', { podSelector: app('api'), ingress: [{ ports }] }));

  it('is TCP unless it says otherwise, entry by entry', () => {
    const w = open({ port: 53, protocol: 'UDP' }, { port: 53 });
    expect((['TCP', 'UDP', 'SCTP'] as const).map((protocol) => w.verdict('shop/web', 'shop/api', 53, protocol))).toEqual(['allowed', 'allowed', 'denied']);
    expect(open({ port: 80 }).verdict('shop/web', 'shop/api', 80, 'UDP')).toBe('denied');
  });

  it('that is a protocol alone is all of its ports', () => {
    const w = open({ protocol: 'UDP' });
    expect(w.verdict('shop/web', 'shop/api', 65535, 'UDP')).toBe('allowed');
    expect(w.verdict('shop/web', 'shop/api', 65535, 'TCP')).toBe('denied');
    expect(open({}).verdict('shop/web', 'shop/api', 1, 'TCP')).toBe('allowed');
    expect(open({}).verdict('shop/web', 'shop/api', 1, 'UDP')).toBe('denied');
  });

  it('with endPort goes up to that, included', () => {
    const w = open({ port: 8000, endPort: 8002 });
    expect([7999, 8000, 8002, 8003].map((port) => w.verdict('shop/web', 'shop/api', port))).toEqual(['denied', 'allowed', 'allowed', 'denied']);
    expect(open({ port: 8000, endPort: 8000 }).verdict('shop/web', 'shop/api', 8000)).toBe('allowed');
  });
});

describe('a named port', () => {
  const api = pod('shop/api', {
    spec: {
      containers: [
        { ports: [{ name: 'http', containerPort: 8080 }, { name: 'dns', containerPort: 53, protocol: 'UDP' }, { name: 'dns-tcp', containerPort: 53 }] },
        { ports: [{ name: 'admin', containerPort: 9000 }] },
      ],
      initContainers: [
        { restartPolicy: 'Always', ports: [{ name: 'mesh', containerPort: 15090 }] },
        { ports: [{ name: 'setup', containerPort: 7000 }] },
        { restartPolicy: 'Never', ports: [{ name: 'once', containerPort: 7001 }] },
      ],
    },
  });
  const web = pod('shop/web', { spec: { containers: [{ ports: [{ name: 'http', containerPort: 3000 }] }] } });
  const open = (...ports: readonly object[]) => new World([web, api, policy('shop/api', { podSelector: app('api'), ingress: [{ ports }] })]);

  it('is the number that the destination pod gives it', () => {
    expect(open({ port: 'http' }).verdict('shop/web', 'shop/api', 8080)).toBe('allowed');
    expect(open({ port: 'http' }).verdict('shop/web', 'shop/api', 3000)).toBe('denied');
    expect(open({ port: 'admin' }).verdict('shop/web', 'shop/api', 9000)).toBe('allowed');
  });

  it('resolves on the destination for egress, too', () => {
    const w = new World([web, api, policy('shop/web', { podSelector: app('web'), policyTypes: ['Egress'], egress: [{ ports: [{ port: 'http' }] }] })]);
    expect(w.verdict('shop/web', 'shop/api', 8080)).toBe('allowed');
    expect(w.verdict('shop/web', 'shop/api', 3000)).toBe('denied');
    expect(w.verdict('shop/web', '203.0.113.7', 8080)).toBe('denied');
  });

  it('resolves by name and protocol together', () => {
    expect(open({ port: 'dns', protocol: 'UDP' }).verdict('shop/web', 'shop/api', 53, 'UDP')).toBe('allowed');
    expect(open({ port: 'dns', protocol: 'TCP' }).verdict('shop/web', 'shop/api', 53, 'TCP')).toBe('denied');
    expect(open({ port: 'dns' }).verdict('shop/web', 'shop/api', 53, 'UDP')).toBe('denied');
  });

  it('may be a sidecar\'s, but not that of an init container which ends', () => {
    expect(open({ port: 'mesh' }).verdict('shop/web', 'shop/api', 15090)).toBe('allowed');
    expect(open({ port: 'setup' }).verdict('shop/web', 'shop/api', 7000)).toBe('denied');
    expect(open({ port: 'once' }).verdict('shop/web', 'shop/api', 7001)).toBe('denied');
  });

  it('that nobody bears allows nothing', () => {
    expect(open({ port: 'gone' }).verdict('shop/web', 'shop/api', 8080)).toBe('denied');
  });
});
