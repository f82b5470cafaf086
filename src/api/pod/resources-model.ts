import { Resources } from './container-props';
import { ResourcesModel } from '../../model/pod';
import { quantity, requestWithinLimit, Resource, resourceQuantity } from '../../model/quantity';

/** What says that there is no limit. */
const NO_LIMIT = 'none';

/** Guesses for a small server: enough to start most of them, and little enough to notice what needs more. */
const DEFAULTS: Readonly<Record<Resource, { readonly request: string; readonly limit: string }>> = {
  'cpu': { request: '100m', limit: '500m' },
  'ephemeral-storage': { request: '64Mi', limit: '512Mi' },
  'memory': { request: '128Mi', limit: '256Mi' },
};

/** What every container that says nothing may use. */
const GUESSED: ResourcesModel = {
  requests: { 'cpu': DEFAULTS.cpu.request, 'ephemeral-storage': DEFAULTS['ephemeral-storage'].request, 'memory': DEFAULTS.memory.request },
  limits: { 'cpu': DEFAULTS.cpu.limit, 'ephemeral-storage': DEFAULTS['ephemeral-storage'].limit, 'memory': DEFAULTS.memory.limit },
};

/** Requests and limits with their defaults. Refuses with QUANTITY_INVALID. */
export function resourcesModel(container: string, props: Resources | undefined): ResourcesModel {
  if (props === undefined) {
    return GUESSED;
  }
  const pairs = {
    'cpu': pairOf(container, 'cpu', props.cpuRequest, props.cpuLimit),
    'ephemeral-storage': pairOf(container, 'ephemeral-storage', props.ephemeralStorageRequest, props.ephemeralStorageLimit),
    'memory': pairOf(container, 'memory', props.memoryRequest, props.memoryLimit),
  };
  const requests = Object.entries(pairs).map(([resource, { request }]) => [resource, request]);
  const limits = Object.entries(pairs).flatMap(([resource, { limit }]) => (limit === NO_LIMIT ? [] : [[resource, limit]]));
  return { requests: Object.fromEntries(requests), limits: Object.fromEntries(limits) };
}

interface Pair {
  readonly request: string;
  readonly limit: string;
}

/** What is given stays; a default gives way where it would contradict it. */
function pairOf(container: string, resource: Resource, request: string | undefined, limit: string | undefined): Pair {
  const what = `${resource} of container \`${container}\``;
  const guess = DEFAULTS[resource];
  if (request !== undefined) {
    resourceQuantity(`the request of ${what},`, resource, request);
  }
  if (limit !== undefined && limit !== NO_LIMIT) {
    resourceQuantity(`the limit of ${what},`, resource, limit);
  }
  if (limit === NO_LIMIT) {
    return { request: request ?? guess.request, limit };
  }
  if (request !== undefined && limit !== undefined) {
    requestWithinLimit(what, request, limit);
    return { request, limit };
  }
  return {
    request: request ?? lower(guess.request, limit ?? guess.limit),
    limit: limit ?? higher(guess.limit, request ?? guess.request),
  };
}

function lower(guess: string, given: string): string {
  return quantity('a quantity', given) < quantity('a quantity', guess) ? given : guess;
}

function higher(guess: string, given: string): string {
  return quantity('a quantity', given) > quantity('a quantity', guess) ? given : guess;
}
