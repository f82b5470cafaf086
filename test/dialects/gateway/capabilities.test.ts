import { existsSync, readFileSync } from 'fs';
import { resolve } from 'path';
import { GATEWAY_CAPABILITIES } from '../../../src/dialects/gateway/capabilities';

const FILE = resolve(__dirname, '..', '..', '..', '..', 'shared', 'schemas', 'index.json');
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
