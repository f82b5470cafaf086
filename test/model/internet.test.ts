import { addressBlock } from '../../src/model/address-block';
import { ClusterAddresses, internetBlocks, METADATA_BLOCKS, outsideBlocks, SPECIAL_BLOCKS } from '../../src/model/internet';
import { Cidr, CidrProblem, contains, containsAddress, isProblem, overlaps, parseAddress, parseCidr } from '../../src/sets/cidr';
import * as fc from '../property';

const NOTHING: ClusterAddresses = { podCidrs: [], nodeCidrs: [], serviceCidrs: [] };

function cidr(text: string): Cidr {
  const parsed: Cidr | CidrProblem = parseCidr(text);
  if (isProblem(parsed)) throw new Error(text);
  return parsed;
}

function reaches(cluster: ClusterAddresses, text: string, blocksOf = internetBlocks): boolean {
  const address = parseAddress(text);
  if (isProblem(address)) throw new Error(text);
  return blocksOf(cluster).some((block) => containsAddress(cidr(block.cidr), address)
    && !block.except.some((hole) => containsAddress(cidr(hole), address)));
}

/** The laws that the API server has for an ipBlock, and ours: no exception inside another. */
function expectLawful(cluster: ClusterAddresses, blocksOf = internetBlocks): void {
  for (const block of blocksOf(cluster)) {
    expect(addressBlock(block.cidr, block.except).cidr).toBe(block.cidr);
    const holes = block.except.map(cidr);
    expect(holes.every((hole) => contains(cidr(block.cidr), hole))).toBe(true);
    expect(holes.some((a) => holes.some((b) => a !== b && overlaps(a, b)))).toBe(false);
  }
}

test('the internet reads as the snapshot has it', () => {
  expect(internetBlocks(NOTHING)).toMatchSnapshot();
  expectLawful(NOTHING);
});

test.each(['1.1.1.1', '8.8.8.8', '172.32.0.1', '172.15.255.255', '100.128.0.1', '223.255.255.255', '2606:4700::1111', '2a00::1'])('%s is on it', (address) => {
  expect(reaches(NOTHING, address)).toBe(true);
});

test.each([
  '0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '168.63.129.16', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.168.1.1', '192.0.0.192',
  '224.0.0.1', '255.255.255.255', '::', '::1', 'fc00::1', 'fd00:ec2::254', 'fe80::1', 'fec0::1', 'ff02::1', '64:ff9b:1::1',
])('%s is not on it', (address) => {
  expect(reaches(NOTHING, address)).toBe(false);
});

test('everybody outside reads as the snapshot has it', () => {
  expect(outsideBlocks(NOTHING)).toMatchSnapshot();
  expectLawful(NOTHING, outsideBlocks);
  expectLawful({ podCidrs: ['10.244.0.0/16', 'fd00::/48'], nodeCidrs: ['10.0.0.0/16'], serviceCidrs: ['10.96.0.0/12'] }, outsideBlocks);
});

test.each(['1.1.1.1', '10.1.2.3', '100.64.0.1', '172.16.0.1', '192.168.1.1', '2606:4700::1111', 'fc00::1', 'fd12::1'])('%s is outside', (address) => {
  expect(reaches(NOTHING, address, outsideBlocks)).toBe(true);
});

test.each([
  '127.0.0.1', '168.63.129.16', '169.254.169.254', '100.100.100.200', '192.0.0.192', '224.0.0.1', '::1', 'fe80::1', 'fd00:ec2::254', 'fd20:ce::254', 'ff02::1',
])('%s is no host outside', (address) => {
  expect(reaches(NOTHING, address, outsideBlocks)).toBe(false);
});

test('whatever is inside the cluster is not outside', () => {
  const cluster = { podCidrs: ['10.244.0.0/16', 'fd00::/48'], nodeCidrs: ['10.0.0.0/16'], serviceCidrs: ['10.96.0.0/12'] };
  expect(['10.244.1.1', 'fd00::1', '10.0.0.11', '10.96.0.1', '10.1.0.1'].map((address) => reaches(cluster, address, outsideBlocks))).toEqual([false, false, false, false, true]);
});

test('the metadata of clouds is within what sites may have', () => {
  expect(METADATA_BLOCKS.every(({ cidr: text }) => SPECIAL_BLOCKS.some((special) => contains(cidr(special.cidr), cidr(text))))).toBe(true);
});

test('a cluster with public addresses is not on it', () => {
  const cluster = { podCidrs: ['2a01:4f8::/48', '34.118.0.0/17'], nodeCidrs: ['34.118.0.0/16', '10.4.0.0/16'], serviceCidrs: ['198.51.100.0/24'] };
  expect(internetBlocks(cluster).map((block) => block.except.filter((hole) => /^(34|198\.51|2a01|10)\b/.test(hole))))
    .toEqual([['10.0.0.0/8', '34.118.0.0/16', '198.51.100.0/24'], ['2a01:4f8::/48']]);
  expectLawful(cluster);
});

test('a cluster that claims a whole family leaves nothing of it', () => {
  expect(internetBlocks({ ...NOTHING, nodeCidrs: ['::/0'] }).map((block) => block.cidr)).toEqual(['0.0.0.0/0']);
});

test('a malformed block of a cluster is refused', () => {
  expect(() => internetBlocks({ ...NOTHING, podCidrs: ['10.0.0.1/8'] })).toThrow('CIDR_INVALID');
});

test('whatever the cluster claims, the exceptions are lawful, sorted alike, and take out exactly what is claimed or special', () => {
  const octet = fc.integer({ min: 0, max: 255 });
  const block = fc.tuple(octet, octet, fc.integer({ min: 1, max: 16 })).map(([a, b, prefix]) => {
    const size = 2 ** (16 - prefix);
    const network = a * 256 + b - (a * 256 + b) % size;
    return `${Math.floor(network / 256)}.${network % 256}.0.0/${prefix}`;
  });
  const address = fc.tuple(octet, octet, octet, octet).map((octets) => octets.join('.'));
  fc.assert(fc.property(fc.array(block, { maxLength: 6 }), address, (blocks, probe) => {
    const cluster = { podCidrs: blocks, nodeCidrs: [], serviceCidrs: [...blocks].reverse() };
    expectLawful(cluster);
    expect(internetBlocks(cluster)).toEqual(internetBlocks({ ...cluster, podCidrs: [...blocks].reverse() }));
    const parsed = parseAddress(probe);
    if (isProblem(parsed)) throw new Error(probe);
    const claimed = [...SPECIAL_BLOCKS.map((special) => special.cidr), ...blocks].some((text) => containsAddress(cidr(text), parsed));
    expect(reaches({ podCidrs: blocks, nodeCidrs: [], serviceCidrs: [] }, probe)).toBe(!claimed);
  }), { numRuns: 200 });
});
