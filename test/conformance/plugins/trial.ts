import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { ClusterWorld, FlowText, flowText } from './cluster';
import { Intent, Outcome } from './intent';
import { Profile, PROFILES } from './profiles';
import { ENDS, FROM_NODES, PODS, PORTS } from './strangers';
import { Edge } from '../../../src';
import { lineOf, severityOf } from '../../../src/model/finding';
import { Registry } from '../../../src/synth/registry';
import { Shop } from '../../api/shop';

/** What became of an intent on one profile. */
export interface Trial {
  readonly intent: Intent;
  readonly profile: Profile;
  readonly findings: readonly string[];
  readonly world: ClusterWorld;
}

const CLUSTER: Intent['cluster'] = { edges: [Edge.traefik('public')], nodeCidrs: ['10.0.0.0/16'] };

/** Declares an intent on every profile, all of them clusters of one App, which is synthesized once. */
export function trialsOf(intent: Intent): Trial[] {
  const app = new App();
  const scopes = PROFILES.map((profile) => ({ profile, scope: new Construct(app, profile.name) }));
  for (const { profile, scope } of scopes) {
    intent.declare(new Shop({ ...CLUSTER, ...intent.cluster, plugin: profile.plugin }, scope));
  }
  const { written, find } = Registry.of(app).look();
  const found = [...find()].flatMap(([{ node: { path } }, findings]) => findings.map((finding) => {
    const [name = '', ...place] = path.split('/');
    return { name, text: `${severityOf(finding) === 'warning' ? 'warning: ' : ''}[${place.join('/')}] ${lineOf(finding).split('\n')[0] ?? ''}` };
  }));
  return scopes.map(({ profile, scope }) => ({
    intent,
    profile,
    findings: found.filter(({ name }) => name === profile.name).map(({ text }) => text).sort(),
    world: ClusterWorld.of(written, scope, PODS),
  }));
}

/** Every flow that is asked about: those with a workload of the intent at one end. */
function flowsOf({ ends = [], ports = [], about }: Intent, workloads: readonly string[]): FlowText[] {
  const managed = about ?? workloads;
  const all = [...workloads, ...ENDS, ...ends];
  const isSource = (end: string) => end.includes('/') || /^[\d.]+$|:/.test(end);
  return all.filter(isSource).flatMap((source) => all.flatMap((destination) => {
    if (!managed.includes(source) && !managed.includes(destination)) return [];
    return [...PORTS, ...ports].map((port) => ({ source, destination, port }));
  }));
}

/** What was found of the flows that are asked about. */
export interface Verdicts {
  readonly open: Outcome['open'];
  readonly unknown: readonly string[];
  /** By which addresses flows leave, where it is not that of their node. */
  readonly leaves: readonly string[];
  /** The requests that get through, of those that are asked about. */
  readonly requests: readonly string[];
  /** How many were asked about. */
  readonly asked: number;
}

/** What is open, and of what nobody knows, among the flows that are asked about. */
export function verdictsOf({ intent, world }: Trial): Verdicts {
  const managed = managedIn(world.objects);
  const flows = flowsOf(intent, managed);
  const judged = flows.map((flow) => ({ ...flow, verdict: world.verdict(flow) }));
  // a pod's own node is let in whatever policies say, and nobody knows which of the nodes that is
  const unknown = judged.filter(({ verdict, source }) => verdict === 'unknown' && !FROM_NODES.includes(source));
  const open = judged.filter(({ verdict }) => verdict === 'allowed');
  const outside = [...ENDS, ...intent.ends ?? []].filter((end) => !end.includes('/') && /^[\d.]+$|:/.test(end));
  const leaves = managed.flatMap((source) => outside.flatMap((to) => world.leaves(source, to)));
  const { over, asked = [] } = intent.requests ?? {};
  const requests = over === undefined ? [] : asked.filter((text) => world.request(over, text) === 'allowed');
  return { leaves, requests, open: open.length === judged.length ? 'all' : open.map(flowText).sort(), unknown: unknown.map(flowText).sort(), asked: judged.length };
}

function managedIn(objects: readonly unknown[]): string[] {
  const deployments = objects as readonly { readonly kind: string; readonly metadata: { readonly namespace: string; readonly name: string } }[]; // as they are written
  return deployments.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet').map(({ metadata: { namespace, name } }) => `${namespace}/${name}`).sort();
}
