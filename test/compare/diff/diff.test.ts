import { diffBetween, mapOf } from './versions';
import { Change, failsOn } from '../../../src/compare/diff/change';
import { diffOf } from '../../../src/compare/diff/diff';
import { diffTable } from '../../../src/compare/diff/text';
import { ConnectivityMap } from '../../../src/reachability/connectivity';
import { workloadText } from '../../../src/reachability/workload';
import { app, pod, policy } from '../../reachability/world';

const WEB = pod('shop/web');
const API = pod('shop/api');

const ports = (...numbers: number[]) => numbers.map((port) => ({ port }));
const intoApi = (from: object[], on: object[]) => policy('shop/api', { podSelector: app('api'), ingress: from.length === 0 ? [] : [{ from, ports: on }] });
const fromWeb = (...numbers: number[]) => intoApi([{ podSelector: app('web') }], ports(...numbers));
const block = (cidr: string, except?: string[]) => ({ ipBlock: { cidr, ...(except === undefined ? {} : { except }) } });

/** The change of web to api, as a word and the two port sets. */
function webToApi(old: object, current: object): string | undefined {
  const { changes } = diffBetween([WEB, API, old], [WEB, API, current]);
  const change = changes.find(({ source, destination }) => source.kind === 'workload' && destination.kind === 'workload' && source.workload.name === 'web');
  return change && `${change.kind}: ${change.before.allowed.toString()} to ${change.after.allowed.toString()}`;
}

describe('a pair of two versions', () => {
  it.each([
    ['added', intoApi([], []), fromWeb(80), 'none to TCP 80'],
    ['removed', fromWeb(80), intoApi([], []), 'TCP 80 to none'],
    ['widened', fromWeb(80), fromWeb(80, 443), 'TCP 80 to TCP 80,443'],
    ['narrowed', fromWeb(80, 443), fromWeb(443), 'TCP 80,443 to TCP 443'],
    ['changed', fromWeb(80, 443), fromWeb(443, 8443), 'TCP 80,443 to TCP 443,8443'],
  ])('is %s', (kind, old, current, text) => {
    expect(webToApi(old, current)).toBe(`${kind}: ${text}`);
  });

  it('is not told of where nothing changed', () => {
    expect(webToApi(fromWeb(80, 443), fromWeb(443, 80))).toBeUndefined();
  });

  it('is widened where perhaps becomes surely, and narrowed the other way', () => {
    const [perhaps, surely] = [intoApi([block('10.0.0.0/8')], ports(80)), intoApi([block('10.0.0.0/8'), { podSelector: {} }], ports(80))];
    expect(diffBetween([WEB, API, perhaps], [WEB, API, surely]).changes.map(({ kind }) => kind)).toEqual(['widened']);
    expect(diffBetween([WEB, API, surely], [WEB, API, perhaps]).changes.map(({ kind }) => kind)).toEqual(['narrowed']);
  });
});

describe('addresses', () => {
  it('are cut where either version cuts them, and put together where they changed alike', () => {
    const old = intoApi([block('10.0.0.0/8'), block('192.0.2.0/25')], ports(80));
    const current = intoApi([block('10.0.0.0/8', ['10.1.0.0/16', '10.3.0.0/16']), block('192.0.2.0/24')], ports(80));
    expect(diffTable(diffBetween([API, old], [API, current]))).toMatchInlineSnapshot(`
"change   source                    destination    before  after
removed  10.1.0.0/16, 10.3.0.0/16  shop/api[Pod]  TCP 80  none
added    192.0.2.128/25            shop/api[Pod]  none    TCP 80
1 added, 1 removed, 0 widened, 0 narrowed, 0 changed
"
`);
  });

  it('are of both families', () => {
    const { changes } = diffBetween([API, intoApi([], [])], [API, intoApi([block('2001:db8::/32')], ports(80))]);
    expect(changes.map(({ source }) => (source.kind === 'cell' ? source.addresses.toString() : ''))).toEqual(['2001:db8::/32']);
  });

  it('that a workload holds in one version are told of with that workload alone', () => {
    const located = pod('shop/web', { status: { podIP: '10.0.0.1' } });
    const { added, changes } = diffBetween([API, fromWeb(80)], [API, located, fromWeb(80)]);
    expect(added.map(workloadText)).toEqual(['shop/web[Pod]']);
    expect(changes.filter(({ source, destination }) => [source, destination].every((end) => end.kind === 'workload')).map(({ kind }) => kind)).toEqual(['added', 'added']);
    expect(changes.flatMap(({ source }) => (source.kind === 'cell' ? [source.addresses.toString()] : [])).join()).not.toContain('10.0.0.1/32');
  });
});

describe('workloads', () => {
  it('that come or go are named, and so are their pairs', () => {
    const { added, removed, changes } = diffBetween([WEB, API, fromWeb(80)], [API, pod('shop/job', { labels: { app: 'web' } }), fromWeb(80)]);
    expect([added.map(workloadText), removed.map(workloadText)]).toEqual([['shop/job[Pod]'], ['shop/web[Pod]']]);
    const presences = changes.flatMap(({ kind, source, destination }) => (source.kind === 'workload' && destination.kind === 'workload'
      ? [`${kind}: ${source.workload.name} (${source.presence}) to ${destination.workload.name} (${destination.presence})`] : []));
    expect(presences).toEqual([
      'added: api (both) to job (new)', 'removed: api (both) to web (old)', 'added: job (new) to api (both)', 'removed: web (old) to api (both)',
    ]);
  });

  it('of one name and another kind are others', () => {
    const job = { ...pod('shop/web'), apiVersion: 'batch/v1', kind: 'Job' };
    const { added, removed } = diffBetween([WEB], [job]);
    expect([added.map(workloadText), removed.map(workloadText)]).toEqual([['shop/web[Job]'], ['shop/web[Pod]']]);
  });
});

describe('a map that knows its classes', () => {
  it('is asked about one pair of each two classes, and answers the same', () => {
    const many = (version: string) => Array.from({ length: 30 }, (_, i) => pod(`shop/web-${i}`, { labels: { app: 'web', version } }));
    const [old, current] = [mapOf([...many('1'), API, fromWeb(80)]), mapOf([...many('1'), API, fromWeb(80, 81)])];
    let asked = 0;
    const counted = (map: ConnectivityMap): ConnectivityMap => ({
      ...map,
      between: (source, destination) => { asked++; return map.between(source, destination); },
      classOf: (place) => (map.ends[place]?.kind === 'workload' && map.ends[place].workload.name !== 'api' ? -1 : place),
    });
    const told = diffTable(diffOf(counted(old), counted(current)));
    expect(told).toBe(diffTable(diffOf(old, current)));
    expect(told).toContain('30 widened');
    expect(asked).toBeLessThan(200);
  });
});

describe('a comparison in a build', () => {
  const changesOf = (old: object, current: object): readonly Change[] => diffBetween([WEB, API, old], [WEB, API, current]).changes;

  it('fails on any change, or on what is open and was not', () => {
    const [narrower, wider, other, none] = [
      changesOf(fromWeb(80, 443), fromWeb(80)), changesOf(fromWeb(80), fromWeb(80, 443)),
      changesOf(fromWeb(80), fromWeb(443)), changesOf(fromWeb(80), fromWeb(80)),
    ];
    expect([narrower, wider, other, none].map((changes) => failsOn(changes, 'any'))).toEqual([true, true, true, false]);
    expect([narrower, wider, other, none].map((changes) => failsOn(changes, 'widened'))).toEqual([false, true, true, false]);
  });
});
