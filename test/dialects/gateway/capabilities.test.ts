import { existsSync, readFileSync } from 'fs';
import { join, resolve } from 'path';
import { anyGateway } from '../../../src/dialects/gateway/any-controller';
import { API_FEATURES, GATEWAY_CAPABILITIES } from '../../../src/dialects/gateway/capabilities';
import { EXPOSURE_FEATURES, ExposureFeature } from '../../../src/model/feature';
import { SHARED } from '../../beside';

const FOLDER = join(SHARED, 'schemas', 'gateway-api');
const FILE = join(SHARED, 'schemas', 'index.json');
const isThere = existsSync(FILE);
if (!isThere) console.info('../shared/schemas is absent: the kinds of a release are held against nothing');
const index = isThere ? JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, { source: { set?: string } }[]> : {}; // the shape that the README beside it describes

describe('the kinds of the Gateway API', () => {
  test.each(Object.entries(GATEWAY_CAPABILITIES))('%s is in the standard channel since the release that it says', (kind, support) => {
    const releases = (index[`gateway.networking.k8s.io/v1/${kind}`] ?? []).flatMap(({ source: { set } }) => /^gateway-api\/(.*)\/standard$/.exec(set ?? '')?.[1] ?? []);
    const since = support.support === 'since' ? support.since : 'v1.0.0';
    expect(releases.sort()).toEqual(isThere ? ['v1.5.1', 'v1.6.1'].filter((release) => release >= since) : []);
  });
});

describe('the features that the API has words for', () => {
  /** The kind of the object, and a field of it that only those have who know the feature. */
  const WORDS: Partial<Record<ExposureFeature, readonly [string, string?]>> = {
    'cors': ['httproute_v1', '"cors"'],
    'retries': ['httproute_v1', '"retry"'],
    'affinity.cookie': ['httproute_v1', '"sessionPersistence"'],
    'timeout.request': ['httproute_v1', '"backendRequest"'],
    'match.grpc': ['grpcroute_v1'],
    'backend.tls.verified': ['backendtlspolicy_v1'],
    'stream.tcp': ['tcproute_v1'],
    'stream.udp': ['udproute_v1'],
    'stream.tls': ['tlsroute_v1'],
  };
  const has = (release: string, channel: string, [file, field = '']: readonly [string, string?]) => [`${file}.json`, `${file}alpha2.json`]
    .map((name) => resolve(FOLDER, `v${release}.1`, channel, name)).some((path) => existsSync(path) && readFileSync(path, 'utf8').includes(field));

  test.each(Object.entries(WORDS))('%s is in the schemas of the releases and channels that the table names', (feature, words) => {
    const entry = API_FEATURES[feature as ExposureFeature]; // a key of the table above
    const since = entry.support === 'none' ? {} : entry.since ?? {};
    for (const release of ['1.5', '1.6']) {
      for (const channel of ['standard', 'experimental'] as const) {
        const first = since[channel] ?? '1.4';
        if (isThere) expect([release, channel, has(release, channel, words)]).toEqual([release, channel, first !== 'none' && release >= first]);
      }
    }
  });

  test.each(EXPOSURE_FEATURES)('%s has a source with a version, and every conformant controller has it if it is core', (feature) => {
    const { source, support } = API_FEATURES[feature];
    expect(source.url).toMatch(/^https:/);
    expect(source.version).toMatch(/\d/);
    expect(anyGateway.capabilities[feature].support).toBe(support === 'core' ? 'yes' : 'no');
  });
});
