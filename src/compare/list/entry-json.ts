import { endJson } from './end-json';
import { EntryRow } from './entry-rows';
import { Entry, EntryOmission, EntryOrigin, EntryParent } from '../../reachability/rules/entries';
import { portsJson, workloadJson } from '../words/json';
import { narrowedJson } from '../words/requests';

/** An entry as JSON. */
export function entryJson({ entry, source, destination, nowhere, outside, allowed, unknown, blocked, narrowed }: EntryRow): object {
  const { origin, backend } = entry;
  return {
    object: originJson(origin),
    ...wayJson(entry),
    service: {
      namespace: backend.namespace,
      name: backend.service,
      ...(backend.port === undefined ? {} : { port: backend.port.kind === 'name' ? backend.port.name : backend.port.number }),
    },
    source: endJson(source),
    ...(destination === undefined ? {} : { destination: workloadJson(destination) }),
    ...(outside === undefined ? {} : { outside: { ...outside } }),
    ...(nowhere === undefined ? {} : { nowhere }),
    allowed: portsJson(allowed),
    unknown: portsJson(unknown),
    blocked: portsJson(blocked),
    ...narrowedJson(narrowed),
  };
}

/** Which requests are meant, and through what they come. */
function wayJson({ host, path, pathMatch, conditions, share, instead, parents, className, tls, through }: Entry): object {
  return {
    ...(host === undefined ? {} : { host }),
    ...(path === undefined ? {} : { path }),
    ...(pathMatch === undefined ? {} : { pathMatch }),
    ...(conditions === undefined ? {} : { conditions: [...conditions] }),
    ...(share === undefined ? {} : { share: { weight: share.weight, of: share.of } }),
    ...(instead === undefined ? {} : { instead }),
    ...(parents === undefined ? {} : { parents: parents.map(parentJson) }),
    ...(className === undefined ? {} : { class: className }),
    ...(tls === undefined ? {} : { tls }),
    ...(through === undefined ? {} : { through: { ...through } }),
  };
}

function parentJson({ listener, attached, ...origin }: EntryParent): object {
  return { ...originJson(origin), ...(listener === undefined ? {} : { listener: { ...listener } }), attached };
}

function originJson({ kind, namespace, name }: EntryOrigin): object {
  return { kind, namespace, name };
}

/** What brings nobody in, as JSON. */
export function omissionJson({ origin, path, reason, text }: EntryOmission): object {
  return { object: originJson(origin), path, reason, text };
}
