import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, Chart, Helm, Include } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Shop, thrownBy } from '../api/shop';

const OPENING = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'open', namespace: 'shop' }, spec: { podSelector: {}, ingress: [{}], policyTypes: ['Ingress'] } };

/** Whoever can write an object into an App. */
const WRITERS: readonly (readonly [name: string, path: string, write: (chart: Chart, folder: string) => unknown])[] = [
  ['a raw ApiObject', 'legacy/raw', (chart) => new ApiObject(chart, 'raw', OPENING)],
  ['a NetworkPolicy of cdk8s-plus', 'legacy/plus', (chart) => new kplus.NetworkPolicy(chart, 'plus', {
    metadata: { name: 'open', namespace: 'shop' }, ingress: { default: kplus.NetworkPolicyTrafficDefault.ALLOW },
  })],
  ['an Include', 'legacy/include', (chart, folder) => {
    const url = join(folder, 'open.yaml');
    writeFileSync(url, JSON.stringify(OPENING));
    return new Include(chart, 'include', { url });
  }],
  ['a chart of Helm', 'legacy/helm', (chart, folder) => {
    const helmExecutable = join(folder, 'helm');
    writeFileSync(helmExecutable, `#!/bin/sh\ncat <<'END'\n${JSON.stringify(OPENING)}\nEND\n`);
    chmodSync(helmExecutable, 0o755);
    return new Helm(chart, 'helm', { chart: 'somebody/legacy', helmExecutable });
  }],
  ['an object that a List holds', 'legacy/list', (chart) => new ApiObject(chart, 'list', { apiVersion: 'v1', kind: 'NetworkPolicyList', items: [OPENING] })],
];

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'writers-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test.each(WRITERS)('what %s opens is found, with who wrote it', (_name, path, write) => {
  const shop = new Shop();
  shop.service('web');
  write(new Chart(shop.app, 'legacy'), folder);
  const found = thrownBy(() => shop.app.synthYaml()).split('\n').filter((line) => line.includes('FLOW_EXCESS') || line.includes('is written by')).map((line) => line.trim());
  expect(found).toEqual([
    expect.stringMatching(/^\[shop\/web\] `shop\/web` may be called by .* on every port, and nobody declared it \(FLOW_EXCESS\)$/),
    expect.stringMatching(new RegExp(`^object: NetworkPolicy shop/open is written by \`${path}`)),
  ]);
});
